package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_manifest}: which objects were consumed for a table group. */
public final class Manifest {

    public static final String TABLE = "zenoti_sync_manifest";

    private static final String GROUP = " WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ?";

    private final String table;
    private final Clock clock;

    public Manifest(Warehouse warehouse, Clock clock) {
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A consumed object.
     *
     * @param logid folder that it lies in
     * @param key whole key of the object
     * @param etag its ETag when it was consumed
     * @param size bytes
     * @param rows data rows that were read from it
     */
    public record Entry(long logid, String key, String etag, long size, long rows) {}

    /** The statement that creates the table if it is missing. */
    public String createTable() {
        return "CREATE TABLE IF NOT EXISTS " + table + " (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL,"
                + " table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL,"
                + " object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), size_bytes BIGINT NOT NULL,"
                + " row_count BIGINT NOT NULL, consumed_at TIMESTAMP NOT NULL)";
    }

    /** The objects that were consumed for a table group; empty if it was not consumed. */
    public List<Entry> of(Connection connection, TableGroupId id) throws SQLException {
        return Jdbc.query(
                connection,
                "SELECT logid, object_key, etag, size_bytes, row_count FROM " + table + GROUP
                        + " ORDER BY logid, object_key",
                row -> new Entry(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)),
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
                "SELECT object_key, etag FROM " + table + " WHERE source = ? AND pod = ? AND group_id BETWEEN ? AND ?",
                row -> etags.put(row.getString(1), row.getString(2)),
                source,
                pod,
                fromGroup,
                toGroup);
        return etags;
    }

    /** Whether any object is held of the groups that a checkpoint counts as consumed. */
    public boolean isAnyUpTo(Connection connection, Checkpoint checkpoint) throws SQLException {
        return Jdbc.number(
                        connection,
                        "SELECT count(*) FROM " + table
                                + " WHERE source = ? AND pod = ? AND table_name = ? AND group_id <= ?",
                        checkpoint.source(),
                        checkpoint.pod(),
                        checkpoint.table(),
                        checkpoint.lastGroup())
                > 0;
    }

    /** The first group of a table and POD of which an object was consumed after a time, in UTC; empty if none was. */
    public Optional<Long> firstGroupSince(Connection connection, Checkpoint checkpoint, LocalDateTime time)
            throws SQLException {
        return Jdbc.query(
                        connection,
                        "SELECT group_id FROM " + table
                                + " WHERE source = ? AND pod = ? AND table_name = ? AND consumed_at >= ?"
                                + " ORDER BY group_id LIMIT 1",
                        row -> row.getLong(1),
                        checkpoint.source(),
                        checkpoint.pod(),
                        checkpoint.table(),
                        time)
                .stream()
                .findFirst();
    }

    /** Forgets all objects of a table, whose rows are gone. */
    public void forget(Connection connection, String source, String feedTable) throws SQLException {
        Jdbc.update(connection, "DELETE FROM " + table + " WHERE source = ? AND table_name = ?", source, feedTable);
    }

    /** Forgets the objects of a table group, which is consumed once more. */
    public void forget(Connection connection, TableGroupId id) throws SQLException {
        Jdbc.update(connection, "DELETE FROM " + table + GROUP, id.source(), id.pod(), id.table(), id.group());
    }

    /** Adds the objects of a table group. */
    public void add(Connection connection, TableGroupId id, List<Entry> entries) throws SQLException {
        LocalDateTime now = Jdbc.now(clock);
        Jdbc.batch(
                connection,
                "INSERT INTO " + table + " (source, pod, table_name, group_id, logid, object_key, etag, size_bytes,"
                        + " row_count, consumed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                            now
                        })
                        .toList());
    }
}
