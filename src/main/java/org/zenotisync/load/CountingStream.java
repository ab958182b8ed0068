package org.zenotisync.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of an object and tells them on. */
final class CountingStream extends FilterInputStream {

    private final SyncListener listener;
    private long bytes;

    CountingStream(InputStream stream, SyncListener listener) {
        super(stream);
        this.listener = listener;
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
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
            listener.bytesRead(read);
        }
    }
}
