package org.zenotisync.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;

/** The tables as DuckDB lists them. */
final class DuckDbCatalog implements Catalog {

    private static final String DEFAULT_SCHEMA = "main";

    private static final String SELECT_COLUMNS =
            """
            SELECT column_name
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?
            ORDER BY column_index""";

    private static final String SELECT_TYPES =
            """
            SELECT column_name, data_type
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?""";

    private static final String SELECT_MANDATORY =
            """
            SELECT column_name
            FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ?
              AND NOT is_nullable AND column_default IS NULL
            ORDER BY column_index""";

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    private final String schema;

    /** @param schema of all tables, null for {@code main} */
    DuckDbCatalog(@Nullable String schema) {
        this.schema = Objects.requireNonNullElse(schema, DEFAULT_SCHEMA);
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns =
                Jdbc.query(connection, SELECT_COLUMNS, row -> row.getString(1).toLowerCase(Locale.ROOT), schema, table);
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), typeOf(row.getString(2))),
                schema,
                table);
        return types;
    }

    private static PresentType typeOf(String spelled) {
        Matcher decimal = DECIMAL.matcher(spelled);
        if (decimal.matches()) {
            return PresentType.decimal(spelled, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (spelled) {
            case "BOOLEAN" -> PresentType.of(spelled, Kind.BOOLEAN);
            case "TINYINT", "SMALLINT" -> PresentType.of(spelled, Kind.SMALLINT);
            case "INTEGER" -> PresentType.of(spelled, Kind.INTEGER);
            case "BIGINT" -> PresentType.of(spelled, Kind.BIGINT);
            case "FLOAT" -> PresentType.of(spelled, Kind.REAL);
            case "DOUBLE" -> PresentType.of(spelled, Kind.DOUBLE);
            case "VARCHAR" -> PresentType.text(spelled, ColumnType.MAX_VARCHAR);
            case "DATE" -> PresentType.of(spelled, Kind.DATE);
            case "TIME" -> PresentType.of(spelled, Kind.TIME);
            case "TIMESTAMP" -> PresentType.of(spelled, Kind.TIMESTAMP);
            case "TIMESTAMP WITH TIME ZONE" -> PresentType.of(spelled, Kind.TIMESTAMPTZ);
            default -> PresentType.ofOwner(spelled);
        };
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection, SELECT_MANDATORY, row -> row.getString(1).toLowerCase(Locale.ROOT), schema, table);
    }
}
