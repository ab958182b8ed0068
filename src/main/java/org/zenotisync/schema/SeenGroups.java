package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_seen}: groups of a table that have been listed but not consumed, since the table waits
 * for a schema file or fails. An upgrade comes before the data that needs it. So a script that comes later says nothing
 * about the files of these groups: they have the order of columns from before the script. If a script must wait, what
 * was listed before it is kept for it.
 */
public final class SeenGroups implements ControlTable {

    public static final String TABLE = "zenoti_sync_seen";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .objectKey("object_key")
            .number("last_group")
            .key("source", "pod", "table_name", "object_key")
            .define();

    private static final SqlTemplate COUNT_FROM = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND object_key = ? AND last_group >= ?
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND object_key = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, object_key, last_group)
            VALUES (?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate COPY = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, object_key, last_group)
            SELECT source, pod, table_name, ?, last_group
            FROM {table}
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate DELETE_OF_SCRIPT = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate SELECT_OF_SCRIPT = SqlTemplate.of(
            """
            SELECT pod, last_group
            FROM {table}
            WHERE source = ? AND table_name = ? AND object_key = ?
            """);

    /** Stands in place of a script's key: listed up to now. */
    private static final String NOW = "*";

    private final String table;

    public SeenGroups(Warehouse warehouse) {
        this.table = warehouse.dialect().qualified(TABLE);
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** Notes up to which group a table was listed, if that is not known. */
    public void note(Connection connection, String source, String pod, String feedTable, long group)
            throws SQLException {
        boolean isKnown =
                Jdbc.number(connection, COUNT_FROM.fill("table", table), source, pod, feedTable, NOW, group) > 0;
        if (isKnown) {
            return;
        }
        Jdbc.update(connection, DELETE.fill("table", table), source, pod, feedTable, NOW);
        Jdbc.update(connection, INSERT.fill("table", table), source, pod, feedTable, NOW, group);
    }

    /** Keeps what was listed before a script that is not applied when it is first seen. */
    void keep(Connection connection, FeedObject script) throws SQLException {
        forget(connection, script);
        Jdbc.update(
                connection,
                COPY.fill("table", table),
                script.key(),
                script.source().id(),
                NOW);
    }

    /** Forgets what {@link #keep} has kept: the script is applied. */
    void forget(Connection connection, FeedObject script) throws SQLException {
        Jdbc.update(
                connection,
                DELETE_OF_SCRIPT.fill("table", table),
                script.source().id(),
                script.key());
    }

    /** What has been consumed of a table, or was listed before a script. */
    List<TableUse> before(Connection connection, SchemaFile script, String feedTable, List<TableUse> consumed)
            throws SQLException {
        String source = script.object().source().id();
        boolean hasWaited =
                script.before().filter(entry -> entry.outcome().holdsTables()).isPresent();
        Map<String, Long> seen = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_OF_SCRIPT.fill("table", table),
                row -> seen.put(row.getString(1), row.getLong(2)),
                source,
                feedTable,
                hasWaited ? script.object().key() : NOW);
        return consumed.stream()
                .map(use -> use.source().equals(source)
                        ? new TableUse(
                                source, use.pod(), Math.max(use.group(), seen.getOrDefault(use.pod(), 0L)), use.key())
                        : use)
                .toList();
    }
}
