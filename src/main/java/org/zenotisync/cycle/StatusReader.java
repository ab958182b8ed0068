package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.KnownSources;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.feed.Source;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** Reads the state of the sync from the target alone. */
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
    private final Clock clock;

    public StatusReader(
            DataSource dataSource, Warehouse warehouse, SyncConfig config, ControlTables control, Clock clock) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
        this.clock = clock;
    }

    /** The state of all tables; empty if the sync has never written to the database. */
    public SyncSnapshot read() throws SQLException {
        if (!control.exist()) {
            return SyncSnapshot.of(clock.instant(), List.of(), Optional.empty());
        }
        Function<String, Optional<String>> nameOf = new SourceNames(config, dataSource, control).names();
        return Jdbc.with(dataSource, connection -> read(connection, nameOf));
    }

    private SyncSnapshot read(Connection connection, Function<String, Optional<String>> nameOf) throws SQLException {
        ConfiguredSources configured = ConfiguredSources.of(config);
        List<SchemaFileEntry> files = control.schemaFiles().all(connection).stream()
                // nothing waits for a file of a source that the settings do not have any more
                .filter(file -> configured.concern(file.source()))
                .toList();
        PausedNames pauses = PausedNames.of(control.pausedTables().all(connection));
        return new SyncSnapshot(
                clock.instant(),
                tables(connection, files, pauses, nameOf),
                Optional.empty(),
                notApplied(files, SchemaFileOutcome.FAILED, SchemaFileOutcome.WAITING, SchemaFileOutcome.RETRY),
                notApplied(files, SchemaFileOutcome.NO_SCRIPT),
                control.lateObjects().allIfExists(connection),
                control.unknownObjects().all(connection).stream()
                        .map(object -> Source.uri(object.source(), object.key()))
                        .toList(),
                pauses.unreadable(),
                unreachable(connection));
    }

    /** Those of several sources that the last cycle could not list. */
    private List<SyncSnapshot.UnreachableSource> unreachable(Connection connection) throws SQLException {
        return config.hasSeveralSources()
                ? control.knownSources().all(connection).stream()
                        .filter(entry -> config.source(entry.id()).isPresent())
                        .filter(entry ->
                                !entry.isPaused() && entry.unreachable().isPresent())
                        .map(entry -> new SyncSnapshot.UnreachableSource(
                                entry.id(),
                                config.nameOf(entry.id()),
                                entry.unreachable().orElseThrow()))
                        .toList()
                : List.of();
    }

    private List<TableSnapshot> tables(
            Connection connection,
            List<SchemaFileEntry> files,
            PausedNames pauses,
            Function<String, Optional<String>> nameOf)
            throws SQLException {
        List<Checkpoint> all = control.checkpoints().all(connection);
        ConfiguredSources configured = ConfiguredSources.of(config);
        Primaries primaries = new Primaries(
                config,
                all.stream()
                        .filter(checkpoint -> configured.ids().contains(checkpoint.source()))
                        .toList());
        Map<String, KnownSources.Entry> sources = control.knownSources().all(connection).stream()
                .collect(Collectors.toMap(KnownSources.Entry::id, entry -> entry));

        Map<Track, Long> quarantined = quarantined(connection);
        Map<Track, VerifyOutcomes.Kept> verified = control.verifyOutcomes().all(connection);
        Map<String, FeedTable> known = new HashMap<>();
        control.tables().all(connection).forEach(table -> known.putIfAbsent(table.name(), table));
        Map<String, List<Checkpoint>> checkpoints = all.stream().collect(Collectors.groupingBy(Checkpoint::table));
        Map<String, SchemaHolds> holds = files.stream()
                .collect(Collectors.groupingBy(
                        SchemaFileEntry::source, Collectors.collectingAndThen(Collectors.toList(), RecordedHolds::of)));
        UnaryOperator<String> targets = control.tables().targetNames(connection);
        Map<String, OptionalLong> rowsOf = new HashMap<>();
        List<TableSnapshot> tables = new ArrayList<>();
        for (LastAttempt last : lastAttempts(connection)) {
            Track track = named(last.track(), nameOf);
            String target = targets.apply(track.table());
            OptionalLong rows = rowsOf.get(target);
            if (rows == null) {
                rows = countRows(connection, target);
                rowsOf.put(target, rows);
            }
            OptionalLong ofTarget = rows;
            Condition condition = ofSource(track, configured, primaries, nameOf)
                    .or(() ->
                            Optional.ofNullable(sources.get(track.source())).flatMap(source -> ofSource(source, last)))
                    .orElseGet(() ->
                            condition(last, ofTarget, pauses, holds.getOrDefault(track.source(), SchemaHolds.NONE)));
            tables.add(new TableSnapshot(
                    track,
                    Math.max(last.lastGroup(), last.replayTo()),
                    last.isReplayDue() && condition.state() != TableSnapshot.State.SHARED
                            ? OptionalLong.of(last.lastGroup() + 1)
                            : OptionalLong.empty(),
                    condition.state(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    rows,
                    quarantined.getOrDefault(track, 0L),
                    last.attempt(),
                    condition.error(),
                    Optional.of(key(track, known, checkpoints.getOrDefault(track.table(), List.of()))),
                    Optional.ofNullable(verified.get(track))));
        }
        addShared(connection, primaries, tables, rowsOf);
        tables.sort(Comparator.comparing(TableSnapshot::track));
        return tables;
    }

    /** The shared tables of sources from which nothing of them was consumed. */
    private void addShared(
            Connection connection, Primaries primaries, List<TableSnapshot> tables, Map<String, OptionalLong> rowsOf)
            throws SQLException {
        Set<Track> known = tables.stream().map(TableSnapshot::track).collect(Collectors.toSet());
        UnaryOperator<String> targets = control.tables().targetNames(connection);
        new SharedTracks(config, control).of(connection, primaries, known).forEach((track, from) -> {
            if (known.add(track)) {
                tables.add(
                        shared(track, from, rowsOf.getOrDefault(targets.apply(track.table()), OptionalLong.empty())));
            }
        });
    }

    private TableSnapshot shared(Track track, Source from, OptionalLong rows) {
        return new TableSnapshot(
                track,
                0,
                OptionalLong.empty(),
                TableSnapshot.State.SHARED,
                OptionalInt.empty(),
                Optional.empty(),
                rows,
                0,
                Optional.empty(),
                Optional.of("consumed from " + from.label()),
                Optional.of(KeyStatus.withoutSchema(track.table(), config)),
                Optional.empty());
    }

    /** What its source says of a track: that it is consumed from another one, or that the settings do not have it. */
    private Optional<Condition> ofSource(
            Track track, ConfiguredSources configured, Primaries primaries, Function<String, Optional<String>> nameOf) {
        boolean isGone = !configured.concern(track.source())
                && (config.hasSeveralSources() || nameOf.apply(track.source()).isPresent());
        if (isGone) {
            return Optional.of(new Condition(TableSnapshot.State.NOT_CONFIGURED, Optional.empty()));
        }
        return primaries
                .consumedElsewhere(track.source(), track.table())
                .map(from -> new Condition(TableSnapshot.State.SHARED, Optional.of("consumed from " + from.label())));
    }

    /** What the last cycle has found out about the source of a track. */
    private Optional<Condition> ofSource(KnownSources.Entry source, LastAttempt last) {
        return source.isPaused()
                ? Optional.of(new Condition(TableSnapshot.State.PAUSED, last.error()))
                : source.unreachable()
                        .filter(reason -> config.hasSeveralSources())
                        .map(reason -> new Condition(TableSnapshot.State.UNREACHABLE, Optional.of(reason)));
    }

    /** The track with the name of its source, if there are several. */
    private Track named(Track track, Function<String, Optional<String>> nameOf) {
        boolean isAlone =
                !config.hasSeveralSources() && config.source(track.source()).isPresent();
        return new Track(
                track.source(),
                track.pod(),
                track.table(),
                isAlone ? "" : nameOf.apply(track.source()).orElse(""));
    }

    private KeyStatus key(Track track, Map<String, FeedTable> known, List<Checkpoint> checkpoints) {
        return known.containsKey(track.table())
                ? KeyStatus.of(known.get(track.table()), config, checkpoints, checkpoint -> checkpoint
                        .track()
                        .equals(track))
                : KeyStatus.withoutSchema(track.table(), config);
    }

    /** A checkpoint with the last attempt at its track; the values of the attempt are empty if there was none. */
    private record LastAttempt(
            Track track,
            long lastGroup,
            long replayTo,
            Optional<TableSnapshot.Attempt> attempt,
            Optional<String> outcome,
            Optional<String> error) {

        static LastAttempt of(ResultSet row) throws SQLException {
            Optional<String> kind = Optional.ofNullable(row.getString(6));
            return new LastAttempt(
                    new Track(row.getString(1), row.getString(2), TableNames.canonical(row.getString(3))),
                    row.getLong(4),
                    row.getLong(5),
                    Optional.ofNullable(row.getObject(8, LocalDateTime.class))
                            .map(endedAt -> new TableSnapshot.Attempt(endedAt, kind)),
                    Optional.ofNullable(row.getString(7)),
                    Optional.ofNullable(row.getString(9)));
        }

        boolean isReplayDue() {
            return lastGroup < replayTo;
        }

        /** The one of two attempts with the higher group; the later one if both groups are the same. */
        LastAttempt orFurther(LastAttempt later) {
            return Math.max(lastGroup, replayTo) > Math.max(later.lastGroup, later.replayTo) ? this : later;
        }
    }

    /** One for each table, source and POD. */
    private Collection<LastAttempt> lastAttempts(Connection connection) throws SQLException {
        String sql = LAST_ATTEMPTS.fill(Map.of(
                "checkpoint", warehouse.dialect().qualified(Checkpoints.TABLE),
                "run", warehouse.dialect().qualified(RunLog.TABLE)));
        Map<Track, LastAttempt> attempts = new LinkedHashMap<>();
        // until the next cycle, the rows of an earlier version may have two spellings of one table
        Jdbc.query(connection, sql, LastAttempt::of)
                .forEach(attempt -> attempts.merge(attempt.track(), attempt, LastAttempt::orFurther));
        return attempts.values();
    }

    /** The rows of a target; empty if it does not exist. */
    private OptionalLong countRows(Connection connection, String target) throws SQLException {
        return !warehouse.catalog().has(connection, target)
                ? OptionalLong.empty()
                : OptionalLong.of(Jdbc.number(
                        connection,
                        COUNT_ROWS.fill("target", warehouse.dialect().qualified(target))));
    }

    /** The number of rows in the quarantine. */
    private Map<Track, Long> quarantined(Connection connection) throws SQLException {
        Map<Track, Long> rows = new HashMap<>();
        control.quarantine()
                .count(connection)
                .forEach(count ->
                        rows.merge(new Track(count.source(), count.pod(), count.table()), count.rows(), Long::sum));
        return rows;
    }

    /** The most important thing that a person should know about a table. */
    private record Condition(TableSnapshot.State state, Optional<String> error) {}

    private Condition condition(LastAttempt last, OptionalLong rows, PausedNames pauses, SchemaHolds holds) {
        String table = last.track().table();
        if (!config.filter().accepts(table)) {
            return new Condition(TableSnapshot.State.EXCLUDED, last.error());
        }
        if (pauses.isPaused(table)) {
            return new Condition(TableSnapshot.State.PAUSED, last.error());
        }
        Optional<SchemaHolds.Hold> hold = holds.of(table);
        if (hold.isPresent()) {
            return new Condition(
                    TableSnapshot.State.WAITING_FOR_SCHEMA,
                    Optional.of("waiting for schema file " + hold.get().address()));
        }
        if (rows.isEmpty() && last.lastGroup() > 0 && !last.isReplayDue()) {
            return new Condition(
                    TableSnapshot.State.MISSING,
                    Optional.of("the target table is gone, though groups of it were consumed; 'replay --table " + table
                            + " --from-group 1' makes and fills it again"));
        }
        TableSnapshot.State state = last.outcome()
                .map(outcome -> TableSnapshot.State.valueOf(outcome.toUpperCase(Locale.ROOT)))
                .orElse(TableSnapshot.State.NEW);
        return new Condition(state, last.error());
    }

    private static List<SyncSnapshot.UnappliedFile> notApplied(
            List<SchemaFileEntry> files, SchemaFileOutcome... outcomes) {
        return files.stream()
                .filter(file -> List.of(outcomes).contains(file.outcome()))
                .map(file -> new SyncSnapshot.UnappliedFile(
                        Source.uri(file.source(), file.key()),
                        file.note(),
                        file.outcome() == SchemaFileOutcome.WAITING))
                .toList();
    }
}
