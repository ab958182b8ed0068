package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PgTypes;
import org.zenotisync.warehouse.PresentType;

/** The tables as PostgreSQL lists them. */
final class PostgresCatalog implements Catalog {

    private static final String SELECT_COLUMNS =
            """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    private static final String SELECT_OTHER_CASE =
            """
            SELECT c.relname
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE lower(c.relname) = lower(?) AND c.relname <> ? AND c.relkind IN ('r', 'p', 'v', 'f')
              AND n.nspname = ANY (CASE WHEN ?::text IS NULL THEN current_schemas(false) ELSE ARRAY[?::name] END)
            ORDER BY c.relname""";

    private static final String SELECT_TYPES =
            """
            SELECT a.attname, t.typname, a.atttypmod
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped""";

    /** Values of any type are assigned to texts, others if there is a cast that need not be written. */
    private static final String COUNT_ASSIGNABLE =
            """
            SELECT count(*)
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = to_regclass(?) AND lower(a.attname) = ? AND NOT a.attisdropped
              AND (t.typcategory = 'S' OR CAST(? AS regtype) IN (t.oid, t.typbasetype) OR EXISTS (
                SELECT 1
                FROM pg_cast AS c
                WHERE c.castsource = CAST(? AS regtype) AND c.casttarget IN (t.oid, t.typbasetype)
                  AND c.castcontext IN ('a', 'i')
              ))""";

    private static final String SELECT_MANDATORY =
            """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
              AND attnotnull AND NOT atthasdef AND attidentity = ''
            ORDER BY attnum""";

    private final Dialect dialect;

    PostgresCatalog(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns = Jdbc.query(
                connection, SELECT_COLUMNS, row -> row.getString(1).toLowerCase(Locale.ROOT), dialect.qualified(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    @Override
    public Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        @Nullable String schema = dialect.schema();
        return Jdbc.first(connection, SELECT_OTHER_CASE, row -> row.getString(1), table, table, schema, schema);
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT), PgTypes.of(row.getString(2), row.getInt(3))),
                dialect.qualified(table));
        return types;
    }

    @Override
    public boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        String type = dialect.typeName(column.type());
        return Jdbc.number(connection, COUNT_ASSIGNABLE, dialect.qualified(table), column.name(), type, type) > 0;
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_MANDATORY,
                row -> row.getString(1).toLowerCase(Locale.ROOT),
                dialect.qualified(table));
    }
}
