package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.SyncStatus.RefusedSchemaFile;
import org.zenotisync.cycle.SyncStatus.TableStatus;
import org.zenotisync.feed.Source;
import org.zenotisync.load.KeyStatus;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableNames;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.schema.SchemaFiles.Outcome;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** Reads the {@link SyncStatus} from the target alone. */
public final class StatusReader {

    /** Every checkpoint with the last attempt at its table and POD. */
    private static final SqlTemplate LAST_ATTEMPTS = SqlTemplate.of(
            """
            SELECT c.source, c.pod, c.table_name, c.last_group, c.replay_to, r.kind, r.outcome, r.finished_at, r.error
            FROM {checkpoint} AS c
            LEFT JOIN (
              SELECT source, pod, table_name, max(finished_at) AS finished_at
              FROM {run}
              GROUP BY source, pod, table_name
            ) AS l
              ON l.source = c.source AND l.pod = c.pod AND l.table_name = c.table_name
            LEFT JOIN {run} AS r
              ON r.source = c.source AND r.pod = c.pod AND r.table_name = c.table_name AND r.finished_at = l.finished_at
            ORDER BY c.table_name, c.source, c.pod, r.group_id
            """);

    private static final SqlTemplate COUNT_ROWS = SqlTemplate.of("SELECT count(*) FROM {target}");

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ControlTables control;

    public StatusReader(DataSource dataSource, Warehouse warehouse, SyncConfig config, ControlTables control) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
    }

    /** The state of all tables; nothing for a database that was never written to. */
    public SyncStatus read() throws SQLException {
        return control.exist() ? Jdbc.with(dataSource, this::read) : SyncStatus.EMPTY;
    }

    private SyncStatus read(Connection connection) throws SQLException {
        List<SchemaFiles.Entry> files = control.schemaFiles().all(connection);
        PausedNames pauses = PausedNames.of(control.pausedTables().all(connection));
        return new SyncStatus(
                tables(connection, files, pauses),
                notApplied(files, Outcome.FAILED, Outcome.WAITING, Outcome.RETRY),
                notApplied(files, Outcome.NO_SCRIPT),
                control.lateObjects().allIfExists(connection),
                control.unknownObjects().all(connection).stream()
                        .map(object -> Source.uri(object.source(), object.key()))
                        .toList(),
                pauses.unreadable());
    }

    private List<TableStatus> tables(Connection connection, List<SchemaFiles.Entry> files, PausedNames pauses)
            throws SQLException {
        Map<List<String>, Long> quarantined = quarantined(connection);
        Map<String, FeedTable> known = new HashMap<>();
        control.tables().all(connection).forEach(table -> known.putIfAbsent(table.name(), table));
        Map<String, List<Checkpoint>> checkpoints =
                control.checkpoints().all(connection).stream().collect(Collectors.groupingBy(Checkpoint::table));
        Map<String, SchemaHolds> holds = files.stream()
                .collect(Collectors.groupingBy(
                        SchemaFiles.Entry::source,
                        Collectors.collectingAndThen(Collectors.toList(), RecordedHolds::of)));
        UnaryOperator<String> targets = control.tables().targetNames(connection);
        Map<String, Optional<Long>> rowsOf = new HashMap<>();
        List<TableStatus> tables = new ArrayList<>();
        for (LastAttempt last : lastAttempts(connection)) {
            String target = targets.apply(last.table());
            Optional<Long> rows = rowsOf.get(target);
            if (rows == null) {
                rows = countRows(connection, target);
                rowsOf.put(target, rows);
            }
            Condition condition = condition(last, rows, pauses, holds.getOrDefault(last.source(), SchemaHolds.NONE));
            tables.add(new TableStatus(
                    last.source(),
                    last.pod(),
                    last.table(),
                    last.kind(),
                    Math.max(last.lastGroup(), last.replayTo()),
                    last.isReplayDue() ? last.lastGroup() + 1 : null,
                    condition.state(),
                    rows.orElse(null),
                    quarantined.getOrDefault(last.place(), 0L),
                    last.finishedAt(),
                    condition.error(),
                    known.containsKey(last.table())
                            ? KeyStatus.of(
                                    known.get(last.table()),
                                    config,
                                    checkpoints.getOrDefault(last.table(), List.of()),
                                    checkpoint -> checkpoint.pod().equals(last.pod()))
                            : KeyStatus.withoutSchema(last.table(), config)));
        }
        return tables;
    }

    /** A checkpoint with the last attempt at its table and POD; what belongs to the attempt is null if there was none. */
    private record LastAttempt(
            String source,
            String pod,
            String table,
            long lastGroup,
            long replayTo,
            String kind,
            String outcome,
            LocalDateTime finishedAt,
            String error) {

        static LastAttempt of(ResultSet row) throws SQLException {
            return new LastAttempt(
                    row.getString(1),
                    row.getString(2),
                    TableNames.canonical(row.getString(3)),
                    row.getLong(4),
                    row.getLong(5),
                    row.getString(6),
                    row.getString(7),
                    row.getObject(8, LocalDateTime.class),
                    row.getString(9));
        }

        List<String> place() {
            return List.of(table, source, pod);
        }

        boolean isReplayDue() {
            return lastGroup < replayTo;
        }

        /** The attempt of two that has come further; the later one if both are the same. */
        LastAttempt orFurther(LastAttempt later) {
            return Math.max(lastGroup, replayTo) > Math.max(later.lastGroup, later.replayTo) ? this : later;
        }
    }

    /** One for each table, source and POD. */
    private Collection<LastAttempt> lastAttempts(Connection connection) throws SQLException {
        String sql = LAST_ATTEMPTS.fill(
                Map.of("checkpoint", warehouse.qualified(Checkpoints.TABLE), "run", warehouse.qualified(RunLog.TABLE)));
        Map<List<String>, LastAttempt> attempts = new LinkedHashMap<>();
        // until the next cycle an earlier version's rows may have two spellings of one table
        Jdbc.query(connection, sql, LastAttempt::of)
                .forEach(attempt -> attempts.merge(attempt.place(), attempt, LastAttempt::orFurther));
        return attempts.values();
    }

    /** The rows of a target; empty if it does not exist. */
    private Optional<Long> countRows(Connection connection, String target) throws SQLException {
        return warehouse.columnsOf(connection, target).isEmpty()
                ? Optional.empty()
                : Optional.of(Jdbc.number(connection, COUNT_ROWS.fill("target", warehouse.qualified(target))));
    }

    /** The number of rows in the quarantine, by table, source and POD. */
    private Map<List<String>, Long> quarantined(Connection connection) throws SQLException {
        Map<List<String>, Long> rows = new HashMap<>();
        control.quarantine()
                .count(connection)
                .forEach(count ->
                        rows.merge(List.of(count.table(), count.source(), count.pod()), count.rows(), Long::sum));
        return rows;
    }

    /**
     * What a person should know of a table first.
     *
     * @param error null if nothing is wrong
     */
    private record Condition(String state, String error) {}

    private Condition condition(LastAttempt last, Optional<Long> rows, PausedNames pauses, SchemaHolds holds) {
        String table = last.table();
        if (!config.filter().accepts(table)) {
            return new Condition(SyncStatus.EXCLUDED, last.error());
        }
        if (pauses.isPaused(table)) {
            return new Condition(SyncStatus.PAUSED, last.error());
        }
        Optional<SchemaHolds.Hold> hold = holds.of(table);
        if (hold.isPresent()) {
            return new Condition(
                    SyncStatus.WAITING_FOR_SCHEMA,
                    "waiting for schema file " + hold.get().address());
        }
        if (rows.isEmpty() && last.lastGroup() > 0 && !last.isReplayDue()) {
            return new Condition(
                    SyncStatus.MISSING,
                    "the target table is gone, though groups of it were consumed; 'replay --table " + table
                            + " --from-group 1' makes and fills it again");
        }
        return new Condition(last.outcome() == null ? SyncStatus.NEW : last.outcome(), last.error());
    }

    private static List<RefusedSchemaFile> notApplied(List<SchemaFiles.Entry> files, Outcome... outcomes) {
        return files.stream()
                .filter(file -> List.of(outcomes).contains(file.outcome()))
                .map(file -> new RefusedSchemaFile(
                        Source.uri(file.source(), file.key()), file.note().orElse(null)))
                .toList();
    }
}
