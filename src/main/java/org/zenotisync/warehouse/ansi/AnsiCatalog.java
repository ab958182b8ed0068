package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc.RowMapper;
import org.zenotisync.warehouse.PresentType;

/** The tables as the driver's metadata lists them. */
final class AnsiCatalog implements Catalog {

    private static final String[] TABLES = {"TABLE", "BASE TABLE", "VIEW"};

    private static final int MICROSECONDS = 6;

    private static final int LENGTH_OF_TIME = "10:11:12".length();
    private static final int LENGTH_OF_TIMESTAMP = "2024-02-29 10:11:12".length();
    private static final int LENGTH_OF_ZONE = "+00:00".length();

    private final @Nullable String schema;
    private final Spelling spelling;

    /** @param schema of all tables, null for that of the connection */
    AnsiCatalog(@Nullable String schema, Spelling spelling) {
        this.schema = schema;
        this.spelling = spelling;
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = columns(connection, table, AnsiCatalog::folded);
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    private static String folded(ResultSet column) throws SQLException {
        return column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        if (!spelling.areCasesDifferent()) {
            return Optional.empty();
        }
        DatabaseMetaData database = connection.getMetaData();
        try (ResultSet tables = database.getTables(
                connection.getCatalog(), pattern(database, schema(connection)), null, TABLES)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                if (name.equalsIgnoreCase(table) && !name.equals(spelling.own(table))) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        columns(connection, table, column -> types.put(folded(column), typeOf(column)));
        return types;
    }

    private static PresentType typeOf(ResultSet column) throws SQLException {
        int size = column.getInt("COLUMN_SIZE");
        int scale = column.getInt("DECIMAL_DIGITS");
        int type = column.getInt("DATA_TYPE");
        String name = column.getString("TYPE_NAME");
        return switch (type) {
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR ->
                PresentType.text(name + "(" + size + ")", Math.max(size, 1));
            case Types.BOOLEAN -> PresentType.of(name, Kind.BOOLEAN);
            case Types.SMALLINT -> PresentType.of(name, Kind.SMALLINT);
            case Types.INTEGER -> PresentType.of(name, Kind.INTEGER);
            case Types.BIGINT -> PresentType.of(name, Kind.BIGINT);
            case Types.DECIMAL, Types.NUMERIC ->
                PresentType.decimal(name + "(" + size + "," + scale + ")", size, scale);
            case Types.REAL -> PresentType.of(name, Kind.REAL);
            case Types.FLOAT, Types.DOUBLE -> PresentType.of(name, Kind.DOUBLE);
            case Types.DATE -> PresentType.of(name, Kind.DATE);
            case Types.TIME -> time(column, Kind.TIME);
            case Types.TIMESTAMP -> time(column, Kind.TIMESTAMP);
            case Types.TIMESTAMP_WITH_TIMEZONE -> time(column, Kind.TIMESTAMPTZ);
            default -> PresentType.ofOwner(name);
        };
    }

    /** One with fewer digits would round. */
    private static PresentType time(ResultSet column, Kind kind) throws SQLException {
        int digits = digitsOf(column);
        String spelled = column.getString("TYPE_NAME") + "(" + digits + ")";
        return digits == MICROSECONDS ? PresentType.of(spelled, kind) : PresentType.ofOwner(spelled);
    }

    /** The digits of a fraction of seconds; some drivers say only the length of the text, which a point is part of. */
    private static int digitsOf(ResultSet column) throws SQLException {
        int digits = column.getInt("DECIMAL_DIGITS");
        if (!column.wasNull()) {
            return digits;
        }
        int whole = column.getInt("DATA_TYPE") == Types.TIME ? LENGTH_OF_TIME : LENGTH_OF_TIMESTAMP;
        int zone = column.getInt("DATA_TYPE") == Types.TIMESTAMP_WITH_TIMEZONE ? LENGTH_OF_ZONE : 0;
        return Math.max(0, column.getInt("COLUMN_SIZE") - whole - zone - 1);
    }

    /** Databases round fractions and cut or add blanks of a CHAR without an error. */
    @Override
    public boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        return columns(connection, table, AnsiCatalog::isFaithful, column.name()).stream()
                .allMatch(isFaithful -> isFaithful);
    }

    private static boolean isFaithful(ResultSet column) throws SQLException {
        return switch (column.getInt("DATA_TYPE")) {
            case Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE ->
                digitsOf(column) >= MICROSECONDS;
            case Types.CHAR, Types.NCHAR, Types.BINARY -> false;
            default -> true;
        };
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        List<String> mandatory = new ArrayList<>();
        columns(connection, table, column -> isMandatory(column) && mandatory.add(folded(column)));
        return mandatory;
    }

    private static boolean isMandatory(ResultSet column) throws SQLException {
        return "NO".equals(column.getString("IS_NULLABLE"))
                && column.getString("COLUMN_DEF") == null
                && !"YES".equals(column.getString("IS_AUTOINCREMENT"))
                && !"YES".equals(column.getString("IS_GENERATEDCOLUMN"));
    }

    private <T> List<T> columns(Connection connection, String table, RowMapper<T> mapper) throws SQLException {
        return columns(connection, table, mapper, null);
    }

    /** @param only a column, null for all in their order */
    private <T> List<T> columns(Connection connection, String table, RowMapper<T> mapper, @Nullable String only)
            throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        List<T> all = new ArrayList<>();
        try (ResultSet columns = database.getColumns(
                connection.getCatalog(),
                pattern(database, schema(connection)),
                pattern(database, spelling.own(table)),
                only == null ? null : pattern(database, spelling.own(only)))) {
            while (columns.next()) {
                all.add(mapper.map(columns));
            }
        }
        return all;
    }

    private @Nullable String schema(Connection connection) throws SQLException {
        return schema == null ? connection.getSchema() : spelling.own(schema);
    }

    /** A name as a pattern that only this name matches. */
    private static @Nullable String pattern(DatabaseMetaData database, @Nullable String name) throws SQLException {
        String escape = database.getSearchStringEscape();
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
