package org.zenotisync.warehouse.mariadb;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;

/**
 * Runs LOAD DATA LOCAL with rows that this program writes, a megabyte at a time: while some are sent, the next ones
 * are written. LOCAL makes a warning of each error, and changes or leaves out what does not fit: any warning is a
 * failure, and so is another number of rows.
 */
final class LoadData implements AutoCloseable {

    /** The state of an SQL data exception. */
    private static final String DATA_EXCEPTION = "22000";

    private final Connection connection;
    private final Product product;
    private final String sql;

    /** What is being sent; its thread alone uses the connection until it has ended. */
    private Optional<FutureTask<byte[]>> sending = Optional.empty();

    private LoadData(Connection connection, Product product, String sql) {
        this.connection = connection;
        this.product = product;
        this.sql = sql;
    }

    /** Whether the server takes rows in this way. */
    static boolean isTaken(Connection connection) throws SQLException {
        return Jdbc.number(connection, "SELECT @@local_infile") == 1;
    }

    /**
     * Writes rows into a table.
     *
     * @param table quoted
     * @param columns of the rows, in their order
     * @return the number of rows that the server has taken
     */
    static long into(
            Connection connection, MariaDbDialect dialect, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        String names =
                dialect.quoted(columns.stream().map(ColumnDefinition::name).toList());
        // the rows are UTF-8 already: with CHARACTER SET utf8mb4 the server would check each character twice. Into a
        // text
        // of another character set their bytes would go as they are; stages have none, see MariaDbDirectLoad for
        // targets
        String sql = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + table + " CHARACTER SET binary"
                + " FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A (" + names + ")";
        // the driver's own one: that of a pool may belong to the transaction of this thread alone
        Product product = dialect.product();
        Connection own = (Connection) connection.unwrap(product.driver().classOf(product.connectionClass()));
        try (LoadData load = new LoadData(own, product, sql)) {
            TextSink sink = new TextSink(
                    Buffers.take(),
                    load::take,
                    columns.stream().map(ColumnDefinition::type).toList());
            rows.writeTo(sink);
            Buffers.giveBack(sink.finish());
            load.sent().ifPresent(Buffers::giveBack);
            return sink.rows();
        }
    }

    /** Sends rows in a thread of their own, after those before. */
    private byte[] take(byte[] text, int length, long rows) throws SQLException {
        byte[] free = sent().orElseGet(Buffers::take);
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            send(text, length, rows);
            return text;
        });
        Thread thread = new Thread(task, Thread.currentThread().getName() + "-sends");
        thread.setDaemon(true);
        thread.start();
        // not before: nobody would end what could not be started
        sending = Optional.of(task);
        return free;
    }

    /**
     * Waits until what is being sent is there.
     *
     * @return where it was; empty if nothing was sent
     * @throws SQLException if the server has not taken it as it is
     */
    private Optional<byte[]> sent() throws SQLException {
        if (sending.isEmpty()) {
            return Optional.empty();
        }
        FutureTask<byte[]> task = sending.get();
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    byte[] text = task.get();
                    sending = Optional.empty();
                    return Optional.of(text);
                } catch (InterruptedException e) {
                    // the connection must not be used by two threads
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            sending = Optional.empty();
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("rows could not be sent", e.getCause());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** After a failure of what writes the rows, the connection is used again when the last ones are there. */
    @Override
    public void close() {
        try {
            sent();
        } catch (SQLException e) {
            // the failure before is the reason
        }
    }

    private void send(byte[] text, int length, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            setRows(statement, new PacketStream(text, length));
            long taken = statement.executeLargeUpdate(sql);
            SQLWarning warning = statement.getWarnings();
            if (warning != null) {
                throw new SQLException(
                        product.title() + " would change values or leave out rows: "
                                + withoutValue(String.valueOf(warning.getMessage())),
                        DATA_EXCEPTION,
                        warning.getErrorCode());
            }
            if (taken != rows) {
                throw new SQLException(
                        product.title() + " has taken " + taken + " of " + rows + " rows", DATA_EXCEPTION);
            }
        }
    }

    /** By reflection: the driver may be in a class loader of its own. */
    private void setRows(Statement statement, InputStream rows) throws SQLException {
        Class<?> own = product.driver().classOf(product.statementClass());
        try {
            own.getMethod("setLocalInfileInputStream", InputStream.class).invoke(statement.unwrap(own), rows);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the JDBC driver takes no rows for LOAD DATA", e);
        }
    }

    /** Without what a warning quotes of a row: {@code Incorrect integer value: 'abc' for column …}. */
    private static String withoutValue(String warning) {
        return warning.replaceAll("(?s)(value|entry):? '.*' (for )", "$1 $2")
                .replaceAll("(?s)(string|value|entry):? '.*'", "$1");
    }
}
