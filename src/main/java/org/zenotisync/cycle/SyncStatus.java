package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.UnknownObjects;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.TableFilter;
import org.zenotisync.load.KeyStatus;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableNames;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * How the tables stand, read from the target alone.
 *
 * @param tables per source, POD and table
 * @param refusedSchemaFiles schema files that are there but not applied; most wait for a person
 * @param noSchemaScripts files among the upgrades that cannot be read as scripts and name no known table; they hold up nothing
 * @param lateObjects objects that turned up late and are not loaded, by table, source, POD and group
 * @param unknownObjects addresses of objects that belong to no known layout
 * @param unreadablePauses rows of {@code zenoti_sync_paused} that are neither a table's name nor a glob
 */
public record SyncStatus(
        List<TableStatus> tables,
        List<RefusedSchemaFile> refusedSchemaFiles,
        List<RefusedSchemaFile> noSchemaScripts,
        List<LateObjects.Entry> lateObjects,
        List<String> unknownObjects,
        List<String> unreadablePauses) {

    private static final String FAILED = "failed";
    private static final String MISSING = "missing";
    private static final String EXCLUDED = "excluded";
    private static final String PAUSED = "paused";
    private static final String WAITING = "waiting-for-schema";

    /**
     * A table of a POD.
     *
     * @param kind null if nothing was tried yet
     * @param lastGroup last consumed GroupID, 0 for none; a replay that is due does not change it
     * @param replayFrom the groups from this GroupID up to the last one are consumed again; null if no replay is due
     * @param state outcome of the last attempt: consumed, replayed, failed; new if nothing was tried yet. Instead of it:
     *     missing if rows were consumed and the target table is gone, excluded if the settings leave the table out, paused
     *     if somebody has paused it, waiting-for-schema if a schema file of the table is there but not applied
     * @param rows rows of the target table over all PODs, null if there is no such table
     * @param quarantined rows that could not be loaded, and wait in {@code zenoti_sync_quarantine}
     * @param lastAttempt when the last attempt ended, in UTC; null if nothing was tried yet
     * @param error why the last attempt failed, what brings a missing table back, or which schema file it waits for; null if none
     *     of it
     * @param key the kind and key that the next table group is loaded by
     */
    public record TableStatus(
            String source,
            String pod,
            String table,
            String kind,
            long lastGroup,
            Long replayFrom,
            String state,
            Long rows,
            long quarantined,
            LocalDateTime lastAttempt,
            String error,
            KeyStatus key) {

        private List<String> place() {
            return List.of(table, source, pod);
        }

        /** Whether the table is kept in step and is not as it should be. */
        public boolean isFailure() {
            return state.equals(FAILED) || state.equals(MISSING) || isWaitingForSchema();
        }

        /** Whether a schema file of the table is there but not applied. */
        public boolean isWaitingForSchema() {
            return state.equals(WAITING);
        }

        private TableStatus withRows(Long count, long bad) {
            return with(state, count, bad, error);
        }

        private TableStatus withKey(KeyStatus newKey) {
            return new TableStatus(
                    source,
                    pod,
                    table,
                    kind,
                    lastGroup,
                    replayFrom,
                    state,
                    rows,
                    quarantined,
                    lastAttempt,
                    error,
                    newKey);
        }

        private TableStatus excluded() {
            return with(EXCLUDED, rows, quarantined, error);
        }

        private TableStatus paused() {
            return with(PAUSED, rows, quarantined, error);
        }

        private TableStatus waiting(SchemaHolds.Hold hold) {
            return with(WAITING, rows, quarantined, "waiting for schema file " + hold.address());
        }

        private TableStatus missing() {
            String remedy = "the target table is gone, though groups of it were consumed; 'replay --table " + table
                    + " --from-group 1' makes and fills it again";
            return with(MISSING, rows, quarantined, remedy);
        }

        private TableStatus with(String newState, Long count, long bad, String newError) {
            return new TableStatus(
                    source, pod, table, kind, lastGroup, replayFrom, newState, count, bad, lastAttempt, newError, key);
        }
    }

    /** A schema file that is not applied, and why. */
    public record RefusedSchemaFile(String address, String reason) {}

    /** Whether nothing failed and no schema file was refused at the last attempt, and no target table is gone. */
    public boolean isHealthy() {
        return refusedSchemaFiles.isEmpty() && tables.stream().noneMatch(TableStatus::isFailure);
    }

    static SyncStatus read(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            TableRegistry registry,
            Checkpoints checkpoints,
            LateObjects lateObjects,
            SchemaFiles schemaFiles,
            PausedNames pauses)
            throws SQLException {
        return Jdbc.with(dataSource, connection -> {
            String last = "SELECT source, pod, table_name, max(finished_at) AS finished_at FROM "
                    + warehouse.qualified(RunLog.TABLE) + " GROUP BY source, pod, table_name";
            String same = "%1$s.source = %2$s.source AND %1$s.pod = %2$s.pod AND %1$s.table_name = %2$s.table_name";
            List<TableStatus> tables = Jdbc.query(
                    connection,
                    "SELECT c.source, c.pod, c.table_name, c.last_group, r.kind, r.outcome, r.finished_at, r.error,"
                            + " c.replay_to FROM "
                            + warehouse.qualified(Checkpoints.TABLE) + " AS c LEFT JOIN (" + last + ") AS l ON "
                            + String.format(Locale.ROOT, same, "l", "c") + " LEFT JOIN "
                            + warehouse.qualified(RunLog.TABLE) + " AS r ON "
                            + String.format(Locale.ROOT, same, "r", "c")
                            + " AND r.finished_at = l.finished_at ORDER BY c.table_name, c.source, c.pod, r.group_id",
                    SyncStatus::table);
            List<SchemaFiles.Entry> files = schemaFiles.all(connection);
            Map<List<String>, Long> quarantined = quarantined(connection, warehouse);
            UnaryOperator<String> targets = registry.targetNames(connection);
            BiFunction<String, String, KeyStatus> keys = keys(connection, config, registry, checkpoints);
            Map<List<String>, TableStatus> counted = new LinkedHashMap<>();
            for (TableStatus table : tables) {
                // until the next cycle an earlier version's rows may have two spellings of one table
                TableStatus other = counted.get(table.place());
                if (other != null && other.lastGroup() > table.lastGroup()) {
                    continue;
                }
                String name = targets.apply(table.table());
                Optional<Long> rows = warehouse.columnsOf(connection, name).isEmpty()
                        ? Optional.empty()
                        : Optional.of(Jdbc.number(connection, "SELECT count(*) FROM " + warehouse.qualified(name)));
                long bad = quarantined.getOrDefault(List.of(table.source(), table.pod(), table.table()), 0L);
                TableStatus full =
                        table.withRows(rows.orElse(null), bad).withKey(keys.apply(table.pod(), table.table()));
                counted.put(table.place(), judged(full, config.filter(), pauses, holds(files, table.source())));
            }
            List<RefusedSchemaFile> refused = notApplied(
                    files, SchemaFiles.Outcome.FAILED, SchemaFiles.Outcome.WAITING, SchemaFiles.Outcome.RETRY);
            List<RefusedSchemaFile> noScripts = notApplied(files, SchemaFiles.Outcome.NO_SCRIPT);
            List<String> unknown = Jdbc.query(
                    connection,
                    "SELECT source, object_key FROM " + warehouse.qualified(UnknownObjects.TABLE)
                            + " ORDER BY source, object_key",
                    SyncStatus::address);
            List<LateObjects.Entry> late =
                    exists(connection, warehouse, LateObjects.TABLE) ? lateObjects.all(connection) : List.of();
            return new SyncStatus(
                    List.copyOf(counted.values()), refused, noScripts, late, unknown, pauses.unreadable());
        });
    }

    private static List<RefusedSchemaFile> notApplied(List<SchemaFiles.Entry> files, SchemaFiles.Outcome... outcomes) {
        return files.stream()
                .filter(file -> List.of(outcomes).contains(file.outcome()))
                .map(file -> new RefusedSchemaFile(
                        address(file.source(), file.key()), file.note().orElse(null)))
                .toList();
    }

    private static SchemaHolds holds(List<SchemaFiles.Entry> files, String source) {
        return new SchemaHolds(files.stream()
                .filter(file -> file.source().equals(source))
                .flatMap(file -> ControlTables.hold(file).stream())
                .toList());
    }

    /** By what key each table of a POD is loaded. */
    private static BiFunction<String, String, KeyStatus> keys(
            Connection connection, SyncConfig config, TableRegistry registry, Checkpoints checkpoints)
            throws SQLException {
        Map<String, FeedTable> known = new HashMap<>();
        registry.all(connection).forEach(table -> known.putIfAbsent(table.name(), table));
        Map<String, List<Checkpoint>> ofTable =
                checkpoints.all(connection).stream().collect(Collectors.groupingBy(Checkpoint::table));
        return (pod, table) -> known.containsKey(table)
                ? KeyStatus.of(
                        known.get(table), config, ofTable.getOrDefault(table, List.of()), checkpoint -> checkpoint
                                .pod()
                                .equals(pod))
                : KeyStatus.withoutSchema(table, config);
    }

    /** The number of rows in the quarantine by source, POD and table. */
    private static Map<List<String>, Long> quarantined(Connection connection, Warehouse warehouse) throws SQLException {
        Map<List<String>, Long> rows = new HashMap<>();
        if (exists(connection, warehouse, Quarantine.TABLE)) {
            Jdbc.query(
                    connection,
                    "SELECT source, pod, table_name, count(*) FROM " + warehouse.qualified(Quarantine.TABLE)
                            + " GROUP BY source, pod, table_name",
                    row -> rows.merge(
                            List.of(row.getString(1), row.getString(2), TableNames.canonical(row.getString(3))),
                            row.getLong(4),
                            Long::sum));
        }
        return rows;
    }

    /** Control tables of an earlier version may lack one until the next cycle makes it. */
    private static boolean exists(Connection connection, Warehouse warehouse, String table) throws SQLException {
        return warehouse.columnsOf(connection, table).isPresent();
    }

    private static TableStatus judged(TableStatus table, TableFilter filter, PausedNames pauses, SchemaHolds holds) {
        if (!filter.accepts(table.table())) {
            return table.excluded();
        }
        if (pauses.isPaused(table.table())) {
            return table.paused();
        }
        Optional<SchemaHolds.Hold> hold = holds.of(table.table());
        if (hold.isPresent()) {
            return table.waiting(hold.get());
        }
        boolean gone = table.rows() == null && table.lastGroup() > 0 && table.replayFrom() == null;
        return gone ? table.missing() : table;
    }

    private static TableStatus table(ResultSet row) throws SQLException {
        String outcome = row.getString(6);
        long checkpoint = row.getLong(4);
        long replayTo = row.getLong(9);
        return new TableStatus(
                row.getString(1),
                row.getString(2),
                TableNames.canonical(row.getString(3)),
                row.getString(5),
                Math.max(checkpoint, replayTo),
                checkpoint < replayTo ? checkpoint + 1 : null,
                outcome == null ? "new" : outcome,
                null,
                0,
                row.getObject(7, LocalDateTime.class),
                row.getString(8),
                null);
    }

    private static String address(ResultSet row) throws SQLException {
        return address(row.getString(1), row.getString(2));
    }

    /** The address of an object of a source, by its id and the whole key. */
    public static String address(String source, String key) {
        int slash = source.indexOf('/');
        return "s3://" + (slash < 0 ? source : source.substring(0, slash)) + "/" + key;
    }
}
