package org.zenotisync.warehouse.mariadb;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.RowSource;

/**
 * Runs LOAD DATA LOCAL with rows that this program writes, some megabytes at a time. LOCAL makes a warning of each
 * error, and changes or leaves out what does not fit: any warning is a failure, and so is another number of rows.
 */
final class LoadData {

    /** The state of an SQL data exception. */
    private static final String DATA_EXCEPTION = "22000";

    private final Connection connection;
    private final String sql;

    private LoadData(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /**
     * Writes rows into a table.
     *
     * @param table quoted
     * @param columns of the rows, in their order
     * @return the number of rows that the server has taken
     */
    static long into(
            Connection connection, Dialect dialect, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        String names =
                dialect.quoted(columns.stream().map(ColumnDefinition::name).toList());
        LoadData load = new LoadData(
                connection,
                "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + table + " CHARACTER SET utf8mb4"
                        + " FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A (" + names + ")");
        TextSink sink = new TextSink(
                load::send, columns.stream().map(ColumnDefinition::type).toList());
        rows.writeTo(sink);
        sink.finish();
        return sink.rows();
    }

    private void send(byte[] text, int length, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            setRows(statement, new ByteArrayInputStream(text, 0, length));
            long taken = statement.executeLargeUpdate(sql);
            SQLWarning warning = statement.getWarnings();
            if (warning != null) {
                throw new SQLException(
                        "MariaDB would change values or leave out rows: "
                                + withoutValue(String.valueOf(warning.getMessage())),
                        DATA_EXCEPTION,
                        warning.getErrorCode());
            }
            if (taken != rows) {
                throw new SQLException("MariaDB has taken " + taken + " of " + rows + " rows", DATA_EXCEPTION);
            }
        }
    }

    /** By reflection: the driver may be in a class loader of its own. */
    private static void setRows(Statement statement, InputStream rows) throws SQLException {
        Class<?> own = MariaDbProvider.DRIVER.classOf("org.mariadb.jdbc.Statement");
        try {
            own.getMethod("setLocalInfileInputStream", InputStream.class).invoke(statement.unwrap(own), rows);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the JDBC driver takes no rows for LOAD DATA", e);
        }
    }

    /** Without what a warning quotes of a row: {@code Incorrect integer value: 'abc' for column …}. */
    private static String withoutValue(String warning) {
        return warning.replaceAll("(?s)(value|entry):? '.*' (for )", "$1 $2").replaceAll("(?s)(string):? '.*'", "$1");
    }
}
