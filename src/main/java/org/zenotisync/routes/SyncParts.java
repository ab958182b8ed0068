package org.zenotisync.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.TransactedPolicy;
import org.jspecify.annotations.Nullable;
import org.zenotisync.checkpoint.LastGroupRepository;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.Attempts;
import org.zenotisync.consume.Consumption;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.consume.LoadPlanner;
import org.zenotisync.consume.MergeTableGroup;
import org.zenotisync.consume.StageTableGroup;
import org.zenotisync.cycle.Adoption;
import org.zenotisync.cycle.AdoptionCheck;
import org.zenotisync.cycle.AdoptionSource;
import org.zenotisync.cycle.BeginPass;
import org.zenotisync.cycle.ChooseLanes;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.ListFeed;
import org.zenotisync.cycle.MakeMissingTables;
import org.zenotisync.cycle.NoteProgress;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.PlanBacklog;
import org.zenotisync.cycle.PrepareCheckpoints;
import org.zenotisync.cycle.PreviewCycle;
import org.zenotisync.cycle.PublishListing;
import org.zenotisync.cycle.Replay;
import org.zenotisync.cycle.ReportUnknownAndLate;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.SourceNames;
import org.zenotisync.cycle.StatusReader;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.cycle.TableReader;
import org.zenotisync.cycle.TransactionProof;
import org.zenotisync.cycle.UnconsumedGroups;
import org.zenotisync.cycle.UnknownReport;
import org.zenotisync.event.FailureLog;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.merge.AppendOnlyFactMerge;
import org.zenotisync.merge.DimensionMerge;
import org.zenotisync.merge.FactMerge;
import org.zenotisync.merge.Merge;
import org.zenotisync.ops.StallDetector;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.s3.S3ObjectReader;
import org.zenotisync.s3.S3ObjectStore;
import org.zenotisync.s3.SourceClients;
import org.zenotisync.schema.SchemaAcceptance;
import org.zenotisync.schema.SchemaAdoption;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaConcerns;
import org.zenotisync.schema.SchemaScripts;
import org.zenotisync.schema.TableUse;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.stage.Stager;
import org.zenotisync.status.LiveStatus;
import org.zenotisync.verify.VerifyParts;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

/** Assembles the sync. Every object of it is created here, once. */
final class SyncParts {

    /** Sources that are listed side by side. */
    private static final int SOURCES_SIDE_BY_SIDE = 8;

    private final CamelContext context;
    private final SyncNames names;
    private final SyncThreads threads;
    private final RunningRoute running;
    private final EventEndpoint eventEndpoint;
    private final StallDetector stalls;
    private final Optional<TransactedPolicy> policy;
    private final SyncConfig config;
    private final DataSource dataSource;
    private final Clock clock;
    private final Warehouse warehouse;
    private final ControlTables control;
    private final LiveStatus live;
    private final Pauses pauses;
    private final SchemaApplier schemaApplier;
    private final SchemaDecisions schemaDecisions;
    private final CycleSteps cycleSteps;
    private final SchemaSteps schemaSteps;
    private final BeginPass beginPass;
    private final MakeMissingTables makeMissingTables;
    private final ListFeed listFeed;
    private final PlanBacklog planBacklog;
    private final PublishListing publishListing;
    private final PrepareCheckpoints prepareCheckpoints;
    private final ReportUnknownAndLate reportUnknownAndLate;
    private final ChooseLanes chooseLanes;
    private final NoteProgress noteProgress;
    private final PreviewCycle previewCycle;
    private final Adoption adoption;
    private final TableGroupSteps tableGroupSteps;
    private final LoadPlanner loadPlanner;
    private final StageTableGroup stageTableGroup;
    private final Consumption consumption;
    private final VerifyParts verify;
    private final SourceClients clients;
    private @Nullable HostTransactions transactions;

    /**
     * @param dataSource connects to the target, and joins transactions
     * @param policy makes the transactions of table groups; empty for the one of the context
     * @param clients connect to the sources
     * @param observers receive the events of the sync
     */
    SyncParts(
            CamelContext context,
            SyncNames names,
            SyncConfig config,
            DataSource dataSource,
            Optional<TransactedPolicy> policy,
            SourceClients clients,
            Clock clock,
            List<SyncSubscriber> observers) {
        this.context = context;
        this.names = names;
        this.policy = policy;
        this.config = config;
        this.clients = clients;
        this.dataSource = dataSource;
        this.clock = clock;
        threads = new SyncThreads(context, names);
        running = new RunningRoute(names);
        warehouse = Warehouses.of(config.target().url().text())
                .warehouse(new WarehouseSetup(
                        config.target().schema().orElse(null),
                        config.target().own(),
                        config.isEmptyTextNull(),
                        S3ObjectStore.of(config.sourceConfigs(), clients)));
        control = new ControlTables(dataSource, warehouse, config.target(), clock);
        live = new LiveStatus(clock);
        pauses = new Pauses(dataSource, control, live);
        eventEndpoint = new EventEndpoint(context, names);
        ReadCounters counters = new ReadCounters();
        stalls = new StallDetector(counters, config.stalledAfter(), System::nanoTime);
        SyncEvents events = events(observers);

        FeedListing listing = new FeedListing(clients);
        EachSource eachSource = new EachSource(sourceThreads());
        ObjectReader objects = new CamelObjectReader(context.createProducerTemplate(), names, running);
        ObjectReader objectsWithoutRoutes = new S3ObjectReader(clients);
        ContentCheck contents = new ContentCheck(objects);

        SchemaScripts scripts = new SchemaScripts(objects);
        SchemaChanges changes =
                new SchemaChanges(listing, dataSource, control.schemaFiles(), control.tables(), scripts);
        schemaApplier = new SchemaApplier(
                dataSource,
                warehouse,
                config,
                control.schemaFiles(),
                control.tables(),
                scripts,
                control.layouts(),
                control.seenGroups(),
                this::usesOf);
        schemaDecisions = new SchemaDecisions(
                config,
                dataSource,
                control,
                listing,
                changes,
                new SchemaAcceptance(
                        dataSource,
                        warehouse,
                        config,
                        control.schemaFiles(),
                        control.tables(),
                        new SchemaScripts(objectsWithoutRoutes),
                        control.layouts(),
                        control.seenGroups(),
                        this::usesOf));

        UnknownReport unknownReport = new UnknownReport(dataSource, control);
        cycleSteps = new CycleSteps(config, listing, eachSource, control, sourceNames(), events, counters);
        schemaSteps = new SchemaSteps(
                config,
                dataSource,
                control,
                listing,
                eachSource,
                changes,
                schemaApplier,
                new SchemaConcerns(scripts),
                unknownReport);

        Attempts attempts = new Attempts();
        loadPlanner = new LoadPlanner(
                dataSource, warehouse, config, control.checkpoints(), control.tables(), control.layouts());
        Stager stager = new Stager(warehouse, config, objects, listing, newReaders(), counters);
        stageTableGroup = new StageTableGroup(dataSource, config, control.manifest(), contents, stager);
        consumption = new Consumption(
                dataSource,
                warehouse,
                config,
                control.manifest(),
                control.runLog(),
                control.quarantine(),
                control.lateObjects(),
                attempts);
        tableGroupSteps = new TableGroupSteps(config, control, consumption, pauses, attempts);

        beginPass = new BeginPass(config, dataSource, control, pauses);
        makeMissingTables = new MakeMissingTables(config, dataSource, control, schemaApplier);
        listFeed = new ListFeed(config, dataSource, control, listing, eachSource);
        planBacklog = new PlanBacklog(config, dataSource, control, clock, contents, schemaSteps);
        publishListing = new PublishListing(config);
        prepareCheckpoints = new PrepareCheckpoints(dataSource, control);
        reportUnknownAndLate =
                new ReportUnknownAndLate(unknownReport, new LateReport(dataSource, config, control.lateObjects()));
        chooseLanes = new ChooseLanes(schemaSteps, tableGroupSteps);
        noteProgress = new NoteProgress(config, dataSource, control, contents);
        previewCycle = new PreviewCycle(
                config,
                dataSource,
                control,
                listing,
                eachSource,
                changes,
                listFeed,
                planBacklog,
                new ContentCheck(objectsWithoutRoutes));
        verify = new VerifyParts(
                dataSource,
                warehouse,
                config,
                control,
                listing,
                new UnconsumedGroups(config, dataSource, control, listing, listFeed),
                loadPlanner,
                stager,
                objects,
                counters,
                events,
                clock);
        adoption = adoption(listing, new SchemaScripts(objectsWithoutRoutes));
    }

    /** @param scripts reads schema files without routes */
    private Adoption adoption(FeedListing listing, SchemaScripts scripts) {
        SchemaAdoption schemas = new SchemaAdoption(
                warehouse, config, control.schemaFiles(), control.tables(), control.seenGroups(), scripts);
        SchemaChanges changes =
                new SchemaChanges(listing, dataSource, control.schemaFiles(), control.tables(), scripts);
        return new Adoption(
                dataSource,
                warehouse,
                control,
                new AdoptionSource(config, dataSource, control, listing, changes, schemas),
                new AdoptionCheck(warehouse, config, control, schemas),
                schemas);
    }

    /**
     * The live status comes first, so that it is up to date when the other subscribers receive an event. The
     * application's consumer of events comes last, because it may take long.
     */
    private SyncEvents events(List<SyncSubscriber> observers) {
        List<SyncSubscriber> subscribers = new ArrayList<>();
        subscribers.add(live);
        subscribers.add(stalls);
        subscribers.add(new FailureLog(observers.stream().noneMatch(SyncSubscriber::showsProblems)));
        subscribers.addAll(observers);
        subscribers.add(eventEndpoint);
        return new SyncEvents(subscribers);
    }

    private List<TableUse> usesOf(Connection connection, String table) throws SQLException {
        return control.checkpoints().ofTable(connection, table).stream()
                .map(checkpoint -> new TableUse(
                        checkpoint.source(),
                        checkpoint.pod(),
                        Math.max(checkpoint.lastGroup(), checkpoint.replayTo()),
                        checkpoint.provenKey().orElse(List.of())))
                .toList();
    }

    /**
     * The transactions of the host; looked up when the routes first need them.
     *
     * @throws IllegalStateException if the host has no policy
     */
    HostTransactions transactions() {
        if (transactions == null) {
            transactions = new HostTransactions(
                    context,
                    names,
                    policy.orElseGet(() -> new HostBeans(context, names).policy()),
                    new TransactionProof(dataSource, control),
                    cycleSteps);
        }
        return transactions;
    }

    SyncThreads threads() {
        return threads;
    }

    RunningRoute running() {
        return running;
    }

    EventEndpoint eventEndpoint() {
        return eventEndpoint;
    }

    StallDetector stalls() {
        return stalls;
    }

    DataSource dataSource() {
        return dataSource;
    }

    SourceClients clients() {
        return clients;
    }

    SyncConfig config() {
        return config;
    }

    ControlTables control() {
        return control;
    }

    LiveStatus live() {
        return live;
    }

    Pauses pauses() {
        return pauses;
    }

    SchemaApplier schemaApplier() {
        return schemaApplier;
    }

    SchemaDecisions schemaDecisions() {
        return schemaDecisions;
    }

    CycleSteps cycleSteps() {
        return cycleSteps;
    }

    SchemaSteps schemaSteps() {
        return schemaSteps;
    }

    BeginPass beginPass() {
        return beginPass;
    }

    MakeMissingTables makeMissingTables() {
        return makeMissingTables;
    }

    ListFeed listFeed() {
        return listFeed;
    }

    PlanBacklog planBacklog() {
        return planBacklog;
    }

    PublishListing publishListing() {
        return publishListing;
    }

    PrepareCheckpoints prepareCheckpoints() {
        return prepareCheckpoints;
    }

    ReportUnknownAndLate reportUnknownAndLate() {
        return reportUnknownAndLate;
    }

    ChooseLanes chooseLanes() {
        return chooseLanes;
    }

    NoteProgress noteProgress() {
        return noteProgress;
    }

    PreviewCycle previewCycle() {
        return previewCycle;
    }

    VerifyParts verify() {
        return verify;
    }

    Adoption adoption() {
        return adoption;
    }

    SourceNames sourceNames() {
        return new SourceNames(config, dataSource, control);
    }

    Replay replay() {
        return new Replay(config, dataSource, warehouse, control);
    }

    StatusReader statusReader() {
        return new StatusReader(dataSource, warehouse, config, control, clock);
    }

    TableReader tableReader() {
        return new TableReader(dataSource, config, control);
    }

    TableGroupSteps tableGroupSteps() {
        return tableGroupSteps;
    }

    LoadPlanner loadPlanner() {
        return loadPlanner;
    }

    StageTableGroup stageTableGroup() {
        return stageTableGroup;
    }

    Consumption consumption() {
        return consumption;
    }

    MergeTableGroup factMerge() {
        return merging(new FactMerge());
    }

    MergeTableGroup dimensionMerge() {
        return merging(new DimensionMerge());
    }

    MergeTableGroup appendOnlyFactMerge() {
        return merging(new AppendOnlyFactMerge(warehouse));
    }

    private MergeTableGroup merging(Merge merge) {
        return new MergeTableGroup(dataSource, control.checkpoints(), merge);
    }

    LastGroupRepository lastGroups() {
        return new LastGroupRepository(dataSource, control.checkpoints());
    }

    /** The threads that read sources side by side; none if there is only one source. */
    private Executor sourceThreads() {
        return config.hasSeveralSources() ? threads.newPool("ZenotiSource", SOURCES_SIDE_BY_SIDE) : Runnable::run;
    }

    /** The threads that load tables in parallel. */
    ExecutorService newExecutor() {
        return threads.newPool("ZenotiTable", config.parallelism());
    }

    /** The threads that request the next objects of these tables in advance. */
    private ExecutorService newReaders() {
        return threads.newPool("ZenotiReadAhead", config.parallelism());
    }
}
