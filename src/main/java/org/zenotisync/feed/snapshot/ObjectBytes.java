package org.zenotisync.feed.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.zenotisync.feed.FeedObject;

/**
 * The bytes of an object as they are stored. It remembers the last ones, where a zip has its end record, and whether
 * the object could not be read: who reads a zip may take that for a damaged one. Closing it closes nothing.
 */
final class ObjectBytes extends InputStream {

    /** Bytes that are remembered: an end record with the longest comment, and both records of Zip64. */
    static final int TAIL = EndRecord.LONGEST;

    private final InputStream in;
    private final FeedObject object;
    private final byte[] ring;
    private long count;
    private long most = Long.MAX_VALUE;
    private Optional<Exception> failure = Optional.empty();

    ObjectBytes(InputStream in, FeedObject object) {
        this.in = in;
        this.object = object;
        this.ring = new byte[(int) Math.max(1, Math.min(object.size(), TAIL))];
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    /** Why the object could not be read; empty if it could so far. */
    Optional<Exception> failure() {
        return failure;
    }

    /** Whether all bytes of the object were read. */
    boolean isComplete() {
        return count == object.size();
    }

    /** From here on, reading more than a number of bytes fails with a {@link LimitException}. */
    void limit(long bytes) {
        most = count + bytes;
    }

    /** Ends the limit. */
    void unlimit() {
        most = Long.MAX_VALUE;
    }

    /** The last bytes, {@link #TAIL} at most. */
    byte[] tail() {
        int length = (int) Math.min(count, ring.length);
        byte[] tail = new byte[length];
        int from = (int) ((count - length) % ring.length);
        int first = Math.min(length, ring.length - from);
        System.arraycopy(ring, from, tail, 0, first);
        System.arraycopy(ring, 0, tail, first, length - first);
        return tail;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException if the object cannot be read, or ends before its size */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (count > most) {
            throw new LimitException();
        }
        int read;
        try {
            read = in.read(buffer, offset, length);
            if (read < 0 && count != object.size()) {
                throw new IOException(object.uri() + " cannot be read: its content broke off after " + count + " of "
                        + object.size() + " bytes; try again");
            }
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
        if (read > 0) {
            remember(buffer, offset, read);
        }
        return read;
    }

    private void remember(byte[] buffer, int offset, int length) {
        int kept = Math.min(length, ring.length);
        int at = (int) ((count + length - kept) % ring.length);
        int first = Math.min(kept, ring.length - at);
        System.arraycopy(buffer, offset + length - kept, ring, at, first);
        System.arraycopy(buffer, offset + length - kept + first, ring, 0, kept - first);
        count += length;
    }

    /** More bytes were read than {@link #limit} allows. */
    static final class LimitException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
