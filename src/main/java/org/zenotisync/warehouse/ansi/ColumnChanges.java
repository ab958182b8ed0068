package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;

/**
 * How a column gets another name or another type. The standard has no words for the first, and some databases want to
 * know for the second how values are converted, even if there are none. It is tried with a temporary table.
 *
 * @param rename gives a column another name, with the placeholders table, column and other
 * @param setType gives a column without values another type, with the placeholders table, column and type
 */
record ColumnChanges(SqlTemplate rename, SqlTemplate setType) {

    private static final List<SqlTemplate> RENAME = List.of(
            SqlTemplate.of("ALTER TABLE {table} ALTER COLUMN {column} RENAME TO {other}"),
            SqlTemplate.of("ALTER TABLE {table} RENAME COLUMN {column} TO {other}"));

    private static final List<SqlTemplate> SET_TYPE = List.of(
            SqlTemplate.of("ALTER TABLE {table} ALTER COLUMN {column} SET DATA TYPE {type}"),
            // by way of a text, since not every type can be cast to every other one
            SqlTemplate.of("ALTER TABLE {table} ALTER COLUMN {column} SET DATA TYPE {type}"
                    + " USING CAST(CAST({column} AS VARCHAR(" + ColumnType.MAX_VARCHAR + ")) AS {type})"));

    private static final String COLUMN = "probe";
    private static final String TEXT = "VARCHAR(20)";
    private static final String NUMBER = "DECIMAL(19,4)";

    /**
     * Finds the statements that this database has.
     *
     * @param connection without a transaction, and not in autocommit
     * @return the first ones if it takes none for temporary tables
     */
    static ColumnChanges find(Connection connection, Spelling spelling, TemporaryTables temporary) throws SQLException {
        String table = spelling.quoted("zenoti_sync_changed");
        SqlTemplate rename = RENAME.get(0);
        SqlTemplate setType = SET_TYPE.get(0);
        for (SqlTemplate each : RENAME) {
            String sql = renaming(each, table, spelling.quoted(COLUMN), spelling.quoted("other"));
            if (works(connection, temporary, table, spelling, sql)) {
                rename = each;
                break;
            }
        }
        for (SqlTemplate each : SET_TYPE) {
            if (works(connection, temporary, table, spelling, typing(each, table, spelling.quoted(COLUMN), NUMBER))) {
                setType = each;
                break;
            }
        }
        return new ColumnChanges(rename, setType);
    }

    private static boolean works(
            Connection connection, TemporaryTables temporary, String table, Spelling spelling, String sql)
            throws SQLException {
        try {
            temporary.make(connection, table, spelling.quoted(COLUMN) + " " + TEXT);
            Jdbc.execute(connection, sql);
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            connection.rollback();
            try {
                temporary.remove(connection, table);
            } catch (SQLException e) {
                // a later statement that makes it says why
                connection.rollback();
            }
            connection.commit();
        }
    }

    /** The statement that renames a column; all names in SQL. */
    String renaming(String table, String column, String other) {
        return renaming(rename, table, column, other);
    }

    /** The statement that changes the type of a column without values; all in SQL. */
    String typing(String table, String column, String type) {
        return typing(setType, table, column, type);
    }

    /** The statement of the standard, for a type that has all values of the former one. */
    static String widening(String table, String column, String type) {
        return typing(SET_TYPE.get(0), table, column, type);
    }

    private static String renaming(SqlTemplate sql, String table, String column, String other) {
        return sql.fill(name -> name.equals("table") ? table : name.equals("column") ? column : other);
    }

    private static String typing(SqlTemplate sql, String table, String column, String type) {
        return sql.fill(name -> name.equals("table") ? table : name.equals("column") ? column : type);
    }
}
