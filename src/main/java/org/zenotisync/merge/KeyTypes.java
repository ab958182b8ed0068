package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.MergeSql;

/**
 * Checks the types of the columns that identify a row, in a target that its owner has made or changed: a double that is
 * the value of two neighbouring keys would cause the wrong row to be deleted.
 */
public final class KeyTypes {

    private KeyTypes() {}

    /**
     * Checks the columns of a target.
     *
     * @throws LoadException if a column of the target cannot hold every value of the type that the schema declares
     */
    public static void requireExact(Connection connection, TableDefinition table, String target, MergeSql sql)
            throws LoadException, SQLException {
        if (sql.match().isEmpty()) {
            return;
        }
        // not prepared: drivers keep prepared statements, and a kept one fails once a column has got another type
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(sql.selectNoMatch())) {
            ResultSetMetaData columns = none.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String column = sql.match().get(i - 1);
                ColumnType declared = table.column(column).type();
                if (!isExact(declared, columns.getColumnType(i), columns.getPrecision(i), columns.getScale(i))) {
                    throw new LoadException("rows are found by the column \"" + column
                            + "\", but that of the target table "
                            + target + " (" + columns.getColumnTypeName(i) + ") cannot hold every " + declared
                            + " as it is; give it the type " + declared + " (ALTER TABLE), and if rows are in the table"
                            + " already, then 'replay --table " + table.name() + " --from-group 1'");
                }
            }
        }
    }

    /** @param precision of a number, 0 if it has no limit */
    private static boolean isExact(ColumnType declared, int type, int precision, int scale) {
        return switch (declared.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL ->
                !isFloating(type) && (isDecimal(type) && precision == 0 || scale >= declared.scale());
            case REAL -> isFloating(type);
            case DOUBLE -> type == Types.DOUBLE;
            case TIMESTAMP, TIMESTAMPTZ -> type != Types.DATE;
            default -> true;
        };
    }

    private static boolean isFloating(int type) {
        return type == Types.REAL || type == Types.FLOAT || type == Types.DOUBLE;
    }

    private static boolean isDecimal(int type) {
        return type == Types.DECIMAL || type == Types.NUMERIC;
    }
}
