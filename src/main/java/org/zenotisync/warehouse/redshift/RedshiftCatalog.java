package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PgTypes;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.SqlTemplate;

/** The tables as Redshift lists them. */
final class RedshiftCatalog implements Catalog {

    private static final SqlTemplate SELECT_COLUMNS = SqlTemplate.of(
            """
            SELECT a.attname
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """);

    private static final SqlTemplate SELECT_TYPES = SqlTemplate.of(
            """
            SELECT a.attname, t.typname, a.atttypmod
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            """);

    private static final SqlTemplate SELECT_MANDATORY = SqlTemplate.of(
            """
            SELECT a.attname
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = {schema} AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attnotnull AND NOT a.atthasdef
            ORDER BY a.attnum
            """);

    private final @Nullable String schema;

    /** @param schema of all tables, null for the first one of the search path */
    RedshiftCatalog(@Nullable String schema) {
        this.schema = schema;
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(
                connection,
                SELECT_COLUMNS.fill("schema", schemaInCatalog()),
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                placeInCatalog(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES.fill("schema", schemaInCatalog()),
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT), PgTypes.of(row.getString(2), row.getInt(3))),
                placeInCatalog(table));
        return types;
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_MANDATORY.fill("schema", schemaInCatalog()),
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                placeInCatalog(table));
    }

    private String schemaInCatalog() {
        return schema == null ? "current_schema()" : "?";
    }

    /** The parameters of a query of the catalog about a table. */
    private Object[] placeInCatalog(String table) {
        return schema == null ? new Object[] {table} : new Object[] {schema, table};
    }
}
