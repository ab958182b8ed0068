package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_late}: objects that turned up in a consumed table group, or changed, and are not loaded
 * without a replay.
 */
public final class LateObjects implements ControlTable {

    public static final String TABLE = "zenoti_sync_late";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("group_id")
            .objectKey("object_key")
            .text("etag", 200)
            .flag("is_changed")
            .time("first_seen")
            .define();

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT source, pod, table_name, group_id, object_key, etag, is_changed
            FROM {table}
            ORDER BY table_name, source, pod, group_id, object_key
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, group_id, object_key, etag, is_changed, first_seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate DELETE_OBJECT = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND object_key = ? AND etag = ?
            """);

    private static final SqlTemplate DELETE_TABLE_GROUP = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private final UnaryOperator<String> sourceNames;

    /** @param sourceNames gives the name by which messages name a source, by its id; empty where people need none */
    public LateObjects(Warehouse warehouse, Clock clock, UnaryOperator<String> sourceNames) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
        this.sourceNames = sourceNames;
    }

    /**
     * A late object.
     *
     * @param group the consumed table group of the object
     * @param key of the object, with the source's prefix
     * @param etag its ETag as it is now
     * @param isChanged whether the table group was consumed with another content of it, otherwise without it
     */
    public record Entry(TableGroupId group, String key, String etag, boolean isChanged) {}

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** As {@link #all}; none for a database that was never written to, or by an earlier version. */
    public List<Entry> allIfExists(Connection connection) throws SQLException {
        return warehouse.catalog().has(connection, TABLE) ? all(connection) : List.of();
    }

    /** The objects of all sources, by table, source, POD and group. */
    public List<Entry> all(Connection connection) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_ALL.fill("table", table),
                row -> new Entry(
                        new Track(
                                        row.getString(1),
                                        row.getString(2),
                                        TableNames.canonical(row.getString(3)),
                                        sourceNames.apply(row.getString(1)))
                                .group(row.getLong(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7)));
    }

    /** Adds objects. */
    public void add(Connection connection, List<Entry> entries) throws SQLException {
        LocalDateTime now = Jdbc.now(clock);
        Jdbc.batch(
                connection,
                INSERT.fill("table", table),
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.group().source(),
                            entry.group().pod(),
                            entry.group().table(),
                            entry.group().group(),
                            entry.key(),
                            entry.etag(),
                            entry.isChanged(),
                            now
                        })
                        .toList());
    }

    /** Deletes objects that are not late any more. */
    public void remove(Connection connection, List<Entry> entries) throws SQLException {
        Jdbc.batch(
                connection,
                DELETE_OBJECT.fill("table", table),
                entries.stream()
                        .map(entry -> new Object[] {entry.group().source(), entry.key(), entry.etag()})
                        .toList());
    }

    /**
     * Deletes the objects of a table group that is consumed again.
     *
     * @param left the objects that it is consumed without, and so stay late: ETags by key
     */
    public void forget(Connection connection, TableGroupId id, Map<String, String> left) throws SQLException {
        if (left.isEmpty()) {
            forget(connection, id);
            return;
        }
        remove(
                connection,
                all(connection).stream()
                        .filter(entry -> entry.group().equals(id))
                        .filter(entry -> !entry.etag().equals(left.get(entry.key())))
                        .toList());
    }

    private void forget(Connection connection, TableGroupId id) throws SQLException {
        Jdbc.update(connection, DELETE_TABLE_GROUP.fill("table", table), id.source(), id.pod(), id.table(), id.group());
    }
}
