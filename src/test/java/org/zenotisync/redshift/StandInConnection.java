package org.zenotisync.redshift;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A connection whose statements all pass through {@link StatementGate}. What PostgreSQL's driver cannot do with Redshift
 * ("Using the PostgreSQL JDBC driver", issues of the drivers) is refused: names of catalogs, metadata, savepoints.
 */
final class StandInConnection implements InvocationHandler {

    private static final Set<String> REFUSED = Set.of(
            "getCatalog", "setCatalog", "getMetaData", "setSavepoint", "releaseSavepoint", "prepareCall", "unwrap");

    private static final Set<String> ENDING = Set.of("commit", "rollback", "setAutoCommit");

    private final Session session;

    private StandInConnection(Session session) {
        this.session = session;
    }

    static Connection of(Session session) {
        return (Connection) Proxy.newProxyInstance(
                StandInConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new StandInConnection(session));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (REFUSED.contains(method.getName()) || method.getName().equals("rollback") && arguments != null) {
            throw Refusal.lacks("Connection." + method.getName() + " that works");
        }
        if (ENDING.contains(method.getName())) {
            session.endTransaction();
        }
        return switch (method.getName()) {
            case "createStatement" ->
                StandInStatement.of(
                        Statement.class,
                        session,
                        (Connection) proxy,
                        (Statement) call(session.postgres(), method, arguments),
                        null);
            case "prepareStatement" -> prepare((Connection) proxy, method, arguments);
            case "isWrapperFor" -> false;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> call(session.postgres(), method, arguments);
        };
    }

    /** PostgreSQL's driver asks for generated keys by RETURNING. */
    private Object prepare(Connection proxy, Method method, Object[] arguments) throws Throwable {
        boolean asksForKeys = arguments.length == 2 && !arguments[1].equals(Statement.NO_GENERATED_KEYS);
        if (asksForKeys) {
            throw Refusal.lacks("generated keys: they would be asked for by RETURNING");
        }
        Plan plan = session.plan((String) arguments[0]);
        if (plan.copy() != null) {
            throw Refusal.notCarriedOut("COPY as a prepared statement");
        }
        Object[] translated = arguments.clone();
        translated[0] = plan.sql();
        return StandInStatement.of(
                PreparedStatement.class,
                session,
                proxy,
                (Statement) call(session.postgres(), method, translated),
                plan);
    }

    static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The same for a method of JDBC. */
    static Object callSql(Object target, Method method, Object[] arguments) throws SQLException {
        try {
            return call(target, method, arguments);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
