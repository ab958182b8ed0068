package org.zenotisync.warehouse.mariadb;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Where {@link TextSink} writes rows: used again for the next load, since the memory of a new buffer must be cleared
 * and, in the native binary, be given by the operating system each time.
 */
final class Buffers {

    /** The bytes of one. */
    static final int SIZE = 1024 * 1024;

    /** Those that wait for the next rows; each table that is loaded uses two. */
    private static final BlockingQueue<byte[]> FREE = new LinkedBlockingQueue<>(16);

    private Buffers() {}

    static byte[] take() {
        byte[] free = FREE.poll();
        return free == null ? new byte[SIZE] : free;
    }

    /** One that has grown for a long row is not kept, nor any if there are enough. */
    static void giveBack(byte[] buffer) {
        if (buffer.length == SIZE) {
            FREE.offer(buffer);
        }
    }
}
