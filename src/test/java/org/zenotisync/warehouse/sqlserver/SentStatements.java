package org.zenotisync.warehouse.sqlserver;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The statements that code sends to a connection, where there is no database: a query gets the rows that a test says.
 * It shows what is sent, and nothing of what a server does with it.
 */
final class SentStatements {

    private final List<String> sent = new ArrayList<>();
    private final Function<String, List<Object[]>> answers;

    /** @param answers the rows of each query */
    SentStatements(Function<String, List<Object[]>> answers) {
        this.answers = answers;
    }

    /** What was sent since it was asked before. */
    List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    Connection connection() {
        return proxy(Connection.class, (method, arguments) -> switch (method) {
            case "createStatement" -> statement(Statement.class, null);
            case "prepareStatement" -> statement(PreparedStatement.class, (String) arguments[0]);
            case "close" -> null;
            default -> throw new SQLFeatureNotSupportedException("there is no database: " + method);
        });
    }

    private <T extends Statement> T statement(Class<T> type, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (!method.startsWith("execute")) {
                return null;
            }
            String sql = prepared == null ? (String) arguments[0] : prepared;
            sent.add(sql);
            return switch (method) {
                case "executeQuery" -> rows(answers.apply(sql));
                case "execute" -> false;
                default -> 0;
            };
        });
    }

    private static ResultSet rows(List<Object[]> rows) {
        int[] current = {-1};
        return proxy(ResultSet.class, (method, arguments) -> switch (method) {
            case "next" -> ++current[0] < rows.size();
            case "getString" -> String.valueOf(rows.get(current[0])[(int) arguments[0] - 1]);
            case "getInt" -> ((Number) rows.get(current[0])[(int) arguments[0] - 1]).intValue();
            case "getLong" -> ((Number) rows.get(current[0])[(int) arguments[0] - 1]).longValue();
            default -> null;
        });
    }

    @FunctionalInterface
    private interface Handler {
        Object call(String method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                SentStatements.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.call(method.getName(), arguments)));
    }
}
