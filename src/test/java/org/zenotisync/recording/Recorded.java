package org.zenotisync.recording;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Connections and statements that record the SQL that is executed. */
final class Recorded {

    private final String url;

    private Recorded(String url) {
        this.url = url;
    }

    /** @param url by which {@link RecordingDriver#take} finds what is recorded */
    static Connection connection(Connection connection, String url) {
        Recorded recorded = new Recorded(url);
        return proxyOfItself(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                RecordingDriver.requirePassage(url, "COMMIT");
            }
            Object result = call(connection, method, arguments);
            return switch (method.getName()) {
                case "createStatement" -> recorded.statement(Statement.class, (Statement) result, null);
                case "prepareStatement" ->
                    recorded.statement(PreparedStatement.class, (Statement) result, (String) arguments[0]);
                case "unwrap" ->
                    result instanceof PGConnection
                            ? recorded.postgres(connection)
                            : result instanceof org.mariadb.jdbc.Connection
                                            || result instanceof com.mysql.cj.jdbc.JdbcConnection
                                    ? proxy
                                    : result;
                default -> result;
            };
        });
    }

    /** @param prepared null if the statement gets its SQL only when it is executed */
    private <T extends Statement> T statement(Class<T> type, Statement statement, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                String sql = arguments == null ? prepared : (String) arguments[0];
                RecordingDriver.record(url, sql);
                RecordingDriver.requirePassage(url, String.valueOf(sql));
            }
            return call(statement, method, arguments);
        });
    }

    private PGConnection postgres(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        CopyManager copies = new CopyManager(connection.unwrap(BaseConnection.class)) {
            @Override
            public CopyIn copyIn(String sql) throws SQLException {
                RecordingDriver.record(url, sql);
                RecordingDriver.requirePassage(url, sql);
                return super.copyIn(sql);
            }
        };
        return proxy(
                PGConnection.class,
                (method, arguments) ->
                        method.getName().equals("getCopyAPI") ? copies : call(postgres, method, arguments));
    }

    @FunctionalInterface
    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    @FunctionalInterface
    private interface OwnHandler {
        Object call(Object proxy, Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return proxyOfItself(type, (proxy, method, arguments) -> handler.call(method, arguments));
    }

    private static <T> T proxyOfItself(Class<T> type, OwnHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                Recorded.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> handler.call(proxy, method, arguments);
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
