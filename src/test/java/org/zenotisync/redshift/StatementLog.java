package org.zenotisync.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The statements that the stand-ins of some databases have got, in their order. */
final class StatementLog {

    private static final Map<String, List<String>> STATEMENTS = new ConcurrentHashMap<>();

    private StatementLog() {}

    /** Keeps what comes to a database from now on. */
    static void keep(String jdbcUrl) {
        STATEMENTS.put(StandInUrl.of(jdbcUrl).database(), new ArrayList<>());
    }

    /** What has come since it was asked before. */
    static List<String> take(String jdbcUrl) {
        List<String> statements = STATEMENTS.get(StandInUrl.of(jdbcUrl).database());
        synchronized (statements) {
            List<String> taken = List.copyOf(statements);
            statements.clear();
            return taken;
        }
    }

    static void note(String database, String sql) {
        List<String> statements = STATEMENTS.get(database);
        if (statements != null) {
            synchronized (statements) {
                statements.add(sql);
            }
        }
    }
}
