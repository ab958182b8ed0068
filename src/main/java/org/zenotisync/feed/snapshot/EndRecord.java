package org.zenotisync.feed.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The end record of a zip, also that of Zip64 (APPNOTE.TXT 4.3.14 to 4.3.16): it shows that nothing is missing of what
 * was read entry by entry.
 */
final class EndRecord {

    private static final int SIZE = 22;
    private static final int LOCATOR = 20;
    private static final int ZIP64 = 56;

    /** The most bytes that there are from the first of the records to the end, if Zip64's has no extension. */
    static final int LONGEST = SIZE + 0xFFFF + LOCATOR + ZIP64;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_SIGNATURE = 0x06064b50;

    private static final String CUT = "the file was cut before it was stored";

    private final ByteBuffer tail;
    private final long begin;

    private EndRecord(byte[] tail, long size) {
        this.tail = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        this.begin = size - tail.length;
    }

    /**
     * What the end of a zip shows to be wrong; empty if nothing is.
     *
     * @param tail the last bytes, {@link #LONGEST} or all
     * @param size bytes of the zip
     * @param entries that were read
     */
    static Optional<String> complaint(byte[] tail, long size, long entries) {
        return new EndRecord(tail, size).complaint(entries);
    }

    private Optional<String> complaint(long entries) {
        int end = find();
        if (end < 0) {
            return Optional.of("it does not end as a zip does: " + CUT);
        }
        int locator = end - LOCATOR;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE) {
            long at = tail.getLong(locator + 8) - begin;
            if (at < 0 || at > locator - ZIP64 || tail.getInt((int) at) != ZIP64_SIGNATURE) {
                return Optional.of("its end record for Zip64 is missing: " + CUT);
            }
            int zip64 = (int) at;
            return complaint(
                    entries,
                    tail.getLong(zip64 + 24),
                    tail.getLong(zip64 + 32),
                    tail.getLong(zip64 + 40),
                    tail.getLong(zip64 + 48),
                    begin + zip64);
        }
        return complaint(
                entries,
                tail.getShort(end + 8) & 0xFFFF,
                tail.getShort(end + 10) & 0xFFFF,
                tail.getInt(end + 12) & 0xFFFFFFFFL,
                tail.getInt(end + 16) & 0xFFFFFFFFL,
                begin + end);
    }

    private static Optional<String> complaint(
            long entries, long here, long all, long directorySize, long directoryBegin, long directoryEnd) {
        if (here != all) {
            return Optional.of("it is one part of a divided zip, which cannot be read");
        }
        if (all != entries) {
            return Optional.of("its end record counts " + all + " entries, but it has " + entries);
        }
        return directoryBegin + directorySize == directoryEnd
                ? Optional.empty()
                : Optional.of("its central directory is not complete");
    }

    /** Where the end record is in the tail; -1 if there is none. */
    private int find() {
        for (int i = tail.capacity() - SIZE; i >= 0; i--) {
            if (tail.getInt(i) == END_SIGNATURE && i + SIZE + (tail.getShort(i + 20) & 0xFFFF) == tail.capacity()) {
                return i;
            }
        }
        return -1;
    }
}
