package org.zenotisync.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.zenotisync.warehouse.Jdbc;

/** The program's sessions as PostgreSQL shows them. */
final class Sessions {

    private static final String OURS =
            " FROM pg_stat_activity WHERE application_name = 'zenoti-s3-sync' AND datname = current_database()";

    private Sessions() {}

    /**
     * Waits until a session executes a statement.
     *
     * @param pattern of its text, as LIKE has it
     * @param locked whether it must wait for a lock
     * @return false if it did not come
     */
    static boolean await(Connection connection, String pattern, boolean locked, BooleanSupplier goesOn)
            throws SQLException, InterruptedException {
        String sql = "SELECT count(*)" + OURS + " AND state = 'active' AND query ILIKE ?"
                + (locked ? " AND wait_event_type = 'Lock'" : "");
        while (goesOn.getAsBoolean()) {
            if (Jdbc.number(connection, sql, pattern) > 0) {
                return true;
            }
            Thread.sleep(3);
        }
        return false;
    }

    /** How many there are. */
    static long count(Connection connection) throws SQLException {
        return Jdbc.number(connection, "SELECT count(*)" + OURS);
    }

    /** Cuts all of them. */
    static long cut(Connection connection) throws SQLException {
        return Jdbc.number(connection, "SELECT count(pg_terminate_backend(pid))" + OURS);
    }
}
