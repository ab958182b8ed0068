package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_manifest}: which objects were consumed for a table group. */
public final class Manifest implements ControlTable {

    public static final String TABLE = "zenoti_sync_manifest";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("group_id")
            .number("logid")
            .objectKey("object_key")
            .text("etag", 200)
            .number("size_bytes")
            .number("row_count")
            .time("consumed_at")
            .text("digest", 100)
            .nullable("etag", "digest")
            .define();

    private static final SqlTemplate SELECT_TABLE_GROUP = SqlTemplate.of(
            """
            SELECT logid, object_key, etag, size_bytes, row_count, {digest}
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ?
            ORDER BY logid, object_key
            """);

    private static final SqlTemplate SELECT_ETAGS = SqlTemplate.of(
            """
            SELECT object_key, etag
            FROM {table}
            WHERE source = ? AND pod = ? AND group_id BETWEEN ? AND ?
            """);

    private static final SqlTemplate SELECT_UNDIGESTED = SqlTemplate.of(
            """
            SELECT pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count
            FROM {table}
            WHERE source = ? AND group_id >= ? AND digest IS NULL AND table_name IN ({tables})
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET etag = ?, digest = ?
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? AND object_key = ?
            """);

    private static final SqlTemplate COUNT_CONSUMED = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id <= ?
            """);

    private static final SqlTemplate SELECT_FIRST_SINCE = SqlTemplate.of(
            """
            SELECT group_id
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND consumed_at >= ?
            ORDER BY group_id
            {limit}
            """);

    private static final SqlTemplate SELECT_GROUPS = SqlTemplate.of(
            """
            SELECT group_id, max(consumed_at)
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ?
            GROUP BY group_id
            ORDER BY group_id DESC
            """);

    private static final SqlTemplate DELETE_TABLE =
            SqlTemplate.of("DELETE FROM {table} WHERE source = ? AND table_name = ?");

    private static final SqlTemplate DELETE_TABLE_GROUP = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, group_id, logid, object_key, etag, size_bytes,
              row_count, consumed_at, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final String DIGEST = "digest";

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private volatile boolean isComplete;

    public Manifest(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A consumed object.
     *
     * @param logid folder of the object
     * @param key of the object, with the source's prefix
     * @param etag its ETag when it was consumed
     * @param size bytes
     * @param rows data rows that were read from it; -1 if a database has read it together with others
     * @param digest of its bytes, as {@code ContentDigest} writes it; only of append-only facts
     */
    public record Entry(long logid, String key, String etag, long size, long rows, Optional<String> digest) {

        /** An object without a known digest. */
        public Entry(long logid, String key, String etag, long size, long rows) {
            this(logid, key, etag, size, rows, Optional.empty());
        }

        /** The same, with a digest if it is known. */
        public Entry with(Optional<String> newDigest) {
            return new Entry(logid, key, etag, size, rows, newDigest);
        }

        /** The same object, put again with the same bytes: with its new ETag and the digest of the bytes. */
        public Entry renewed(String newEtag, String newDigest) {
            return new Entry(logid, key, newEtag, size, rows, Optional.of(newDigest));
        }
    }

    /**
     * A consumed object without a digest.
     *
     * @param group the table group that it was consumed for
     */
    public record Undigested(TableGroupId group, Entry entry) {}

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return List.of(new LaterColumn(DEFINITION.column(DIGEST), null));
    }

    /** The objects that were consumed for a table group; empty if it was not consumed. */
    public List<Entry> of(Connection connection, TableGroupId id) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_TABLE_GROUP.fill(Map.of("table", table, "digest", digest(connection))),
                row -> new Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        Optional.ofNullable(row.getString(6))),
                id.source(),
                id.pod(),
                id.table(),
                id.group());
    }

    /** ETags by key of the objects that were consumed of some groups of a POD. */
    public Map<String, String> etags(Connection connection, String source, String pod, long fromGroup, long toGroup)
            throws SQLException {
        Map<String, String> etags = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_ETAGS.fill("table", table),
                row -> etags.put(row.getString(1), row.getString(2)),
                source,
                pod,
                fromGroup,
                toGroup);
        return etags;
    }

    /**
     * The objects of some tables without a digest, from a group on.
     *
     * @param feedTables folded names, at least one
     */
    public List<Undigested> undigested(
            Connection connection, String source, Collection<String> feedTables, long fromGroup) throws SQLException {
        List<Object> arguments = new ArrayList<>(List.of(source, fromGroup));
        arguments.addAll(feedTables);
        return Jdbc.query(
                connection,
                SELECT_UNDIGESTED.fill(Map.of("table", table, "tables", Jdbc.parameters(feedTables.size()))),
                row -> new Undigested(
                        new TableGroupId(source, row.getString(1), row.getString(2), row.getLong(3)),
                        new Entry(row.getLong(4), row.getString(5), row.getString(6), row.getLong(7), row.getLong(8))),
                arguments.toArray());
    }

    /**
     * Replaces the ETags and digests of objects that were consumed.
     *
     * @param entries by the table group that they were consumed for
     */
    public void renew(Connection connection, Map<TableGroupId, List<Entry>> entries) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        for (Map.Entry<TableGroupId, List<Entry>> group : entries.entrySet()) {
            renew(connection, group.getKey(), group.getValue());
        }
    }

    private void renew(Connection connection, TableGroupId id, List<Entry> entries) throws SQLException {
        Jdbc.batch(
                connection,
                UPDATE.fill("table", table),
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.etag(),
                            entry.digest().orElse(null),
                            id.source(),
                            id.pod(),
                            id.table(),
                            id.group(),
                            entry.key()
                        })
                        .toList());
    }

    /** {@code plan} also reads a table of an earlier version that no cycle has completed yet. */
    private String digest(Connection connection) throws SQLException {
        if (!isComplete) {
            isComplete = warehouse
                    .catalog()
                    .columnsOf(connection, TABLE)
                    .orElse(List.of())
                    .contains(DIGEST);
        }
        return isComplete ? DIGEST : "NULL";
    }

    /** Whether the manifest has any object of the groups that a checkpoint counts as consumed. */
    public boolean isAnyUpTo(Connection connection, Checkpoint checkpoint) throws SQLException {
        return Jdbc.number(
                        connection,
                        COUNT_CONSUMED.fill("table", table),
                        checkpoint.source(),
                        checkpoint.pod(),
                        checkpoint.table(),
                        checkpoint.lastGroup())
                > 0;
    }

    /**
     * The first group of a table and POD with an object that was consumed since a time, in UTC; empty if there is none.
     */
    public Optional<Long> firstGroupSince(Connection connection, Checkpoint checkpoint, LocalDateTime time)
            throws SQLException {
        return Jdbc.query(
                        connection,
                        SELECT_FIRST_SINCE.fill(Map.of(
                                "table", table, "limit", warehouse.dialect().limit(1))),
                        row -> row.getLong(1),
                        checkpoint.source(),
                        checkpoint.pod(),
                        checkpoint.table(),
                        time)
                .stream()
                .findFirst();
    }

    /**
     * A group of which objects were consumed.
     *
     * @param consumedAt when the last of them was, in UTC
     */
    public record ConsumedGroup(long group, LocalDateTime consumedAt) {}

    /** The groups of a track of which objects were consumed, the newest one first. */
    public List<ConsumedGroup> groups(Connection connection, Track track) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_GROUPS.fill("table", table),
                row -> new ConsumedGroup(row.getLong(1), row.getObject(2, LocalDateTime.class)),
                track.source(),
                track.pod(),
                track.table());
    }

    /** Deletes all objects of a table whose rows are gone. */
    public void forget(Connection connection, String source, String feedTable) throws SQLException {
        Jdbc.update(connection, DELETE_TABLE.fill("table", table), source, feedTable);
    }

    /** Deletes the objects of a table group that is consumed again. */
    public void forget(Connection connection, TableGroupId id) throws SQLException {
        Jdbc.update(connection, DELETE_TABLE_GROUP.fill("table", table), id.source(), id.pod(), id.table(), id.group());
    }

    /** Adds the objects of a table group. */
    public void add(Connection connection, TableGroupId id, List<Entry> entries) throws SQLException {
        LocalDateTime now = Jdbc.now(clock);
        Jdbc.batch(
                connection,
                INSERT.fill("table", table),
                entries.stream()
                        .map(entry -> new Object[] {
                            id.source(),
                            id.pod(),
                            id.table(),
                            id.group(),
                            entry.logid(),
                            entry.key(),
                            entry.etag(),
                            entry.size(),
                            entry.rows(),
                            now,
                            entry.digest().orElse(null)
                        })
                        .toList());
    }
}
