package org.zenotisync.warehouse;

import java.sql.SQLException;

/**
 * Holds the values of one row until all are known, and only then hands them on, so a sink need not undo half a row.
 * Text stays in the buffer of its reader, which lives longer than the row; all texts of a row are in one buffer.
 */
public final class HeldRow implements RowSink {

    private enum Kind {
        NULL,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        DOUBLE,
        TEXT,
        DATE,
        TIME,
        TIMESTAMP
    }

    private final RowSink sink;
    private final Kind[] kinds;
    private final long[] values;

    /** The upper half of a DECIMAL; the length of a text. */
    private final long[] others;

    private byte[] text = {};
    private int column;

    /**
     * @param sink gets the row at its end; null if it has none
     * @param columns of a row
     */
    public HeldRow(RowSink sink, int columns) {
        this.sink = sink;
        this.kinds = new Kind[columns];
        this.values = new long[columns];
        this.others = new long[columns];
    }

    /** Forgets the values that are held. */
    public void discard() {
        column = 0;
    }

    @Override
    public void putNull() {
        hold(Kind.NULL, 0, 0);
    }

    @Override
    public void putBoolean(boolean value) {
        hold(Kind.BOOLEAN, value ? 1 : 0, 0);
    }

    @Override
    public void putInteger(long value) {
        hold(Kind.INTEGER, value, 0);
    }

    @Override
    public void putDecimal(long high, long low) {
        hold(Kind.DECIMAL, low, high);
    }

    @Override
    public void putDouble(double value) {
        hold(Kind.DOUBLE, Double.doubleToRawLongBits(value), 0);
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        text = utf8;
        hold(Kind.TEXT, offset, length);
    }

    @Override
    public void putDate(int epochDay) {
        hold(Kind.DATE, epochDay, 0);
    }

    @Override
    public void putTime(long microsOfDay) {
        hold(Kind.TIME, microsOfDay, 0);
    }

    @Override
    public void putTimestamp(long epochMicros) {
        hold(Kind.TIMESTAMP, epochMicros, 0);
    }

    private void hold(Kind kind, long value, long other) {
        kinds[column] = kind;
        values[column] = value;
        others[column] = other;
        column++;
    }

    @Override
    public void endRow() throws SQLException {
        for (int i = 0; i < column; i++) {
            handOn(kinds[i], values[i], others[i], sink);
        }
        column = 0;
        sink.endRow();
    }

    /**
     * Hands on one value, for a row that is put together from some of them.
     *
     * @param held ordinal of the value in the row that is held
     */
    public void handOn(int held, RowSink other) throws SQLException {
        handOn(kinds[held], values[held], others[held], other);
    }

    private void handOn(Kind kind, long value, long other, RowSink into) throws SQLException {
        switch (kind) {
            case NULL -> into.putNull();
            case BOOLEAN -> into.putBoolean(value != 0);
            case INTEGER -> into.putInteger(value);
            case DECIMAL -> into.putDecimal(other, value);
            case DOUBLE -> into.putDouble(Double.longBitsToDouble(value));
            case TEXT -> into.putText(text, (int) value, (int) other);
            case DATE -> into.putDate((int) value);
            case TIME -> into.putTime(value);
            case TIMESTAMP -> into.putTimestamp(value);
        }
    }
}
