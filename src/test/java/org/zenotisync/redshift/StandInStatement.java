package org.zenotisync.redshift;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that executes what the gate lets through. */
final class StandInStatement implements InvocationHandler {

    private final Session session;
    private final Connection connection;
    private final Statement postgres;
    private final Plan prepared;

    private StandInStatement(Session session, Connection connection, Statement postgres, Plan prepared) {
        this.session = session;
        this.connection = connection;
        this.postgres = postgres;
        this.prepared = prepared;
    }

    /** @param prepared null if the statement gets its SQL only when it is executed */
    static <T extends Statement> Object of(
            Class<T> type, Session session, Connection connection, Statement postgres, Plan prepared) {
        return Proxy.newProxyInstance(
                StandInStatement.class.getClassLoader(),
                new Class<?>[] {type},
                new StandInStatement(session, connection, postgres, prepared));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute")) {
            return arguments == null ? executePrepared(method) : execute(method, arguments);
        }
        if (name.equals("addBatch") && arguments != null) {
            throw Refusal.notCarriedOut("a batch of several texts");
        }
        return switch (name) {
            case "getConnection" -> connection;
            case "unwrap" -> throw Refusal.lacks("statement to unwrap");
            case "isWrapperFor" -> false;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> StandInConnection.call(postgres, method, arguments);
        };
    }

    private Object executePrepared(Method method) throws SQLException {
        if (prepared == null) {
            return StandInConnection.callSql(postgres, method, null);
        }
        return session.run(prepared, () -> StandInConnection.callSql(postgres, method, null));
    }

    private Object execute(Method method, Object[] arguments) throws SQLException {
        if (arguments.length > 1 && !arguments[1].equals(Statement.NO_GENERATED_KEYS)) {
            throw Refusal.lacks("generated keys: they would be asked for by RETURNING");
        }
        Plan plan = session.plan((String) arguments[0]);
        if (plan.copy() != null) {
            return copy(method, plan);
        }
        Object[] translated = arguments.clone();
        translated[0] = plan.sql();
        return session.run(plan, () -> StandInConnection.callSql(postgres, method, translated));
    }

    /** What COPY says about the number of rows, nobody knows: there is pg_last_copy_count(). */
    private Object copy(Method method, Plan plan) throws SQLException {
        session.copy(plan);
        Class<?> result = method.getReturnType();
        if (result == boolean.class) {
            return false;
        }
        if (result == int.class) {
            return 0;
        }
        throw Refusal.lacks("result of COPY");
    }
}
