package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.KeyedLocks;
import org.zenotisync.warehouse.SqlTemplate;

/** PostgreSQL locks the row of a checkpoint by its UPDATE; else it has advisory locks. */
final class PostgresLocks extends KeyedLocks {

    /** Held while tables are made or changed: CREATE … IF NOT EXISTS in two sessions at once fails in one of them. */
    static final String HOLD_SCHEMA = "SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'))";

    private static final String HOLD_TARGET =
            """
            SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'), oid::int)
            FROM pg_class
            WHERE oid = to_regclass(?)""";

    /** The same, and sets what the session lacks until the transaction ends. */
    private static final SqlTemplate HOLD_TARGET_WITH_SETTINGS = SqlTemplate.of(
            """
            SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'), oid::int), {settings}
            FROM pg_class
            WHERE oid = to_regclass(?)
            """);

    private final Dialect dialect;

    PostgresLocks(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        Jdbc.execute(connection, HOLD_SCHEMA);
    }

    /**
     * Takes an advisory lock: autovacuum and readers would have to wait for the lock of a table. It is the first
     * statement of a load on its target.
     */
    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        String hold = SessionSettings.areMissing(connection)
                ? HOLD_TARGET_WITH_SETTINGS.fill("settings", SessionSettings.asColumns())
                : HOLD_TARGET;
        return Jdbc.first(connection, hold, row -> true, dialect.qualified(table))
                .isPresent();
    }

    /** What other sessions commit meanwhile is not seen. */
    @Override
    public void readAsOfOneMoment(Connection connection) throws SQLException {
        Jdbc.execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        if (SessionSettings.areMissing(connection)) {
            Jdbc.execute(connection, "SELECT " + SessionSettings.asColumns());
        }
    }
}
