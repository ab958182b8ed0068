package org.zenotisync.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes of an object, tells each part on, and tells once that the end is near. */
final class CountingStream extends FilterInputStream {

    private final LongConsumer onRead;
    private final long nearEnd;
    private Runnable onNearEnd;
    private long bytes;

    /**
     * @param onRead is told of bytes that were read
     * @param nearEnd bytes after which the end is near
     * @param onNearEnd runs when they are read
     */
    CountingStream(InputStream stream, LongConsumer onRead, long nearEnd, Runnable onNearEnd) {
        super(stream);
        this.onRead = onRead;
        this.nearEnd = nearEnd;
        this.onNearEnd = onNearEnd;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        if (read > 0) {
            bytes += read;
            onRead.accept(read);
            if (onNearEnd != null && bytes >= nearEnd) {
                onNearEnd.run();
                onNearEnd = null;
            }
        }
    }
}
