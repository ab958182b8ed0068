package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_unknown}: objects of a source that do not belong to the known layout. */
public final class UnknownObjects implements ControlTable {

    public static final String TABLE = "zenoti_sync_unknown";

    /** Rows of one statement: a statement for each row would hold a lock for long if the database is slow to answer. */
    private static final int ROWS = 500;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .objectKey("object_key")
            .time("first_seen")
            .key("source", "object_key")
            .define();

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT source, object_key
            FROM {table}
            ORDER BY source, object_key
            """);

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT object_key
            FROM {table}
            WHERE source = ?
            ORDER BY object_key
            """);

    private static final List<String> COLUMNS = List.of("source", "object_key", "first_seen");

    private static final SqlTemplate DELETE = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND object_key IN ({keys})
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public UnknownObjects(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /**
     * An unknown object.
     *
     * @param source the source's id
     * @param key of the object; of a folder with a slash at the end
     */
    public record Entry(String source, String key) {}

    /** The objects of all sources, by source and key. */
    public List<Entry> all(Connection connection) throws SQLException {
        return Jdbc.query(
                connection, SELECT_ALL.fill("table", table), row -> new Entry(row.getString(1), row.getString(2)));
    }

    /** The keys of a source, folders with a slash at the end. */
    public List<String> all(Connection connection, String source) throws SQLException {
        return Jdbc.query(connection, SELECT_OF_SOURCE.fill("table", table), row -> row.getString(1), source);
    }

    /**
     * Adds keys that are not there yet, and deletes others.
     *
     * @param fresh to add
     * @param gone to delete
     */
    public void update(Connection connection, String source, List<String> fresh, List<String> gone)
            throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        Set<String> known = new HashSet<>(all(connection, source));
        forget(connection, source, gone);
        List<String> missing =
                fresh.stream().filter(key -> !known.contains(key)).distinct().toList();
        LocalDateTime now = Jdbc.now(clock);
        for (List<String> keys : parts(missing)) {
            List<List<Object>> rows =
                    keys.stream().map(key -> List.<Object>of(source, key, now)).toList();
            warehouse.locks().insertMissing(connection, table, COLUMNS, rows);
        }
    }

    private void forget(Connection connection, String source, List<String> gone) throws SQLException {
        for (List<String> keys : parts(gone)) {
            List<Object> arguments = new ArrayList<>(List.of(source));
            arguments.addAll(keys);
            Jdbc.update(
                    connection,
                    DELETE.fill(Map.of("table", table, "keys", Jdbc.parameters(keys.size()))),
                    arguments.toArray());
        }
    }

    private static List<List<String>> parts(List<String> keys) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += ROWS) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + ROWS)));
        }
        return parts;
    }
}
