package org.zenotisync.warehouse;

import java.sql.SQLException;

/**
 * Takes rows value by value, in the order of the staged columns: one {@code put…} per column, then {@link #endRow()}.
 * Values are already checked against the column's type, so a sink never has to interpret text. Implementations are
 * used by one thread.
 */
public interface RowSink {

    /** A null of any type. */
    void putNull() throws SQLException;

    /** A BOOLEAN. */
    void putBoolean(boolean value) throws SQLException;

    /** A SMALLINT, INTEGER or BIGINT, within the range of the column. */
    void putInteger(long value) throws SQLException;

    /**
     * A DECIMAL as its unscaled value in 128-bit two's complement, already brought to the scale of the column.
     *
     * @param high upper 64 bits
     * @param low lower 64 bits
     */
    void putDecimal(long high, long low) throws SQLException;

    /** A REAL or DOUBLE. */
    void putDouble(double value) throws SQLException;

    /**
     * A VARCHAR as UTF-8, not longer than the column allows.
     *
     * @param utf8 holds the text among others; neither to be changed nor kept
     */
    void putText(byte[] utf8, int offset, int length) throws SQLException;

    /** A DATE as days since 1970-01-01. */
    void putDate(int epochDay) throws SQLException;

    /** A TIME as microseconds since midnight. */
    void putTime(long microsOfDay) throws SQLException;

    /** A TIMESTAMP (no zone) or TIMESTAMPTZ (UTC) as microseconds since 1970-01-01T00:00:00. */
    void putTimestamp(long epochMicros) throws SQLException;

    /** Ends the row; every column has had its value. */
    void endRow() throws SQLException;
}
