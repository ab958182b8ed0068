package org.zenotisync.stage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts and reports the bytes of an object, and calls once near its end. */
final class CountingStream extends FilterInputStream {

    private final LongConsumer onRead;
    private final long nearEnd;
    private final Runnable onNearEnd;
    private long bytes;
    private boolean isNearEnd;

    /**
     * @param onRead gets the number of bytes of each read
     * @param nearEnd bytes after which the end is near
     * @param onNearEnd called once when they are read
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
            if (!isNearEnd && bytes >= nearEnd) {
                isNearEnd = true;
                onNearEnd.run();
            }
        }
    }
}
