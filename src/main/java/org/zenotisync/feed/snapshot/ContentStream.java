package org.zenotisync.feed.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The text of a CSV file of a snapshot for its reader. Its failures are those of {@link Faults}. It remembers the first
 * one, so that it counts even if the reader hides it. Closing it closes nothing.
 */
final class ContentStream extends InputStream {

    /** Looks at what was read. */
    @FunctionalInterface
    interface Watch {

        /** @throws SnapshotFormatException if it is too much */
        void given(int bytes) throws SnapshotFormatException;
    }

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final Faults faults;
    private final String entry;
    private final Watch watch;
    private Optional<IOException> failure = Optional.empty();

    /** @param entry name of the entry of a zip; empty for none */
    ContentStream(InputStream in, Faults faults, String entry, Watch watch) {
        this.in = in;
        this.faults = faults;
        this.entry = entry;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        try {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                watch.given(read);
            }
            return read;
        } catch (IOException | RuntimeException e) {
            IOException known = faults.of(entry, e);
            failure = Optional.of(known);
            throw known;
        }
    }

    /** Gives the text to a reader, and reads what it leaves. */
    void readBy(EntryReader reader) throws Exception {
        try {
            reader.read(entry, this);
        } catch (Exception e) {
            if (failure.isPresent() && failure.get() != e) {
                failure.get().addSuppressed(e);
                throw failure.get();
            }
            throw e;
        }
        drain();
    }

    /** Reads to the end. */
    void drain() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only sums and bounds are looked at
        }
    }
}
