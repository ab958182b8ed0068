package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few JDBC idioms that the control tables and merges need. */
public final class Jdbc {

    /**
     * What connection pools say, without a state, of a connection that they have closed because it was broken, or that
     * was broken when a transaction was to begin on it.
     */
    private static final Pattern CLOSED =
            Pattern.compile("(?i)(?:this )?connection (?:(?:is|was|has been|has already been) )?closed\\W*"
                    + "|exception in association of connection to existing transaction");

    /**
     * Classes of SQLSTATE whose messages quote names, but no values of rows: connections, features, rights, dependent
     * objects, transactions, statements, resources (PostgreSQL documentation, "PostgreSQL Error Codes").
     */
    private static final Set<String> STATES_WITHOUT_VALUES =
            Set.of("08", "0A", "25", "28", "2B", "3F", "40", "42", "53", "54", "55", "57", "58");

    /** How often a transaction begins at most, if others win each time. */
    private static final int TRIES = 5;

    private static final int LONGEST_PAUSE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);

    private Jdbc() {}

    /** Makes a value of the current row of a result. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work on a connection, without a result. */
    @FunctionalInterface
    public interface Action {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Whether a failure may pass quickly: the connection is lost, the server restarts, or it has rolled the transaction
     * back in favour of another one.
     */
    public static boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || state != null && (state.startsWith("08") || state.startsWith("40") || state.startsWith("57P"))
                || state == null
                        && CLOSED.matcher(String.valueOf(failure.getMessage())).matches()
                || Warehouses.all().stream().anyMatch(database -> database.isTransient(failure));
    }

    /**
     * Whether the database has rolled the transaction back in favour of another one: a deadlock, or a conflict of two
     * serializable transactions. That is SQLSTATE class 40 without 40003, where nobody knows whether it was committed.
     */
    private static boolean isRolledBack(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith("40") && !state.equals("40003");
    }

    /** Executes a statement without parameters, as it is: it is not prepared. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether the message of a failure may quote values of rows, to judge by its SQLSTATE; true without one. */
    static boolean mayQuoteValues(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 || !STATES_WITHOUT_VALUES.contains(state.substring(0, 2));
    }

    /** Executes a statement and returns the number of rows that it changed. */
    public static long update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            return RunningStatements.during(sql, statement::executeUpdate);
        }
    }

    /**
     * Inserts rows by one statement.
     *
     * @param rows at least one
     * @param end what comes after the rows
     */
    public static void insertRows(
            Connection connection, String table, List<String> columns, List<List<Object>> rows, String end)
            throws SQLException {
        String values = "(" + parameters(columns.size()) + ")";
        update(
                connection,
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES "
                        + String.join(", ", Collections.nCopies(rows.size(), values)) + end,
                rows.stream().flatMap(List::stream).toArray());
    }

    /** Parameters of a statement, separated by commas: {@code ?, ?, ?}. */
    public static String parameters(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Executes a statement once for each list of arguments, in as few round trips as the driver can. */
    public static void batch(Connection connection, String sql, List<Object[]> arguments) throws SQLException {
        if (arguments.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] one : arguments) {
                set(statement, one);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** All rows of a query. */
    public static <T> List<T> query(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            try (ResultSet rows = RunningStatements.during(sql, statement::executeQuery)) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(mapper.map(rows));
                }
                return all;
            }
        }
    }

    /** The first row of a query, if there is one. */
    public static <T> Optional<T> first(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        return query(connection, sql, mapper, arguments).stream().findFirst();
    }

    /** The number that a query returns in its only row. */
    public static long number(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        return first(connection, sql, row -> row.getLong(1), arguments).orElseThrow();
    }

    /** Work on a connection of its own, in the transaction of the caller if there is one. */
    public static <T> T with(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        }
    }

    /** Work without a result on a connection of its own, in the transaction of the caller if there is one. */
    public static void run(DataSource dataSource, Action action) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            action.run(connection);
        }
    }

    /** Work without a result in a transaction of its own, as {@link #inTransaction}. */
    public static void runInTransaction(DataSource dataSource, Action action) throws SQLException {
        inTransaction(dataSource, connection -> {
            action.run(connection);
            return true;
        });
    }

    /**
     * Work in a transaction of its own; only for callers that are not in a transaction.
     *
     * @param work done again from its beginning, a few times at most, if the database rolls the transaction back in
     *     favour of another one
     */
    public static <T> T inTransaction(DataSource dataSource, Work<T> work) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return inOneTransaction(dataSource, work);
            } catch (SQLException e) {
                if (tries == TRIES || !isRolledBack(e)) {
                    throw e;
                }
                LOG.info("The database has rolled a transaction back in favour of another one; it is done again");
                LOG.debug("A transaction is done again", e);
                pause(tries, e);
            }
        }
    }

    /** Two that have met would meet again without it. */
    private static void pause(int tries, SQLException reason) throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE * tries));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private static <T> T inOneTransaction(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("called inside a transaction, which the sync would commit together with"
                        + " its own; call it outside");
            }
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.run(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            connection.setAutoCommit(true);
            return result;
        }
    }

    /** The exception for the caller is the reason, not that a broken connection cannot be rolled back either. */
    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Now, in UTC, as the control tables keep it. */
    public static LocalDateTime now(Clock clock) {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static void set(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }
}
