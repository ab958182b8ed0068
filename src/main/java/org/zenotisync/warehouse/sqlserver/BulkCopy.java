package org.zenotisync.warehouse.sqlserver;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.RowSource;

/**
 * Writes rows by the driver's bulk copy (connect/jdbc/using-bulk-copy-with-the-jdbc-driver) in the transaction that is
 * open on a connection, some of them at a time. By reflection: the driver may be in a class loader of its own.
 */
final class BulkCopy {

    private static final String PACKAGE = "com.microsoft.sqlserver.jdbc.";

    private final Object copy;

    private BulkCopy(Connection connection, String table, List<String> names) throws SQLException {
        Object own = connection.unwrap(driver("ISQLServerConnection"));
        copy = make("SQLServerBulkCopy", new Class<?>[] {Connection.class}, own);
        call("setBulkCopyOptions", driver("SQLServerBulkCopyOptions"), options());
        call("setDestinationTableName", String.class, table);
        for (int i = 0; i < names.size(); i++) {
            invoke(copy, "addColumnMapping", new Class<?>[] {int.class, String.class}, i + 1, names.get(i));
        }
    }

    /**
     * Writes rows into a table.
     *
     * @param table quoted
     * @param columns of the rows, in their order
     * @param names the names that these columns have in the table, exactly as they are spelled there
     * @return the number of rows that were sent; the server takes all rows of a bulk copy or none
     */
    static long into(
            Connection connection, String table, List<ColumnDefinition> columns, List<String> names, RowSource rows)
            throws Exception {
        BulkCopy bulk = new BulkCopy(connection, table, names);
        try {
            BulkRows sink = new BulkRows(columns, bulk::send);
            rows.writeTo(sink);
            sink.finish();
            return sink.rows();
        } finally {
            invoke(bulk.copy, "close", new Class<?>[0]);
        }
    }

    /**
     * Options as an INSERT has them: checks and triggers, and no default in the place of a NULL. Without a time-out,
     * which would be a minute.
     */
    static Object options() throws SQLException {
        Object options = make("SQLServerBulkCopyOptions", new Class<?>[0]);
        invoke(options, "setUseInternalTransaction", new Class<?>[] {boolean.class}, false);
        invoke(options, "setKeepNulls", new Class<?>[] {boolean.class}, true);
        invoke(options, "setCheckConstraints", new Class<?>[] {boolean.class}, true);
        invoke(options, "setFireTriggers", new Class<?>[] {boolean.class}, true);
        invoke(options, "setBatchSize", new Class<?>[] {int.class}, 0);
        invoke(options, "setBulkCopyTimeout", new Class<?>[] {int.class}, 0);
        return options;
    }

    private void send(BulkRows.Chunk rows) throws SQLException {
        Class<?> data = driver("ISQLServerBulkData");
        call("writeToServer", data, rows.as(data));
    }

    private void call(String method, Class<?> type, Object argument) throws SQLException {
        invoke(copy, method, new Class<?>[] {type}, argument);
    }

    private static Class<?> driver(String name) {
        return SqlServerProvider.DRIVER.classOf(PACKAGE + name);
    }

    private static Object make(String name, Class<?>[] types, Object... arguments) throws SQLException {
        try {
            return driver(name).getConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw cause(e);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    private static void invoke(Object object, String method, Class<?>[] types, Object... arguments)
            throws SQLException {
        try {
            object.getClass().getMethod(method, types).invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw cause(e);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    private static SQLException cause(InvocationTargetException e) {
        if (e.getCause() instanceof SQLException failure) {
            return failure;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        return new SQLException("bulk copy fails", e.getCause());
    }

    private static SQLException unknown(ReflectiveOperationException e) {
        return new SQLException("the JDBC driver has another bulk copy than this program knows", e);
    }
}
