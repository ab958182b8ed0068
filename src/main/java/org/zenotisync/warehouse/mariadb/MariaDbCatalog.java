package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;

/**
 * The tables as MariaDB lists them. Its catalog compares names without their case, even where tables whose names differ
 * by it are different ones (lower_case_table_names = 0).
 */
final class MariaDbCatalog implements Catalog {

    private static final String OF_TABLE =
            """
            WHERE table_schema = coalesce(?, database()) AND table_name = ?
              AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?)""";

    private static final String SELECT_COLUMNS =
            """
            SELECT column_name
            FROM information_schema.columns
            """ + OF_TABLE
                    + "\nORDER BY ordinal_position";

    private static final String SELECT_OTHER_CASE =
            """
            SELECT table_name
            FROM information_schema.tables
            WHERE table_schema = coalesce(?, database()) AND table_name = ?
              AND @@lower_case_table_names = 0 AND BINARY table_name <> ?
            ORDER BY table_name""";

    private static final String SELECT_TYPES =
            """
            SELECT column_name, column_type, data_type, character_octet_length, numeric_precision, numeric_scale,
              column_comment, coalesce(generation_expression, '') <> ''
            FROM information_schema.columns
            """
                    + OF_TABLE;

    private static final String SELECT_MANDATORY =
            """
            SELECT column_name
            FROM information_schema.columns
            """ + OF_TABLE
                    + """

              AND is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%'
              AND coalesce(generation_expression, '') = ''
            ORDER BY ordinal_position""";

    /** What a generated column has behind its type. */
    private static final String GENERATED = " GENERATED ALWAYS";

    /** A TINYTEXT takes what an INSERT … SELECT gives it modulo 256 bytes. */
    private static final Pattern CUTS_TEXTS = Pattern.compile("(char|binary)\\(.*|tiny(text|blob)");

    private static final Pattern LESS_THAN_MICROSECONDS =
            Pattern.compile("(datetime|timestamp|time)(\\([0-5]\\))?|date");

    private final @Nullable String schema;

    /** @param schema the database of all tables, null for that of the URL */
    MariaDbCatalog(@Nullable String schema) {
        this.schema = schema;
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(connection, SELECT_COLUMNS, MariaDbCatalog::folded, schema, table, table);
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    private static String folded(ResultSet row) throws SQLException {
        return row.getString(1).toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, SELECT_OTHER_CASE, row -> row.getString(1), schema, table, table);
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(connection, SELECT_TYPES, row -> types.put(folded(row), type(row)), schema, table, table);
        return types;
    }

    private static PresentType type(ResultSet row) throws SQLException {
        String spelled = row.getString(2);
        if (row.getBoolean(8)) {
            return PresentType.ofOwner(spelled + GENERATED);
        }
        boolean isUnsigned = spelled.contains("unsigned");
        return switch (row.getString(3)) {
            case "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                PresentType.text(spelled, (int) Math.min(row.getLong(4), Integer.MAX_VALUE));
            case "tinyint" ->
                spelled.equals("tinyint(1)") ? PresentType.of(spelled, Kind.BOOLEAN) : PresentType.ofOwner(spelled);
            case "smallint" -> isUnsigned ? PresentType.ofOwner(spelled) : PresentType.of(spelled, Kind.SMALLINT);
            case "int" -> isUnsigned ? PresentType.ofOwner(spelled) : PresentType.of(spelled, Kind.INTEGER);
            case "bigint" -> isUnsigned ? PresentType.ofOwner(spelled) : PresentType.of(spelled, Kind.BIGINT);
            case "decimal" ->
                isUnsigned ? PresentType.ofOwner(spelled) : PresentType.decimal(spelled, row.getInt(5), row.getInt(6));
            case "float" -> PresentType.of(spelled, Kind.REAL);
            case "double" -> PresentType.of(spelled, Kind.DOUBLE);
            case "date" -> PresentType.of(spelled, Kind.DATE);
            case "time" ->
                spelled.equals("time(6)") ? PresentType.of(spelled, Kind.TIME) : PresentType.ofOwner(spelled);
            case "datetime" -> datetime(spelled, row.getString(7));
            default -> PresentType.ofOwner(spelled);
        };
    }

    /** One with less than microseconds would round. */
    private static PresentType datetime(String spelled, String comment) {
        if (!spelled.equals("datetime(6)")) {
            return PresentType.ofOwner(spelled);
        }
        boolean isUtc = comment.equals(MariaDbDialect.UTC);
        return PresentType.of(spelled, isUtc ? Kind.TIMESTAMPTZ : Kind.TIMESTAMP);
    }

    @Override
    public boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        return cuttingColumns(connection, table, List.of(column)).isEmpty();
    }

    /**
     * The server cuts fractions of seconds, the day of a moment and blanks at the end of a CHAR, gives a time the day
     * of today and a generated column its own value, also in strict mode, and says nothing.
     */
    @Override
    public Map<String, String> cuttingColumns(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, PresentType> types = typesOf(connection, table);
        Map<String, String> cutting = new TreeMap<>();
        for (ColumnDefinition column : columns) {
            PresentType present = types.get(column.name());
            if (present != null && isCutting(present.spelled(), column.type())) {
                cutting.put(column.name(), present.spelled());
            }
        }
        return cutting;
    }

    private static boolean isCutting(String present, ColumnType values) {
        if (present.endsWith(GENERATED)) {
            return true;
        }
        return switch (values.kind()) {
            case VARCHAR -> CUTS_TEXTS.matcher(present).matches();
            case DATE -> present.equals("time") || present.startsWith("time(");
            case TIMESTAMP, TIMESTAMPTZ ->
                present.equals("time(6)")
                        || LESS_THAN_MICROSECONDS.matcher(present).matches();
            case TIME ->
                present.equals("datetime(6)")
                        || present.equals("timestamp(6)")
                        || LESS_THAN_MICROSECONDS.matcher(present).matches();
            default -> false;
        };
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(connection, SELECT_MANDATORY, MariaDbCatalog::folded, schema, table, table);
    }
}
