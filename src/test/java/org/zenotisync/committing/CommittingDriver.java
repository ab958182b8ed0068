package org.zenotisync.committing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.zenotisync.testing.ProgramsDriver;

/**
 * Connects to PostgreSQL, and commits before and after each statement that makes or changes a table which is not a
 * temporary one, as MariaDB, MySQL and Oracle do. In the transaction of a load such a statement is refused: it would
 * commit one half of it.
 */
public final class CommittingDriver implements Driver {

    private static final String JDBC = "jdbc:";
    private static final String PREFIX = "jdbc:committing:";

    private static final Pattern DDL = Pattern.compile(
            "(?is)\\s*(?:(?:CREATE|ALTER)\\s+(?:TABLE|INDEX|SCHEMA)|DROP\\s+TABLE\\s+(?!IF EXISTS pg_temp)).*");

    /** The statement that moves a checkpoint on: the transaction of a load begins with it. */
    private static final Pattern LOAD =
            Pattern.compile("(?is)UPDATE\\s+\\S*zenoti_sync_checkpoint\\S*\\s+SET last_group = \\?, updated_at.*");

    /** By URL, how many of these statements come before the connection is lost once. */
    private static final Map<String, AtomicInteger> BREAKS = new ConcurrentHashMap<>();

    /** From now on, loses the connection once, after so many statements that change tables. */
    public static void breakAfter(String url, int statements) {
        BREAKS.put(url, new AtomicInteger(statements));
    }

    private static final class Session {
        private final String url;
        private final Connection connection;
        private boolean isLoad;

        Session(String url, Connection connection) {
            this.url = url;
            this.connection = connection;
        }

        void before(String sql) throws SQLException {
            isLoad |= LOAD.matcher(sql).matches();
            if (!DDL.matcher(sql).matches() || connection.getAutoCommit()) {
                return;
            }
            if (isLoad) {
                throw new SQLException("this would commit a load before it has ended: " + sql);
            }
            connection.commit();
        }

        void after(String sql) throws SQLException {
            if (!DDL.matcher(sql).matches()) {
                return;
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            AtomicInteger left = BREAKS.get(url);
            if (left != null && sql.startsWith("ALTER TABLE") && left.decrementAndGet() == 0) {
                throw new SQLException("the connection is lost", "08006");
            }
        }

        void ended() {
            isLoad = false;
        }
    }

    /** The URL by which a database of PostgreSQL commits by itself. */
    public static String committing(String url) {
        return PREFIX + url.substring(JDBC.length());
    }

    static boolean isCommitting(String url) {
        return url.startsWith(PREFIX);
    }

    static String plain(String url) {
        return JDBC + url.substring(PREFIX.length());
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return isCommitting(url) ? committing(new Session(url, ProgramsDriver.connect(plain(url), properties))) : null;
    }

    private static Connection committing(Session session) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(session.connection, method, arguments);
            return switch (method.getName()) {
                case "createStatement" -> statement(Statement.class, session, (Statement) result, "");
                case "prepareStatement" ->
                    statement(PreparedStatement.class, session, (Statement) result, (String) arguments[0]);
                case "commit", "rollback", "setAutoCommit" -> {
                    session.ended();
                    yield result;
                }
                default -> result;
            };
        });
    }

    /** @param prepared empty if the statement gets its SQL only when it is executed */
    private static <T extends Statement> T statement(
            Class<T> type, Session session, Statement statement, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            String sql = prepared.isEmpty() && arguments != null ? (String) arguments[0] : prepared;
            session.before(sql);
            Object result = call(statement, method, arguments);
            session.after(sql);
            return result;
        });
    }

    @FunctionalInterface
    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                CommittingDriver.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> handler.call(method, arguments);
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return isCommitting(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(CommittingDriver.class.getPackageName());
    }
}
