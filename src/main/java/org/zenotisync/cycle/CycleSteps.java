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
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.Consumption;
import org.zenotisync.load.LoadResult;
import org.zenotisync.load.SyncListener;
import org.zenotisync.load.TableKey;
import org.zenotisync.model.Counted;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.schema.FeedTable;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.warehouse.Jdbc;

/** The steps of a cycle that its routes call, outside of the transactions of table groups. */
public final class CycleSteps {

    /** The exchange property that holds the {@link Cycle}. */
    public static final String CYCLE = "ZenotiCycle";

    private static final Logger LOG = LoggerFactory.getLogger(CycleSteps.class);

    /** Unknown objects that a cycle names in the log; the others are counted. */
    private static final int MOST_UNKNOWN_LOGGED = 20;

    private final SyncConfig config;
    private final DataSource dataSource;
    private final Clock clock;
    private final FeedListing listing;
    private final ControlTables control;
    private final SchemaChanges schemaChanges;
    private final SchemaApplier schemaApplier;
    private final Consumption consumption;
    private final SyncListener listener;

    public CycleSteps(
            SyncConfig config,
            DataSource dataSource,
            Clock clock,
            FeedListing listing,
            ControlTables control,
            SchemaChanges schemaChanges,
            SchemaApplier schemaApplier,
            Consumption consumption,
            SyncListener listener) {
        this.config = config;
        this.dataSource = dataSource;
        this.clock = clock;
        this.listing = listing;
        this.control = control;
        this.schemaChanges = schemaChanges;
        this.schemaApplier = schemaApplier;
        this.consumption = consumption;
        this.listener = listener;
    }

    /**
     * Begins a cycle: reaches the source and the target.
     *
     * @throws ListingException if the source cannot be listed
     * @throws UnreachableException if the target cannot be reached
     */
    public Cycle begin() {
        FeedListing.Level root = listing.level(config.source(), "");
        try {
            control.create();
        } catch (SQLException e) {
            throw new UnreachableException(
                    "the target " + config.target().safeUrl() + " cannot be reached: " + Failures.text(e), e);
        }
        if (root.folders().isEmpty()) {
            LOG.warn(
                    "No folder lies below s3://{}: is zenoti.prefix the root directory folder?",
                    config.source().id());
        }
        Cycle cycle = new Cycle();
        cycle.rootListed(root);
        return cycle;
    }

    /** The schema files that are new or have changed, in the order in which they are applied. */
    public List<SchemaFile> findSchemaFiles(@ExchangeProperty(CYCLE) Cycle cycle) throws SQLException {
        SchemaChanges.Found found =
                schemaChanges.find(config.source(), cycle.root().folders(), false);
        cycle.unknownFound(found.unknown().stream().map(FeedObject::key).toList());
        return found.files();
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied(SchemaFile file, @ExchangeProperty(CYCLE) Cycle cycle) {
        LOG.info("Applied {}", file.object().uri());
        cycle.schemaFileApplied();
    }

    /** Notes that a schema file was refused; the other files and all tables go on. */
    public void schemaFileFailed(
            SchemaFile file,
            @ExchangeProperty("CamelExceptionCaught") Exception failure,
            @ExchangeProperty(CYCLE) Cycle cycle)
            throws SQLException {
        String reason = Failures.text(failure);
        logFailure(file.object().uri(), reason);
        cycle.schemaFileFailed(new CycleReport.SchemaFailure(file.object().uri(), reason));
        schemaApplier.recordFailure(file, reason);
    }

    /** Notes that the schema route is stopped. */
    public void schemaPaused(@ExchangeProperty(CYCLE) Cycle cycle) {
        LOG.info("The schema route is stopped: schema files wait");
        cycle.schemaPaused();
    }

    /** Whether the loop of a cycle goes on: always once, and then while groups wait that a pass did not take on. */
    public static boolean isPassDue(Object cycle) {
        return ((Cycle) cycle).isPassDue();
    }

    /** Lists the feed beyond the checkpoints and says what to load, one lane per table. */
    public List<Lane> findBacklog(@ExchangeProperty(CYCLE) Cycle cycle) throws SQLException {
        String source = config.source().id();
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, source));
        schemaApplier
                .createMissing(
                        table -> hasConsumed(checkpoints, table),
                        // of what an empty table was loaded from before, nothing is left: all is loaded again
                        (connection, table) -> control.manifest().forget(connection, source, table))
                .forEach(table -> reportGone(table, cycle));
        if (cycle.scan() == null) {
            warnOfWrongKeys();
        }
        FeedScan scan = scan(cycle, checkpoints);
        Backlog backlog = planner(checkpoints).plan(scan);
        cycle.scanned(scan, backlog);
        prepareCheckpoints(backlog, checkpoints);
        reportUnknown(source, backlog.unknown());
        List<TableGroup> groups = backlog.tableGroups();
        LOG.info(
                "{} of {} to load, {} waiting to settle",
                Counted.of(groups.size(), "table group"),
                Counted.of(backlog.lanes().size(), "table"),
                backlog.waiting().size());
        listener.backlogFound(backlog.lanes().size(), groups.size(), backlog.bytes());
        if (cycle.isSchemaPaused() && isAnySchemaFileWaiting(cycle)) {
            backlog.lanes().forEach(lane -> lanePaused(lane, cycle));
            return List.of();
        }
        return backlog.lanes();
    }

    /** A wrong key is told as soon as the table is known, not only when something of it is loaded. */
    private void warnOfWrongKeys() throws SQLException {
        Jdbc.with(dataSource, c -> control.tables().all(c)).stream()
                .map(FeedTable::definition)
                .filter(table -> config.filter().accepts(table.name()))
                .forEach(table -> TableKey.complaint(table, config).ifPresent(text -> LOG.warn("{}", text)));
    }

    /** Upgrades come before the data that needs them. */
    private boolean isAnySchemaFileWaiting(Cycle cycle) throws SQLException {
        return !schemaChanges
                .find(config.source(), cycle.root().folders(), false)
                .files()
                .isEmpty();
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
            warnOfWrongKeys();
        }
        SchemaChanges.Found schema =
                schemaChanges.find(config.source(), cycle.root().folders(), fresh);
        return new Preview(schema.files(), planner(checkpoints).plan(scan(cycle, checkpoints)));
    }

    /** How the tables stand; empty for a database that was never written to. */
    public SyncStatus status() throws SQLException {
        return control.exist() ? control.status(config.filter()) : new SyncStatus(List.of(), List.of(), List.of());
    }

    /**
     * Goes back so that the groups of a table are consumed again by the next cycle.
     *
     * @param table folded table name
     * @param pod only this POD, in any case; null for all
     * @return the number of PODs that had consumed any of them
     */
    public int rewind(String table, String pod, long fromGroup) throws SQLException {
        if (!control.exist()) {
            return 0;
        }
        String source = config.source().id();
        return Jdbc.inTransaction(dataSource, connection -> {
            int rewound = 0;
            for (Checkpoint checkpoint : control.checkpoints().all(connection, source)) {
                boolean chosen = checkpoint.table().equals(table)
                        && (pod == null || checkpoint.pod().equalsIgnoreCase(pod));
                if (chosen && checkpoint.lastGroup() >= fromGroup) {
                    control.checkpoints()
                            .rewind(connection, new TableGroupId(source, checkpoint.pod(), table, fromGroup));
                    control.podProgress().reset(connection, source, checkpoint.pod());
                    rewound++;
                }
            }
            return rewound;
        });
    }

    private FeedScan scan(Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        List<PodProgress.Progress> progress = control.exist()
                ? Jdbc.with(dataSource, c -> control.podProgress()
                        .all(c, config.source().id()))
                : List.of();
        return new FeedScanner(listing, config.source(), config.filter(), config.lookBack())
                .scan(cycle.root(), progress, checkpoints);
    }

    private BacklogPlanner planner(List<Checkpoint> checkpoints) {
        return new BacklogPlanner(checkpoints, this::consumed, config.settle(), clock.instant());
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
        logFailure("table " + table, reason);
        cycle.schemaFileFailed(new CycleReport.SchemaFailure("table " + table, reason));
    }

    private Map<String, String> consumed(String pod, long fromGroup) {
        try {
            return Jdbc.with(
                    dataSource, c -> control.manifest().etags(c, config.source().id(), pod, fromGroup));
        } catch (SQLException e) {
            throw new UnreachableException("the manifest of " + pod + " cannot be read: " + Failures.text(e), e);
        }
    }

    /** Makes the rows that a load locks, and takes back those of table groups that have changed. */
    private void prepareCheckpoints(Backlog backlog, List<Checkpoint> known) throws SQLException {
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
            }
            return null;
        });
    }

    private void reportUnknown(String source, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        List<String> known = Jdbc.with(dataSource, c -> control.unknownObjects().all(c, source));
        List<String> fresh = keys.stream().filter(key -> !known.contains(key)).toList();
        fresh.stream()
                .limit(MOST_UNKNOWN_LOGGED)
                .forEach(key -> LOG.warn(
                        "{} belongs to no known layout of the feed and is not loaded",
                        config.source().uri(key)));
        if (fresh.size() > MOST_UNKNOWN_LOGGED) {
            LOG.warn(
                    "{} more belong to no known layout of the feed and are not loaded",
                    Counted.of(fresh.size() - MOST_UNKNOWN_LOGGED, "object"));
        }
        Jdbc.inTransaction(dataSource, connection -> {
            control.unknownObjects().add(connection, source, fresh);
            return null;
        });
    }

    /** Notes that a table group is being loaded. */
    public void tableGroupStarted(TableGroup group, @ExchangeProperty(CYCLE) Cycle cycle) {
        cycle.started(group.id());
        listener.tableGroupStarted(group);
    }

    /** Notes a consumed table group, or one that another process has consumed meanwhile. */
    public void tableGroupConsumed(LoadResult result, @ExchangeProperty(CYCLE) Cycle cycle) {
        TableGroup group = result.plan().group();
        cycle.stopped(group.id());
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(group, TableGroupOutcome.State.CONSUMED, result.counts(), null));
    }

    /** Notes a table whose route is stopped, or that waits for schema files. */
    public void lanePaused(Lane lane, @ExchangeProperty(CYCLE) Cycle cycle) {
        lane.pods().forEach(pod -> podLanePaused(pod, cycle));
        listener.tableEnded(lane.table());
    }

    /** Notes a table of a POD whose route is stopped. */
    public void podLanePaused(Lane.PodLane lane, @ExchangeProperty(CYCLE) Cycle cycle) {
        tableGroupPaused(lane.groups().get(0), cycle);
    }

    /** Notes a table group that needs a route that is stopped; the later ones of its table and POD wait behind it. */
    public void tableGroupPaused(TableGroup group, @ExchangeProperty(CYCLE) Cycle cycle) {
        String reason = cycle.isSchemaPaused()
                ? "the schema route is stopped and schema files wait"
                : "a route that it needs is stopped";
        LOG.info("{} waits: {}", group.id(), reason);
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(group, TableGroupOutcome.State.PAUSED, RunLog.Counts.NONE, reason));
    }

    /** Notes a table group that failed, after its transaction was rolled back. */
    public void tableGroupFailed(
            TableGroup group,
            @ExchangeProperty("CamelExceptionCaught") Exception failure,
            @ExchangeProperty(CYCLE) Cycle cycle) {
        String reason = Failures.text(failure);
        logFailure(group.id().toString(), reason);
        LOG.debug("{} failed", group.id(), failure);
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(group, TableGroupOutcome.State.FAILED, RunLog.Counts.NONE, reason));
        try {
            consumption.recordFailure(group, cycle.stopped(group.id()), reason);
        } catch (SQLException e) {
            LOG.error("The failure of {} cannot be written to the run log: {}", group.id(), Failures.text(e));
        }
    }

    /** A reason is told once: here, or by the listener when the cycle has ended. */
    private void logFailure(String subject, String reason) {
        if (listener.failed(subject, reason)) {
            LOG.error("{} failed; the reason is listed at the end", subject);
        } else {
            LOG.error("{} failed: {}", subject, reason);
        }
    }

    /** Notes that a lane has come to its end. */
    public void laneEnded(Lane lane) {
        listener.tableEnded(lane.table());
    }

    /** Notes how far every POD is consumed whole, so that the next listing starts behind it. */
    public void finishPass(@ExchangeProperty(CYCLE) Cycle cycle) throws SQLException {
        String source = config.source().id();
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, source));
        Map<String, Long> lastGroups =
                checkpoints.stream().collect(Collectors.toMap(c -> c.pod() + "|" + c.table(), Checkpoint::lastGroup));
        boolean progressed = false;
        List<PodProgress.Progress> changed = new ArrayList<>();
        List<PodProgress.Progress> before =
                Jdbc.with(dataSource, c -> control.podProgress().all(c, source));
        for (PodScan pod : cycle.scan().pods()) {
            PodProgress.Progress progress = progressOf(pod, lastGroups);
            if (progress.completeGroup() > 0 && !before.contains(progress)) {
                changed.add(progress);
                progressed = true;
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            for (PodProgress.Progress progress : changed) {
                control.podProgress().save(connection, source, progress);
            }
        }
        if (!progressed) {
            cycle.noProgress();
        }
    }

    /** The newest group never counts as consumed whole: objects may still turn up in it. */
    private PodProgress.Progress progressOf(PodScan pod, Map<String, Long> lastGroups) {
        long complete =
                pod.listed().isEmpty() ? pod.newestGroup() : pod.listed().firstKey() - 1;
        for (Map.Entry<Long, List<TableGroup>> group : pod.listed().entrySet()) {
            boolean whole = group.getValue().stream()
                    .allMatch(g -> lastGroups.getOrDefault(g.id().pod() + "|" + g.id().table(), 0L) >= group.getKey());
            if (!whole || group.getKey() == pod.newestGroup()) {
                break;
            }
            complete = group.getKey();
        }
        long end = complete;
        long groups = pod.groupFolders().stream().filter(group -> group <= end).count();
        return new PodProgress.Progress(
                pod.pod(), complete, groups, config.filter().toString());
    }

    /** Notes that a scheduled cycle could not run; the next one tries again. */
    public void cycleFailed(@ExchangeProperty("CamelExceptionCaught") Exception failure) {
        listener.cycleEnded();
        LOG.error("The cycle could not run: {}", Failures.text(failure));
        LOG.debug("The cycle could not run", failure);
    }

    /** Ends the cycle. */
    public CycleReport finish(@ExchangeProperty(CYCLE) Cycle cycle) {
        CycleReport report = cycle.report();
        listener.cycleEnded();
        LOG.info(
                "Cycle ended after {} ms: {} consumed, {} failed",
                report.took().toMillis(),
                Counted.of(cycle.consumed(), "table group"),
                report.failures().size());
        return report;
    }
}
