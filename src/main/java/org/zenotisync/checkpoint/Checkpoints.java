package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * The table {@code zenoti_sync_checkpoint}: the last consumed GroupID per source, POD and table (feed documentation:
 * "Track the extract status for each table and last group id").
 */
public final class Checkpoints implements ControlTable {

    public static final String TABLE = "zenoti_sync_checkpoint";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("last_group")
            .number("replay_to")
            .text("proven_key", 2_000)
            .time("updated_at")
            .key("source", "pod", "table_name")
            .nullable("proven_key")
            .define();

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT source, pod, table_name, last_group, replay_to, proven_key
            FROM {table}
            ORDER BY table_name, source, pod
            """);

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT source, pod, table_name, last_group, replay_to, proven_key
            FROM {table}
            WHERE source = ?
            ORDER BY table_name, pod
            """);

    private static final SqlTemplate SELECT_OF_TABLE = SqlTemplate.of(
            """
            SELECT source, pod, table_name, last_group, replay_to, proven_key
            FROM {table}
            WHERE table_name = ?
            ORDER BY source, pod
            """);

    private static final SqlTemplate SELECT_ONE = SqlTemplate.of(
            """
            SELECT source, pod, table_name, last_group, replay_to, proven_key
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ?
            """);

    private static final SqlTemplate ADVANCE = SqlTemplate.of(
            """
            UPDATE {table}
            SET last_group = ?, updated_at = ?
            WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?
            """);

    private static final SqlTemplate ADOPT = SqlTemplate.of(
            """
            UPDATE {table}
            SET last_group = ?, updated_at = ?
            WHERE source = ? AND pod = ? AND table_name = ? AND last_group = 0 AND replay_to = 0
            """);

    private static final SqlTemplate HOLD = SqlTemplate.of(
            """
            UPDATE {table}
            SET last_group = last_group
            WHERE table_name = ?
            """);

    private static final SqlTemplate REWIND = SqlTemplate.of(
            """
            UPDATE {table}
            SET replay_to = CASE WHEN replay_to > last_group THEN replay_to ELSE last_group END,
              last_group = ?, updated_at = ?
            WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ?
            """);

    private static final SqlTemplate PROVE_KEY = SqlTemplate.of(
            """
            UPDATE {table}
            SET proven_key = ?
            WHERE source = ? AND pod = ? AND table_name = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private final UnaryOperator<String> sourceNames;

    /** @param sourceNames gives the name by which messages name a source, by its id; empty where people need none */
    public Checkpoints(Warehouse warehouse, Clock clock, UnaryOperator<String> sourceNames) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
        this.sourceNames = sourceNames;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** The checkpoints of all sources, by table, source and POD. */
    public List<Checkpoint> all(Connection connection) throws SQLException {
        return Jdbc.query(connection, SELECT_ALL.fill("table", table), this::map);
    }

    /** All checkpoints of a source. */
    public List<Checkpoint> all(Connection connection, String source) throws SQLException {
        return Jdbc.query(connection, SELECT_OF_SOURCE.fill("table", table), this::map, source);
    }

    /** All checkpoints of some sources, by table, source and POD. */
    public List<Checkpoint> all(Connection connection, Set<String> sources) throws SQLException {
        return all(connection).stream()
                .filter(checkpoint -> sources.contains(checkpoint.source()))
                .toList();
    }

    /** The checkpoint that a table group belongs to. */
    public Optional<Checkpoint> find(Connection connection, TableGroupId id) throws SQLException {
        return Jdbc.first(connection, SELECT_ONE.fill("table", table), this::map, id.source(), id.pod(), id.table());
    }

    /** The checkpoints of a table in all PODs of all sources, by source and POD. */
    public List<Checkpoint> ofTable(Connection connection, String feedTable) throws SQLException {
        return Jdbc.query(connection, SELECT_OF_TABLE.fill("table", table), this::map, feedTable);
    }

    /** Adds the row of a table group's checkpoint if it is missing. */
    public void ensure(Connection connection, TableGroupId id) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        warehouse
                .locks()
                .insertIfAbsent(
                        connection,
                        table,
                        Map.of("source", id.source(), "pod", id.pod(), "table_name", id.table()),
                        Map.of("last_group", 0L, "replay_to", 0L, "updated_at", Jdbc.now(clock)));
    }

    /**
     * Moves the checkpoint on to a group, and so locks its row until the transaction ends. It never jumps over a group:
     * the checkpoint may have moved back since the group was planned, because another process has started a replay, or
     * because the database has lost its last commits in a crash.
     *
     * @param after the group that must have been consumed before, 0 for none
     * @return false if the group has been consumed
     * @throws CheckpointWentBackException if the group before has not been consumed
     * @throws IllegalStateException if the table has no checkpoint, which {@link #ensure} makes
     */
    public boolean advance(Connection connection, TableGroupId id, long after) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        long moved = Jdbc.update(
                connection,
                ADVANCE.fill("table", table),
                id.group(),
                Jdbc.now(clock),
                id.source(),
                id.pod(),
                id.table(),
                after,
                id.group());
        if (moved > 0) {
            return true;
        }
        Checkpoint checkpoint =
                find(connection, id).orElseThrow(() -> new IllegalStateException("no checkpoint for " + id));
        if (checkpoint.lastGroup() < id.group()) {
            throw new CheckpointWentBackException(id, after, checkpoint.lastGroup());
        }
        return false;
    }

    /**
     * Sets the checkpoint of a track that has consumed nothing, and so locks its row until the transaction ends.
     * The row must be there, see {@link #ensure}.
     *
     * @param last the group that counts as the last consumed one
     * @return false if any group of the track was consumed; then nothing changes
     */
    public boolean adopt(Connection connection, TableGroupId last) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        return Jdbc.update(
                        connection,
                        ADOPT.fill("table", table),
                        last.group(),
                        Jdbc.now(clock),
                        last.source(),
                        last.pod(),
                        last.table())
                > 0;
    }

    /** Locks the checkpoints of a table in all PODs until the transaction ends: nobody loads it meanwhile. */
    public void hold(Connection connection, String feedTable) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        Jdbc.update(connection, HOLD.fill("table", table), feedTable);
    }

    /** Moves the checkpoint back so that a group and all later ones are consumed again, in the replay-safe form. */
    public void rewind(Connection connection, TableGroupId from) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        Jdbc.update(
                connection,
                REWIND.fill("table", table),
                from.group() - 1,
                Jdbc.now(clock),
                from.source(),
                from.pod(),
                from.table(),
                from.group());
    }

    /** Records that a guessed key was proven. */
    public void proveKey(Connection connection, TableGroupId id, List<String> key) throws SQLException {
        Jdbc.update(
                connection, PROVE_KEY.fill("table", table), String.join(",", key), id.source(), id.pod(), id.table());
    }

    private Checkpoint map(ResultSet row) throws SQLException {
        // a row of an earlier version may have another spelling until the next cycle
        String name = TableNames.canonical(row.getString(3));
        Track track = new Track(row.getString(1), row.getString(2), name, sourceNames.apply(row.getString(1)));
        Optional<List<String>> provenKey = Optional.ofNullable(row.getString(6)).map(key -> List.of(key.split(",")));
        return new Checkpoint(track, row.getLong(4), row.getLong(5), provenKey);
    }
}
