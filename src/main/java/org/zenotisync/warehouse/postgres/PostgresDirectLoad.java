package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;

/** COPY into a target. */
final class PostgresDirectLoad implements DirectLoad {

    /** Columns of a table that takes a COPY: a view does not, nor a table whose rows are guarded by policies. */
    private static final String SELECT_TYPES_FOR_COPY =
            """
            SELECT a.attname, format_type(a.atttypid, NULL)
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid
            WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p') AND NOT row_security_active(c.oid)
              AND a.attnum > 0 AND NOT a.attisdropped""";

    private final Dialect dialect;

    PostgresDirectLoad(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * A binary COPY converts nothing: a BIGINT would become a double precision of another value without an error.
     */
    @Override
    public boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES_FOR_COPY,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
                dialect.qualified(table));
        return columns.stream()
                .allMatch(column -> binaryTypes(column.type().kind()).contains(types.getOrDefault(column.name(), "")));
    }

    /** The types, by their names in the catalog, for which the bytes of a kind are the same value. */
    private static List<String> binaryTypes(ColumnType.Kind kind) {
        return switch (kind) {
            case BOOLEAN -> List.of("boolean");
            case SMALLINT -> List.of("smallint");
            case INTEGER -> List.of("integer");
            case BIGINT -> List.of("bigint");
            case DECIMAL -> List.of("numeric");
            case REAL -> List.of("real");
            case DOUBLE -> List.of("double precision");
            case VARCHAR -> List.of("text", "character varying");
            case DATE -> List.of("date");
            case TIME -> List.of("time without time zone");
            case TIMESTAMP -> List.of("timestamp without time zone");
            case TIMESTAMPTZ -> List.of("timestamp with time zone");
        };
    }

    @Override
    public long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        return BinaryCopy.into(connection, dialect, dialect.qualified(table), columns, "FORMAT binary", rows);
    }
}
