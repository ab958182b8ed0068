package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;

/** LOAD DATA into a target. */
final class MariaDbDirectLoad implements DirectLoad {

    /**
     * Columns of a table of InnoDB, which rolls back; not of a view. Texts of another character set would take the
     * bytes of UTF-8 as they are, see {@link LoadData}.
     */
    private static final String SELECT_TYPES =
            """
            SELECT c.column_name, c.column_type
            FROM information_schema.columns AS c
            JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = coalesce(?, database()) AND c.table_name = ? AND t.table_type = 'BASE TABLE'
              AND t.engine = 'InnoDB' AND (c.character_set_name IS NULL OR c.character_set_name = 'utf8mb4')""";

    private final MariaDbDialect dialect;

    MariaDbDirectLoad(MariaDbDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)),
                dialect.schema(),
                table);
        return columns.stream().allMatch(column -> isMade(types.getOrDefault(column.name(), ""), column.type()))
                && takesRowsOf(connection, table, columns);
    }

    /** MySQL's LOAD DATA gives 0 or an empty text to a column that has no default, where INSERT is refused. */
    private boolean takesRowsOf(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        List<String> names = columns.stream().map(ColumnDefinition::name).toList();
        return names.containsAll(new MariaDbCatalog(dialect.schema()).mandatoryColumns(connection, table));
    }

    /** Whether a type is that of the columns that this program makes. */
    private static boolean isMade(String present, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> present.equals("tinyint(1)");
            case SMALLINT -> present.matches("smallint(\\(\\d+\\))?");
            case INTEGER -> present.matches("int(\\(\\d+\\))?");
            case BIGINT -> present.matches("bigint(\\(\\d+\\))?");
            case DECIMAL -> present.equals("decimal(" + type.precision() + "," + type.scale() + ")");
            case REAL, DOUBLE -> present.equals("double");
            case VARCHAR -> present.equals("text");
            case DATE -> present.equals("date");
            case TIME -> present.equals("time(6)");
            case TIMESTAMP, TIMESTAMPTZ -> present.equals("datetime(6)");
        };
    }

    @Override
    public long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        return LoadData.into(connection, dialect, dialect.qualified(table), columns, rows);
    }
}
