package org.zenotisync.stage;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is read from the source, from the start of the process on. What an attempt has read that is rolled back
 * is subtracted. Used by many threads at once.
 */
public final class ReadCounters {

    private final LongAdder bytes = new LongAdder();
    private final LongAdder rows = new LongAdder();

    /** Counts bytes of objects; below zero, takes them from the count. */
    public void bytesRead(long read) {
        bytes.add(read);
    }

    /** Counts rows that were staged; below zero, takes them from the count. */
    public void rowsRead(long read) {
        rows.add(read);
    }

    /** Bytes of objects. */
    public long bytes() {
        return bytes.sum();
    }

    /** Rows that were staged. */
    public long rows() {
        return rows.sum();
    }
}
