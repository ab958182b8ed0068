package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The locks of databases that enforce keys, and leave out rows whose key is there: ON CONFLICT DO NOTHING. */
public abstract class KeyedLocks implements Locks {

    private static final String LEAVE_OUT = " ON CONFLICT DO NOTHING";

    @Override
    public final void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> row = new TreeMap<>(key);
        row.putAll(others);
        insertMissing(connection, table, List.copyOf(row.keySet()), List.of(List.copyOf(row.values())));
    }

    @Override
    public final void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException {
        Jdbc.insertRows(connection, table, columns, rows, LEAVE_OUT);
    }
}
