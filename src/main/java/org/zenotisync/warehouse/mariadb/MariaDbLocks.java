package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.SqlTemplate;

/**
 * InnoDB locks the row of a checkpoint by its UPDATE; else rows of the table {@value #LOCK_TABLE} are locked. GET_LOCK
 * would hold a lock longer than its transaction.
 */
final class MariaDbLocks implements Locks {

    /** Has a row for each table that was ever held, and one for the schema. */
    static final String LOCK_TABLE = "zenoti_sync_lock";

    /** The name of a target begins otherwise. */
    private static final String SCHEMA = "zenoti_sync";

    /** Locks the row, and makes it if it is missing. */
    private static final SqlTemplate HOLD =
            SqlTemplate.of("INSERT INTO {lock} (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name");

    private static final String ENGINE =
            """
            SELECT engine
            FROM information_schema.tables
            WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE'""";

    private final MariaDbDialect dialect;
    private final Catalog catalog;

    MariaDbLocks(MariaDbDialect dialect, Catalog catalog) {
        this.dialect = dialect;
        this.catalog = catalog;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        hold(connection, SCHEMA);
    }

    /** The update of a checkpoint locks its row. Here a load begins, on a connection that a host may have made. */
    @Override
    public void holdCheckpoints(Connection connection) throws SQLException {
        dialect.product().session().require(connection);
    }

    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        hold(connection, table);
        Optional<String> engine =
                Jdbc.first(connection, ENGINE, row -> String.valueOf(row.getString(1)), dialect.schema(), table);
        if (engine.filter(name -> !name.equalsIgnoreCase("InnoDB")).isPresent()) {
            throw new SQLException("the table " + table + " has the engine " + engine.get()
                    + ", which does not roll back: ALTER TABLE " + dialect.qualified(table) + " ENGINE=InnoDB");
        }
        return catalog.has(connection, table);
    }

    private void hold(Connection connection, String name) throws SQLException {
        Jdbc.update(connection, HOLD.fill("lock", dialect.qualified(LOCK_TABLE)), name);
    }

    /** A query that fills a temporary table reads the newest rows and locks them, whatever the isolation. */
    @Override
    public boolean canReadAsOfOneMoment() {
        return false;
    }

    @Override
    public void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> row = new TreeMap<>(key);
        row.putAll(others);
        insertMissing(connection, table, List.copyOf(row.keySet()), List.of(List.copyOf(row.values())));
    }

    /** Not INSERT IGNORE, which would also make a warning of any other error. */
    @Override
    public void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException {
        String first = columns.get(0);
        Jdbc.insertRows(connection, table, columns, rows, " ON DUPLICATE KEY UPDATE " + first + " = " + first);
    }
}
