package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_unknown}: what was found in a source that belongs to no known layout. */
public final class UnknownObjects {

    public static final String TABLE = "zenoti_sync_unknown";

    /** What is kept per source; a cycle counts the others in the log. */
    private static final int MOST = 1000;

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public UnknownObjects(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /** The statement that creates the table if it is missing. */
    public String createTable() {
        return "CREATE TABLE IF NOT EXISTS " + table + " (source VARCHAR(2000) NOT NULL,"
                + " object_key VARCHAR(1100) NOT NULL, first_seen TIMESTAMP NOT NULL,"
                + " PRIMARY KEY (source, object_key))";
    }

    /** The keys of a source, folders with a slash at the end. */
    public List<String> all(Connection connection, String source) throws SQLException {
        return Jdbc.query(
                connection,
                "SELECT object_key FROM " + table + " WHERE source = ? ORDER BY object_key",
                row -> row.getString(1),
                source);
    }

    /** Adds keys that are not there yet, as long as there is room. */
    public void add(Connection connection, String source, List<String> keys) throws SQLException {
        warehouse.holdCheckpoints(connection);
        int room = MOST - all(connection, source).size();
        for (String key : keys.subList(0, Math.max(0, Math.min(room, keys.size())))) {
            warehouse.insertIfAbsent(
                    connection,
                    table,
                    Map.of("source", source, "object_key", key),
                    Map.of("first_seen", Jdbc.now(clock)));
        }
    }
}
