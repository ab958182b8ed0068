package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.SqlTemplate;

/**
 * Rows that a transaction has changed are locked until it ends, in every database that has transactions: that of a
 * checkpoint, and rows of the table {@value #LOCK_TABLE}.
 */
final class AnsiLocks implements Locks {

    /** Has a row for each table that was ever held, and one for the schema. */
    static final String LOCK_TABLE = PORTABLE_TABLE;

    /** The name of a target begins otherwise. */
    private static final String SCHEMA = "zenoti_sync";

    /** A row whose values stay the same may stay unlocked. */
    private static final SqlTemplate HOLD =
            SqlTemplate.of("UPDATE {lock} SET held_times = held_times + 1 WHERE lock_name = ?");

    private static final String SAVEPOINT = "zenoti_sync_insert";

    /** The class of SQLSTATE of a key that is there already. */
    private static final String CONSTRAINT = "23";

    private final Dialect dialect;
    private final Catalog catalog;

    AnsiLocks(Dialect dialect, Catalog catalog) {
        this.dialect = dialect;
        this.catalog = catalog;
    }

    /** The table, in the words of {@code CREATE TABLE IF NOT EXISTS}. */
    static String createTable(Dialect dialect) {
        return "CREATE TABLE IF NOT EXISTS " + dialect.qualified(LOCK_TABLE)
                + " (lock_name VARCHAR(128) NOT NULL PRIMARY KEY, held_times BIGINT NOT NULL)";
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        hold(connection, SCHEMA);
    }

    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        hold(connection, table);
        return catalog.has(connection, table);
    }

    private void hold(Connection connection, String name) throws SQLException {
        String lock = dialect.qualified(LOCK_TABLE);
        String hold = HOLD.fill("lock", lock);
        if (Jdbc.update(connection, hold, name) == 0) {
            insertIfAbsent(connection, lock, Map.of("lock_name", name), Map.of("held_times", 0));
            Jdbc.update(connection, hold, name);
        }
    }

    /** Which isolation shows one moment, and whether it takes temporary tables, differs too much. */
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

    /** Row by row: one whose key is there fails, and what came before it stays. */
    @Override
    public void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException {
        for (List<Object> row : rows) {
            Jdbc.execute(connection, "SAVEPOINT " + SAVEPOINT);
            try {
                Jdbc.insertRows(connection, table, columns, List.of(row), "");
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith(CONSTRAINT)) {
                    throw e;
                }
                Jdbc.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            }
        }
    }

    /** HSQLDB waits for all other transactions. */
    @Override
    public boolean canHoldBesideDdl() {
        return false;
    }
}
