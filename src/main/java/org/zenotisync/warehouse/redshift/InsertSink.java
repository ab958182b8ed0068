package org.zenotisync.warehouse.redshift;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/**
 * Writes rows as INSERTs of many rows, for files that COPY would misread. Single rows would be slow in a columnar
 * database ("Use a multi-row insert").
 */
final class InsertSink implements RowSink, AutoCloseable {

    /** Rows of a statement at most. */
    private static final int MOST_ROWS = 500;

    /** Values of a statement at most: the protocol counts them in a signed 16-bit number. */
    private static final int MOST_VALUES = 32_767;

    /** Bytes of text of a statement, about. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final long MICROS = 1_000_000;

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private final Connection connection;
    private final String table;
    private final String columns;
    private final ColumnType[] types;
    private final int rowsOfStatement;
    private final PreparedStatement many;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private @Nullable Object[] row;
    private int bytes;
    private int column;

    /** @param table quoted */
    InsertSink(Connection connection, String table, List<ColumnDefinition> columns) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.columns = columns.stream().map(c -> '"' + c.name() + '"').collect(Collectors.joining(", ", " (", ")"));
        this.types = columns.stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        this.rowsOfStatement = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / types.length));
        this.row = new Object[types.length];
        this.many = statement(rowsOfStatement);
    }

    private PreparedStatement statement(int rowCount) throws SQLException {
        String values = "(" + String.join(", ", Collections.nCopies(types.length, "?")) + ")";
        return connection.prepareStatement("INSERT INTO " + table + columns + " VALUES "
                + String.join(", ", Collections.nCopies(rowCount, values)));
    }

    /** Sends the remaining rows. */
    void finish() throws SQLException {
        if (!rows.isEmpty()) {
            try (PreparedStatement rest = statement(rows.size())) {
                send(rest);
            }
        }
    }

    private void send(PreparedStatement insert) throws SQLException {
        int parameter = 1;
        for (Object[] values : rows) {
            for (int i = 0; i < types.length; i++) {
                if (values[i] == null) {
                    insert.setNull(parameter++, sqlType(types[i]));
                } else {
                    insert.setObject(parameter++, values[i]);
                }
            }
        }
        insert.executeUpdate();
        rows.clear();
        bytes = 0;
    }

    /** In all rows of a statement, a column's values must have one type. */
    private static int sqlType(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Types.BOOLEAN;
            case SMALLINT, INTEGER, BIGINT -> Types.BIGINT;
            case DECIMAL -> Types.NUMERIC;
            case REAL, DOUBLE -> Types.DOUBLE;
            case VARCHAR -> Types.VARCHAR;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }

    private void put(@Nullable Object value) {
        row[column++] = value;
    }

    @Override
    public void putNull() {
        put(null);
    }

    @Override
    public void putBoolean(boolean value) {
        put(value);
    }

    @Override
    public void putInteger(long value) {
        put(value);
    }

    @Override
    public void putDecimal(long high, long low) {
        BigInteger unscaled = new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
        put(new BigDecimal(unscaled, types[column].scale()));
    }

    @Override
    public void putDouble(double value) {
        put(value);
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        bytes += length;
        put(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void putDate(int epochDay) {
        put(LocalDate.ofEpochDay(epochDay));
    }

    @Override
    public void putTime(long microsOfDay) {
        // the driver writes the last nanosecond of a day as 24:00:00, which a LocalTime cannot be
        put(microsOfDay == MICROS_OF_DAY ? LocalTime.MAX : LocalTime.ofNanoOfDay(microsOfDay * 1_000));
    }

    @Override
    public void putTimestamp(long epochMicros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMicros, MICROS), (int) Math.floorMod(epochMicros, MICROS) * 1_000, ZoneOffset.UTC);
        put(types[column].kind() == ColumnType.Kind.TIMESTAMPTZ ? time.atOffset(ZoneOffset.UTC) : time);
    }

    @Override
    public void endRow() throws SQLException {
        rows.add(row);
        row = new Object[types.length];
        column = 0;
        if (rows.size() == rowsOfStatement) {
            send(many);
        } else if (bytes > MOST_BYTES) {
            finish();
        }
    }

    @Override
    public void close() throws SQLException {
        many.close();
    }
}
