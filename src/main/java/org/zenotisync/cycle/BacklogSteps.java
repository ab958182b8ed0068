package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.ContentCheck;
import org.zenotisync.load.MisnamedFiles;
import org.zenotisync.load.SyncListener;
import org.zenotisync.load.TableKey;
import org.zenotisync.model.Counted;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.warehouse.Jdbc;

/** The steps of a pass: what waits in the source, what is loaded, and how far it is consumed whole. */
public final class BacklogSteps {

    /** Objects to load that one pass takes on, so that memory does not grow with the backlog. */
    private static final int OBJECTS_PER_PASS = 100_000;

    /** Files of one group of a POD at most, which are listed and sorted in memory: about 300 bytes each. */
    private static final int FILES_PER_GROUP = 250_000;

    private static final Logger LOG = LoggerFactory.getLogger(BacklogSteps.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final Clock clock;
    private final FeedListing listing;
    private final ControlTables control;
    private final SchemaChanges schemaChanges;
    private final SchemaApplier schemaApplier;
    private final SchemaSteps schema;
    private final TableGroupSteps tableGroups;
    private final UnknownReport unknownReport;
    private final LateReport lateReport;
    private final ContentCheck contents;
    private final ContentCheck contentsForPreview;
    private final FailureLog failures;
    private final SyncListener listener;
    private final Pauses pauses;
    private final TableStates states;
    private volatile int objectsPerPass = OBJECTS_PER_PASS;
    private volatile int filesPerGroup = FILES_PER_GROUP;

    /**
     * @param contents reads objects by the routes
     * @param contentsForPreview reads them where there are no routes
     */
    public BacklogSteps(
            SyncConfig config,
            DataSource dataSource,
            Clock clock,
            FeedListing listing,
            ControlTables control,
            SchemaChanges schemaChanges,
            SchemaApplier schemaApplier,
            SchemaSteps schema,
            TableGroupSteps tableGroups,
            UnknownReport unknownReport,
            LateReport lateReport,
            ContentCheck contents,
            ContentCheck contentsForPreview,
            FailureLog failures,
            SyncListener listener,
            Pauses pauses,
            TableStates states) {
        this.config = config;
        this.dataSource = dataSource;
        this.clock = clock;
        this.listing = listing;
        this.control = control;
        this.schemaChanges = schemaChanges;
        this.schemaApplier = schemaApplier;
        this.schema = schema;
        this.tableGroups = tableGroups;
        this.unknownReport = unknownReport;
        this.lateReport = lateReport;
        this.contents = contents;
        this.contentsForPreview = contentsForPreview;
        this.failures = failures;
        this.listener = listener;
        this.pauses = pauses;
        this.states = states;
    }

    void limitPasses(int objects) {
        objectsPerPass = objects;
    }

    void limitGroups(int files) {
        filesPerGroup = files;
    }

    /** Lists the feed beyond the checkpoints and says what to load, one lane per table. */
    public List<Lane> findBacklog(@ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) throws SQLException {
        String source = config.source().id();
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, source));
        schemaApplier
                .createMissing(
                        table -> hasConsumed(checkpoints, table),
                        // of what an empty table was loaded from before, nothing is left: all is loaded again
                        (connection, table) -> {
                            control.manifest().forget(connection, source, table);
                            control.quarantine().forget(connection, source, table);
                        })
                .forEach(table -> reportGone(table, cycle));
        boolean isFirstPass = cycle.scan() == null;
        List<FeedTable> tables = Jdbc.with(dataSource, c -> control.tables().all(c));
        if (isFirstPass) {
            warnOfWrongKeys(tables);
            pauses.refreshForCycle();
        }
        FeedScan scan = scan(cycle, checkpoints);
        scan.failures().stream()
                .filter(cycle::failed)
                .forEach(failure -> failures.told(failure.subject(), failure.reason()));
        if (isFirstPass) {
            warnOfPrefix(cycle, scan);
        }
        ContentNotes notes = new ContentNotes(config, dataSource, control, contents);
        Backlog backlog = planner(cycle, checkpoints, notes).plan(scan);
        notes.save();
        if (!backlog.lanes().isEmpty() && !cycle.isSchemaPaused() && schema.isOutdated(cycle)) {
            // the next pass begins with them
            return List.of();
        }
        backlog.misnamed().stream()
                .map(BacklogSteps::misnamed)
                .filter(cycle::failed)
                .forEach(failure -> failures.told(failure.subject(), failure.reason()));
        cycle.scanned(scan, backlog);
        states.listed(isFirstPass, scan, checkpoints, backlog.replays());
        SchemaHolds holds =
                cycle.isSchemaPaused() ? SchemaHolds.NONE : cycle.schema().holds();
        states.held(holds);
        noteKeys(tables, checkpoints);
        prepareCheckpoints(scan, backlog, checkpoints);
        unknownReport.update(config.source(), scan.unknown(), scan.isUnknownWhole(), scan.lookedAt()::covers);
        lateReport.update(config.source(), scan, backlog.late());
        List<TableGroup> groups = backlog.tableGroups();
        LOG.info(
                "{} of {} to load, {} waiting to settle",
                Counted.of(groups.size(), "table group"),
                Counted.of(backlog.lanes().size(), "table"),
                backlog.waiting().size());
        listener.backlogFound(backlog.lanes().size(), groups.size(), backlog.bytes());
        if (cycle.isSchemaPaused() && schema.isAnySchemaFileWaiting(cycle)) {
            backlog.lanes().forEach(lane -> tableGroups.lanePaused(lane, cycle));
            return List.of();
        }
        List<Lane> free = new ArrayList<>();
        for (Lane lane : backlog.lanes()) {
            holds.of(lane.table())
                    .ifPresentOrElse(hold -> tableGroups.laneWaits(lane, hold, cycle), () -> free.add(lane));
        }
        return free;
    }

    /** What a cycle would do now; changes nothing, and needs no control tables. */
    public Preview preview() throws SQLException {
        Cycle cycle = new Cycle();
        cycle.rootListed(listing.level(config.source(), ""));
        boolean fresh = !control.exist();
        List<Checkpoint> checkpoints = fresh
                ? List.of()
                : Jdbc.with(dataSource, c -> control.checkpoints()
                        .all(c, config.source().id()));
        if (!fresh) {
            warnOfWrongKeys(Jdbc.with(dataSource, c -> control.tables().all(c)));
        }
        SchemaChanges.Found found =
                schemaChanges.preview(config.source(), cycle.root().folders(), fresh);
        FeedScan scan = scan(cycle, checkpoints);
        Backlog backlog = planner(cycle, checkpoints, new ContentNotes(config, dataSource, control, contentsForPreview))
                .plan(scan);
        Stream.concat(scan.failures().stream(), backlog.misnamed().stream().map(BacklogSteps::misnamed))
                .forEach(failure -> LOG.error("{}: {}", failure.subject(), failure.reason()));
        warnOfPrefix(cycle, scan);
        return new Preview(
                found.files(),
                found.unknown().keys(),
                backlog,
                control.pauses(),
                control.holds(config.source(), found.files()));
    }

    private static CycleReport.SchemaFailure misnamed(TableGroup group) {
        return new CycleReport.SchemaFailure(group.id().toString(), MisnamedFiles.inConsumedGroup(group));
    }

    /** Notes how far every POD is consumed whole, so that the next listing starts behind it. */
    public void finishPass(@ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) throws SQLException {
        if (cycle.scan() == null) {
            return;
        }
        String source = config.source().id();
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, source));
        Map<String, Long> lastGroups =
                checkpoints.stream().collect(Collectors.toMap(c -> c.pod() + "|" + c.table(), Checkpoint::lastGroup));
        List<PodProgress.Progress> before =
                Jdbc.with(dataSource, c -> control.podProgress().all(c, source));
        Jdbc.inTransaction(dataSource, connection -> {
            for (PodScan pod : cycle.scan().pods()) {
                long complete = completeGroup(pod, before, lastGroups);
                PodProgress.Progress progress = new PodProgress.Progress(
                        pod.pod(),
                        complete,
                        pod.foldersUpTo(complete),
                        config.filter().toString());
                if (complete > 0 && !before.contains(progress)) {
                    control.podProgress().save(connection, source, progress);
                }
            }
            if (!cycle.isSchemaPaused() && cycle.schema().isCurrent()) {
                noteSeen(connection, cycle, checkpoints);
            }
            return null;
        });
        ContentNotes notes = new ContentNotes(config, dataSource, control, contents);
        notes.readUndigested(cycle.scan());
        notes.save();
    }

    /** What should have been loaded and was not has the order of columns of the scripts that are known by now. */
    private void noteSeen(Connection connection, Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        for (Checkpoint checkpoint : checkpoints) {
            long planned = cycle.plannedUpTo(checkpoint.pod(), checkpoint.table());
            if (planned > checkpoint.lastGroup()) {
                control.seenGroups()
                        .note(connection, checkpoint.source(), checkpoint.pod(), checkpoint.table(), planned);
            }
        }
    }

    /** The newest group never counts as consumed whole: objects may still turn up in it. */
    private static long completeGroup(PodScan pod, List<PodProgress.Progress> before, Map<String, Long> lastGroups) {
        // a replay of this very pass has taken the kept progress back behind what the listing knew
        long complete = before.stream()
                .filter(progress -> progress.pod().equals(pod.pod()))
                .mapToLong(PodProgress.Progress::completeGroup)
                .map(kept -> Math.min(kept, pod.complete()))
                .findFirst()
                .orElse(0);
        for (long group : pod.groupFolders()) {
            if (group <= complete) {
                continue;
            }
            boolean whole = group < pod.newestGroup()
                    && pod.listed().containsKey(group)
                    && pod.listed().get(group).stream()
                            .allMatch(g -> lastGroups.getOrDefault(g.id().pod() + "|" + g.id().table(), 0L) >= group);
            if (!whole) {
                break;
            }
            complete = group;
        }
        return complete;
    }

    /** A wrong key is told as soon as the table is known, not only when something of it is loaded. */
    private void warnOfWrongKeys(List<FeedTable> tables) {
        tables.stream()
                .map(FeedTable::definition)
                .filter(table -> config.filter().accepts(table.name()))
                .forEach(table -> TableKey.complaint(table, config).ifPresent(text -> LOG.warn("{}", text)));
    }

    /** By what key each table and POD is loaded; nothing that is shown later asks the target. */
    private void noteKeys(List<FeedTable> known, List<Checkpoint> checkpoints) {
        Map<String, FeedTable> tables =
                known.stream().collect(Collectors.toMap(FeedTable::name, table -> table, (a, b) -> a));
        Map<String, List<Checkpoint>> ofTable = checkpoints.stream().collect(Collectors.groupingBy(Checkpoint::table));
        states.keys((pod, table) -> tables.containsKey(table)
                ? KeyStatus.of(
                        tables.get(table), config, ofTable.getOrDefault(table, List.of()), checkpoint -> checkpoint
                                .pod()
                                .equals(pod))
                : KeyStatus.withoutSchema(table, config));
    }

    /** Otherwise a cycle that looks at the wrong folder would end as if all were in step. */
    private void warnOfPrefix(Cycle cycle, FeedScan scan) {
        new PrefixAdvice(listing, config.source())
                .of(cycle.root(), scan.pods().size())
                .ifPresent(advice -> LOG.warn("{}", advice));
    }

    private FeedScan scan(Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        List<PodProgress.Progress> progress = control.exist()
                ? Jdbc.with(dataSource, c -> control.podProgress()
                        .all(c, config.source().id()))
                : List.of();
        return new FeedScanner(
                        listing,
                        config.source(),
                        config.filter(),
                        table -> config.kindOf(table).isPresent(),
                        config.lookBack(),
                        objectsPerPass,
                        filesPerGroup)
                .scan(cycle.root(), progress, checkpoints, cycle.listedUpTo());
    }

    private BacklogPlanner planner(Cycle cycle, List<Checkpoint> checkpoints, ContentNotes notes) {
        // what this cycle has consumed stays consumed for it: if the target has lost it, later groups must not follow
        List<Checkpoint> known = checkpoints.stream()
                .map(checkpoint -> checkpoint.atLeast(cycle.consumedUpTo(checkpoint.pod(), checkpoint.table())))
                .toList();
        return new BacklogPlanner(
                known, this::consumed, notes, config.settle(), clock.instant(), cycle, config.onLateFile());
    }

    /** Whether the target holds rows that no pending group brings: a replay from the first group leaves none. */
    private boolean hasConsumed(List<Checkpoint> checkpoints, String table) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.table().equals(table))
                .anyMatch(checkpoint -> {
                    try {
                        return Jdbc.with(dataSource, c -> control.manifest().isAnyUpTo(c, checkpoint));
                    } catch (SQLException e) {
                        throw new UnreachableException(
                                "the manifest of " + table + " cannot be read: " + Failures.text(e), e);
                    }
                });
    }

    private void reportGone(String table, Cycle cycle) {
        String reason = "the target table is gone, though groups of it were consumed; 'replay --table " + table
                + " --from-group 1' makes and fills it again";
        failures.told("table " + table, reason);
        cycle.schemaFileFailed(new CycleReport.SchemaFailure("table " + table, reason));
    }

    private Map<String, String> consumed(String pod, long fromGroup, long toGroup) {
        try {
            return Jdbc.with(
                    dataSource, c -> control.manifest().etags(c, config.source().id(), pod, fromGroup, toGroup));
        } catch (SQLException e) {
            throw new UnreachableException("the manifest of " + pod + " cannot be read: " + Failures.text(e), e);
        }
    }

    /** Makes the rows that a load locks, and takes back those of table groups that have changed. */
    private void prepareCheckpoints(FeedScan scan, Backlog backlog, List<Checkpoint> known) throws SQLException {
        Set<String> present = new HashSet<>();
        known.forEach(checkpoint -> present.add(checkpoint.pod() + "|" + checkpoint.table()));
        List<TableGroupId> missing = backlog.tableGroups().stream()
                .map(TableGroup::id)
                .filter(id -> present.add(id.pod() + "|" + id.table()))
                .toList();
        if (missing.isEmpty() && backlog.replays().isEmpty()) {
            return;
        }
        Jdbc.inTransaction(dataSource, connection -> {
            for (TableGroupId id : missing) {
                control.checkpoints().ensure(connection, id);
            }
            for (TableGroupId id : backlog.replays()) {
                LOG.warn("Objects of {} are new or have changed since it was consumed: replaying from there", id);
                control.checkpoints().rewind(connection, id);
                PodScan pod = scan.pods().stream()
                        .filter(p -> p.pod().equals(id.pod()))
                        .findFirst()
                        .orElseThrow();
                control.podProgress()
                        .lower(
                                connection,
                                config.source().id(),
                                id.pod(),
                                id.group() - 1,
                                pod.foldersUpTo(id.group() - 1));
            }
            return null;
        });
    }
}
