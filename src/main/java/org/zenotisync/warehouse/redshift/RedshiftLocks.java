package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Locks;

/**
 * Redshift has no row locks and does not enforce keys: each writer locks the table {@value #LOCK_TABLE} first, and so
 * is the only one ("LOCK", "Serializable isolation").
 */
final class RedshiftLocks implements Locks {

    /** An empty table that is only there to be locked: LOCK excludes readers too, and nobody reads this one. */
    static final String LOCK_TABLE = "zenoti_sync_lock";

    private final Dialect dialect;
    private final Catalog catalog;

    RedshiftLocks(Dialect dialect, Catalog catalog) {
        this.dialect = dialect;
        this.catalog = catalog;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        holdCheckpoints(connection);
    }

    @Override
    public void holdCheckpoints(Connection connection) throws SQLException {
        Jdbc.execute(connection, "LOCK TABLE " + dialect.qualified(LOCK_TABLE));
    }

    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        return catalog.has(connection, table);
    }

    @Override
    public void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> ordered = new TreeMap<>(key);
        String condition =
                ordered.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        if (Jdbc.number(
                        connection,
                        "SELECT count(*) FROM " + table + " WHERE " + condition,
                        ordered.values().toArray())
                > 0) {
            return;
        }
        Map<String, Object> row = new TreeMap<>(ordered);
        row.putAll(others);
        insertMissing(connection, table, List.copyOf(row.keySet()), List.of(List.copyOf(row.values())));
    }

    @Override
    public void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException {
        Jdbc.insertRows(connection, table, columns, rows, "");
    }
}
