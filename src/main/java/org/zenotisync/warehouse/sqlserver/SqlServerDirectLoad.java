package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.RowSource;

/** Bulk copy into a target. */
final class SqlServerDirectLoad implements DirectLoad {

    /** Of a table, not of a view. */
    private static final String SELECT_TYPES_OF_TABLE =
            SqlServerCatalog.SELECT_TYPES + "\n  AND OBJECTPROPERTY(c.object_id, 'IsUserTable') = 1";

    private final SqlServerDialect dialect;

    SqlServerDirectLoad(SqlServerDialect dialect) {
        this.dialect = dialect;
    }

    /** Values are sent with the types of {@link BulkRows}, and converted by nobody. */
    @Override
    public boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES_OF_TABLE,
                row -> types.put(
                        row.getString(1).toLowerCase(Locale.ROOT),
                        SqlServerCatalog.type(row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5))),
                dialect.qualified(table));
        return columns.stream()
                .allMatch(
                        column -> types.containsKey(column.name()) && isMade(types.get(column.name()), column.type()));
    }

    /** Whether a type is that of the columns that this program makes, or a longer text. */
    private static boolean isMade(PresentType present, ColumnType type) {
        if (type.isText()) {
            return present.spelled().startsWith("nvarchar")
                    && present.type().orElseThrow().precision() >= type.precision();
        }
        return present.type().filter(type::equals).isPresent();
    }

    @Override
    public long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        String name = dialect.qualified(table);
        // bulk copy compares names with their case, and an owner's may be Bi_DimUser's UserId
        Map<String, String> spelled = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES_OF_TABLE,
                row -> spelled.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(1)),
                name);
        return BulkCopy.into(
                connection,
                name,
                columns,
                columns.stream()
                        .map(column -> Objects.requireNonNull(spelled.get(column.name())))
                        .toList(),
                rows);
    }
}
