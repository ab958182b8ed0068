package org.zenotisync.warehouse.duckdb;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/** Writes rows through DuckDB's appender, which fills column vectors without statements or texts. */
final class AppenderSink implements RowSink {

    private final DuckDBAppender appender;
    private final ColumnType[] types;
    private int column;

    /** @param types of all columns of the table that the appender writes to, in their order */
    AppenderSink(DuckDBAppender appender, List<ColumnType> types) {
        this.appender = appender;
        this.types = types.toArray(ColumnType[]::new);
    }

    /** Moves to the next column, and to a new row with the first. */
    private ColumnType next() throws SQLException {
        if (column == 0) {
            appender.beginRow();
        }
        return types[column++];
    }

    @Override
    public void putNull() throws SQLException {
        next();
        appender.appendNull();
    }

    @Override
    public void putBoolean(boolean value) throws SQLException {
        next();
        appender.append(value);
    }

    @Override
    public void putInteger(long value) throws SQLException {
        switch (next().kind()) {
            case SMALLINT -> appender.append((short) value);
            case INTEGER -> appender.append((int) value);
            default -> appender.append(value);
        }
    }

    /** DuckDB keeps a DECIMAL in the smallest integer that holds its digits. */
    @Override
    public void putDecimal(long high, long low) throws SQLException {
        int precision = next().precision();
        if (precision <= 4) {
            appender.appendDecimal((short) low);
        } else if (precision <= 9) {
            appender.appendDecimal((int) low);
        } else if (precision <= 18) {
            appender.appendDecimal(low);
        } else {
            appender.appendDecimal(low, high);
        }
    }

    @Override
    public void putDouble(double value) throws SQLException {
        if (next().kind() == ColumnType.Kind.REAL) {
            appender.append((float) value);
        } else {
            appender.append(value);
        }
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        next();
        appender.append(Arrays.copyOfRange(utf8, offset, offset + length));
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        next();
        appender.appendEpochDays(epochDay);
    }

    @Override
    public void putTime(long microsOfDay) throws SQLException {
        next();
        appender.appendDayMicros(microsOfDay);
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        next();
        appender.appendEpochMicros(epochMicros);
    }

    @Override
    public void endRow() throws SQLException {
        appender.endRow();
        column = 0;
    }
}
