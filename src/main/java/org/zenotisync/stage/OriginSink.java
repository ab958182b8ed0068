package org.zenotisync.stage;

import java.sql.SQLException;
import org.zenotisync.merge.Destination;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.StageTable;

/** Adds the two columns of the stage that say where a row comes from, watches its key, and counts the rows. */
final class OriginSink implements RowSink {

    /** Rows that are counted at once. */
    private static final int COUNTED_AT_ONCE = 1024;

    private final RowSink sink;
    private final ReadCounters counters;
    private final boolean withOrigin;
    private final UniqueKeys keys;
    private int batch = -1;
    private long row;
    private int column;
    private boolean isKeyOnly;
    private boolean isComplete;

    /**
     * @param sink takes the rows
     * @param destination only rows of the stage have the two columns
     * @param keys watches the rows' keys
     */
    OriginSink(RowSink sink, ReadCounters counters, Destination destination, UniqueKeys keys) {
        this.sink = sink;
        this.counters = counters;
        this.withOrigin = destination == Destination.STAGE;
        this.keys = keys;
    }

    /** Begins the next batch: the rows of another logid. Called before the first row. */
    void nextBatch() {
        batch++;
    }

    /** The next row is one of a forgotten guest, of which only the key is left. */
    void nextIsKeyOnly() {
        isKeyOnly = true;
    }

    /** Counts the rows that are not counted yet: all are read. */
    void countRest() {
        counters.rowsRead(row - counted());
        isComplete = true;
    }

    /** The rows that are in the counters. */
    long counted() {
        return isComplete ? row : row - row % COUNTED_AT_ONCE;
    }

    @Override
    public void putNull() throws SQLException {
        keys.nextNull(column++);
        sink.putNull();
    }

    @Override
    public void putBoolean(boolean value) throws SQLException {
        keys.next(column++, 0, value ? 1 : 0);
        sink.putBoolean(value);
    }

    @Override
    public void putInteger(long value) throws SQLException {
        keys.next(column++, value >> 63, value);
        sink.putInteger(value);
    }

    @Override
    public void putDecimal(long high, long low) throws SQLException {
        keys.next(column++, high, low);
        sink.putDecimal(high, low);
    }

    @Override
    public void putDouble(double value) throws SQLException {
        keys.nextOther(column++);
        sink.putDouble(value);
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        keys.next(column++, utf8, offset, length);
        sink.putText(utf8, offset, length);
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        keys.next(column++, 0, epochDay);
        sink.putDate(epochDay);
    }

    @Override
    public void putTime(long microsOfDay) throws SQLException {
        keys.next(column++, 0, microsOfDay);
        sink.putTime(microsOfDay);
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        keys.next(column++, 0, epochMicros);
        sink.putTimestamp(epochMicros);
    }

    @Override
    public void endRow() throws SQLException {
        if (withOrigin) {
            sink.putInteger(isKeyOnly ? StageTable.keyOnly(batch) : batch);
            sink.putInteger(row);
        }
        keys.endRow(batch);
        row++;
        column = 0;
        isKeyOnly = false;
        sink.endRow();
        if (row % COUNTED_AT_ONCE == 0) {
            counters.rowsRead(COUNTED_AT_ONCE);
        }
    }
}
