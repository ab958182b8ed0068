package org.zenotisync.warehouse.ansi;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.RowSink;

/** Whether a database and its driver keep every value as it is: one of each type is written and read back. */
final class ValueRules {

    private static final LocalDate YEAR_ONE = LocalDate.of(1, 1, 1);

    /** The first day of the calendar of today. */
    private static final LocalDate GREGORIAN = LocalDate.of(1582, 10, 15);

    private static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long MICROS_PER_DAY = 24 * 60 * 60 * 1_000_000L;
    private static final String TABLE = "zenoti_sync_values";

    private final Connection connection;
    private final Dialect dialect;
    private final TemporaryTables temporary;
    private final String database;

    /** @param connection without a transaction, and not in autocommit */
    ValueRules(Connection connection, Dialect dialect, TemporaryTables temporary, String database) {
        this.connection = connection;
        this.dialect = dialect;
        this.temporary = temporary;
        this.database = database;
    }

    /** Writes a value. */
    @FunctionalInterface
    private interface Value {
        void put(RowSink sink) throws SQLException;
    }

    /**
     * Checks all types.
     *
     * @return the first day that is kept as it is: some drivers count days before 1582 as Julius Caesar did
     * @throws SQLException if a type is missing or changes values
     */
    LocalDate require() throws SQLException {
        require(ColumnType.of(Kind.BOOLEAN), sink -> sink.putBoolean(true), "true");
        require(ColumnType.of(Kind.SMALLINT), sink -> sink.putInteger(Short.MIN_VALUE), "-32768");
        require(ColumnType.of(Kind.INTEGER), sink -> sink.putInteger(Integer.MIN_VALUE), "-2147483648");
        require(ColumnType.of(Kind.BIGINT), sink -> sink.putInteger(Long.MIN_VALUE), "-9223372036854775808");
        // 2^126 - 1 and 19 digits after the point
        require(
                ColumnType.decimal(ColumnType.MAX_DECIMAL, 19),
                sink -> sink.putDecimal(Long.MAX_VALUE / 2, -1),
                "8507059173023461586.5843651857942052863");
        require(ColumnType.of(Kind.REAL), sink -> sink.putDouble(0.1f), "0.1");
        require(ColumnType.of(Kind.DOUBLE), sink -> sink.putDouble(0.1), "0.1");
        byte[] text = "\ud83d\ude00 \u00e9".getBytes(StandardCharsets.UTF_8);
        require(
                ColumnType.varchar(ColumnType.MAX_VARCHAR),
                sink -> sink.putText(text, 0, text.length),
                "\ud83d\ude00 \u00e9");
        require(ColumnType.of(Kind.DATE), sink -> sink.putDate(LAST_DAY), "9999-12-31");
        require(ColumnType.of(Kind.TIME), sink -> sink.putTime(MICROS_PER_DAY - 1), "23:59:59.999999");
        for (Kind kind : List.of(Kind.TIMESTAMP, Kind.TIMESTAMPTZ)) {
            require(
                    ColumnType.of(kind),
                    sink -> sink.putTimestamp((LAST_DAY + 1L) * MICROS_PER_DAY - 1),
                    "9999-12-31 23:59:59.999999");
        }
        LocalDate old = LocalDate.of(1048, 2, 28);
        String kept = kept(ColumnType.of(Kind.DATE), sink -> sink.putDate((int) old.toEpochDay()));
        return kept.equals(old.toString()) ? YEAR_ONE : GREGORIAN;
    }

    private void require(ColumnType type, Value value, String expected) throws SQLException {
        String kept;
        try {
            kept = kept(type, value);
        } catch (SQLException e) {
            throw new SQLException(
                    database + " does not take values of the type " + dialect.typeName(type) + ", which the feed has: "
                            + e.getMessage(),
                    e);
        }
        boolean isSame = isNumber(type)
                ? new BigDecimal(kept).compareTo(new BigDecimal(expected)) == 0
                : kept.toLowerCase(Locale.ROOT).equals(expected);
        if (!isSame) {
            throw new SQLException(database + " changes values of the type " + dialect.typeName(type) + ": '" + expected
                    + "' becomes '" + kept + "'");
        }
    }

    private static boolean isNumber(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** A value as the database writes it after it was stored. */
    private String kept(ColumnType type, Value value) throws SQLException {
        String table = dialect.quote(TABLE);
        ColumnDefinition column = new ColumnDefinition("probe", type);
        try {
            temporary.make(connection, table, dialect.columnList(List.of(column)));
            BatchSink.into(connection, dialect, table, List.of(column), YEAR_ONE, sink -> {
                value.put(sink);
                sink.endRow();
            });
            String text = dialect.exactText(dialect.quote(column.name()), PresentType.of(type.toString(), type));
            String select = "SELECT " + text + " FROM " + table;
            List<String> all = Jdbc.query(connection, select, row -> String.valueOf(row.getString(1)));
            return all.size() == 1 ? all.get(0) : all.toString();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), e);
        } finally {
            connection.rollback();
            temporary.remove(connection, table);
            connection.commit();
        }
    }
}
