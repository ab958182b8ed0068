package org.zenotisync.warehouse.ansi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.RowSource;

/** Writes rows by batches of one prepared INSERT, with the classes that JDBC 4.2 has for each type. */
final class BatchSink implements RowSink {

    /** Rows that are sent at once. */
    private static final int ROWS = 1_000;

    /** Bytes of text that are sent at once, about. */
    private static final long BYTES = 4 * 1024 * 1024;

    private static final long MICROS = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_DAY = 24 * 60 * 60 * MICROS;

    private static final int LAST_YEAR = 9_999;

    /** The state of a time that does not fit. */
    private static final String OVERFLOW = "22008";

    private final PreparedStatement insert;
    private final LocalDate firstDay;
    private final ColumnType[] types;
    private int column;
    private int waiting;
    private long bytes;
    private long rows;

    private BatchSink(PreparedStatement insert, List<ColumnDefinition> columns, LocalDate firstDay) {
        this.insert = insert;
        this.firstDay = firstDay;
        this.types = columns.stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
    }

    /**
     * Writes rows into a table.
     *
     * @param table in SQL
     * @param columns of the rows, in their order
     * @param firstDay that the database keeps as it is
     * @return the number of rows that were sent; one that the database does not take is an error
     */
    static long into(
            Connection connection,
            Dialect dialect,
            String table,
            List<ColumnDefinition> columns,
            LocalDate firstDay,
            RowSource rows)
            throws Exception {
        String names =
                dialect.quoted(columns.stream().map(ColumnDefinition::name).toList());
        String sql = "INSERT INTO " + table + " (" + names + ") VALUES (" + Jdbc.parameters(columns.size()) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            BatchSink sink = new BatchSink(insert, columns, firstDay);
            rows.writeTo(sink);
            sink.send();
            return sink.rows;
        }
    }

    private void send() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
            rows += waiting;
            waiting = 0;
            bytes = 0;
        }
    }

    /** Moves to the next column. */
    private ColumnType next() {
        return types[column++];
    }

    @Override
    public void putNull() throws SQLException {
        int type = sqlType(next().kind());
        insert.setNull(column, type);
    }

    private static int sqlType(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> Types.BOOLEAN;
            case SMALLINT -> Types.SMALLINT;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case DECIMAL -> Types.DECIMAL;
            case REAL -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case VARCHAR -> Types.VARCHAR;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }

    @Override
    public void putBoolean(boolean value) throws SQLException {
        next();
        insert.setBoolean(column, value);
    }

    @Override
    public void putInteger(long value) throws SQLException {
        switch (next().kind()) {
            case SMALLINT -> insert.setShort(column, (short) value);
            case INTEGER -> insert.setInt(column, (int) value);
            default -> insert.setLong(column, value);
        }
    }

    @Override
    public void putDecimal(long high, long low) throws SQLException {
        int scale = next().scale();
        BigInteger unscaled = new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
        insert.setBigDecimal(column, new BigDecimal(unscaled, scale));
    }

    /** A database whose REAL is a DOUBLE gets the number with the digits that the file has. */
    @Override
    public void putDouble(double value) throws SQLException {
        boolean isReal = next().kind() == Kind.REAL;
        insert.setDouble(column, isReal ? Double.parseDouble(Float.toString((float) value)) : value);
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        next();
        bytes += length;
        insert.setString(column, new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        next();
        insert.setObject(column, dayOf(epochDay));
    }

    private LocalDate dayOf(long epochDay) throws SQLException {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        if (day.isBefore(firstDay) || day.getYear() > LAST_YEAR) {
            throw new SQLException(
                    "a day is not within " + firstDay + " and 9999-12-31, which this database keeps as they are",
                    OVERFLOW);
        }
        return day;
    }

    /** @throws SQLException if it is the end of a day, which JDBC has no class for */
    @Override
    public void putTime(long microsOfDay) throws SQLException {
        next();
        if (microsOfDay == MICROS_PER_DAY) {
            throw new SQLException("a time is 24:00:00, which JDBC does not have", OVERFLOW);
        }
        insert.setObject(column, LocalTime.ofNanoOfDay(microsOfDay * NANOS_PER_MICRO));
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        boolean isMoment = next().kind() == Kind.TIMESTAMPTZ;
        LocalDateTime time = LocalDateTime.of(
                dayOf(Math.floorDiv(epochMicros, MICROS_PER_DAY)),
                LocalTime.ofNanoOfDay(Math.floorMod(epochMicros, MICROS_PER_DAY) * NANOS_PER_MICRO));
        insert.setObject(column, isMoment ? time.atOffset(ZoneOffset.UTC) : time);
    }

    @Override
    public void endRow() throws SQLException {
        insert.addBatch();
        column = 0;
        waiting++;
        if (waiting == ROWS || bytes > BYTES) {
            send();
        }
    }
}
