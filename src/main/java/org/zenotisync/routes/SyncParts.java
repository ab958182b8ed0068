package org.zenotisync.routes;

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
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.cycle.ApplyPrivacy;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.cycle.Forget;
import org.zenotisync.cycle.HistoryReader;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.Replay;
import org.zenotisync.cycle.SourceNames;
import org.zenotisync.cycle.StatusReader;
import org.zenotisync.cycle.TableReader;
import org.zenotisync.cycle.TransactionProof;
import org.zenotisync.cycle.UnconsumedGroups;
import org.zenotisync.cycle.UnknownReport;
import org.zenotisync.event.FailureLog;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.ops.StallDetector;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.s3.S3ObjectReader;
import org.zenotisync.s3.S3ObjectStore;
import org.zenotisync.s3.SourceClients;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.status.LiveStatus;
import org.zenotisync.verify.VerifyParts;
import org.zenotisync.warehouse.RunningStatements;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;

/**
 * Assembles the sync: what its parts share, and the parts by subject. Every object of it is created here or in one of
 * those, once.
 */
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
    private final SourceClients clients;
    private final AnnounceParts announce;
    private final SyncCore core;
    private final LiveStatus live;
    private final Pauses pauses;
    private final CycleSteps cycleSteps;
    private final SchemaParts schema;
    private final LoadParts load;
    private final PassParts pass;
    private final VerifyParts verify;
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
        TargetRules.requireDocumentedKeys(config);
        this.context = context;
        this.names = names;
        this.policy = policy;
        this.clients = clients;
        threads = new SyncThreads(context, names);
        running = new RunningRoute(names);
        Warehouse warehouse = config.target()
                .database()
                .warehouse(new WarehouseSetup(
                        config.target().schema().orElse(null),
                        config.target().own(),
                        config.isEmptyTextNull(),
                        S3ObjectStore.of(config.sourceConfigs(), clients),
                        dataSource));
        ControlTables control = new ControlTables(dataSource, warehouse, config, clock);
        live = new LiveStatus(clock);
        pauses = new Pauses(dataSource, control, live);
        eventEndpoint = new EventEndpoint(context, names);
        ReadCounters counters = new ReadCounters();
        stalls = new StallDetector(counters, config.stalledAfter(), System::nanoTime, RunningStatements::of);
        announce = new AnnounceParts(dataSource, control, config.events(), names, clock);
        core = new SyncCore(
                config,
                dataSource,
                warehouse,
                control,
                new FeedListing(clients),
                new EachSource(sourceThreads(config)),
                new CamelObjectReader(context.createProducerTemplate(), names, running),
                new S3ObjectReader(clients),
                counters,
                events(observers),
                clock);
        ContentCheck contents = new ContentCheck(core.objects());
        UnknownReport unknownReport = new UnknownReport(dataSource, control);
        cycleSteps = new CycleSteps(
                config,
                core.listing(),
                core.eachSource(),
                control,
                sourceNames(),
                core.events(),
                counters,
                names.logPrefix());
        schema = new SchemaParts(core, unknownReport);
        load = new LoadParts(core, contents, pauses, newReaders());
        LateReport.Receiver lateObjects = announce.announcer()
                .<LateReport.Receiver>map(announcer -> announcer::lateObjects)
                .orElse((connection, fresh) -> {});
        pass = new PassParts(
                core, schema, load.steps(), contents, pauses, unknownReport, lateObjects, names.logPrefix());
        verify = verify(core, load, pass);
    }

    private static VerifyParts verify(SyncCore core, LoadParts load, PassParts pass) {
        return new VerifyParts(
                core.dataSource(),
                core.warehouse(),
                core.config(),
                core.control(),
                core.listing(),
                core.eachSource(),
                new UnconsumedGroups(core.config(), core.dataSource(), core.control(), core.listing(), pass.listFeed()),
                load.planner(),
                load.stager(),
                core.objects(),
                core.counters(),
                core.events(),
                core.clock());
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
        subscribers.addAll(announce.subscribers());
        subscribers.add(eventEndpoint);
        return new SyncEvents(subscribers);
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
                    new TransactionProof(core.dataSource(), core.control()),
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

    /** What writes and delivers events and bad rows. */
    AnnounceParts announce() {
        return announce;
    }

    StallDetector stalls() {
        return stalls;
    }

    DataSource dataSource() {
        return core.dataSource();
    }

    Warehouse warehouse() {
        return core.warehouse();
    }

    SourceClients clients() {
        return clients;
    }

    SyncConfig config() {
        return core.config();
    }

    ControlTables control() {
        return core.control();
    }

    LiveStatus live() {
        return live;
    }

    Pauses pauses() {
        return pauses;
    }

    CycleSteps cycleSteps() {
        return cycleSteps;
    }

    SchemaParts schema() {
        return schema;
    }

    LoadParts load() {
        return load;
    }

    PassParts pass() {
        return pass;
    }

    VerifyParts verify() {
        return verify;
    }

    SourceNames sourceNames() {
        return new SourceNames(core.config(), core.dataSource(), core.control());
    }

    Forget forget() {
        return new Forget(core.dataSource(), core.warehouse(), core.config(), core.control());
    }

    ApplyPrivacy applyPrivacy() {
        return new ApplyPrivacy(core.dataSource(), core.warehouse(), core.config(), core.control());
    }

    Replay replay() {
        return new Replay(core.config(), core.dataSource(), core.warehouse(), core.control());
    }

    HistoryReader historyReader() {
        return new HistoryReader(core.dataSource(), core.control(), core.config(), core.clock());
    }

    StatusReader statusReader() {
        return new StatusReader(core.dataSource(), core.warehouse(), core.config(), core.control(), core.clock());
    }

    TableReader tableReader() {
        return new TableReader(core.dataSource(), core.config(), core.control());
    }

    /** The threads that read sources side by side; none if there is only one source. */
    private Executor sourceThreads(SyncConfig config) {
        return config.hasSeveralSources() ? threads.newPool("ZenotiSource", SOURCES_SIDE_BY_SIDE) : Runnable::run;
    }

    /** The threads that load tables in parallel. */
    ExecutorService newExecutor() {
        return threads.newPool("ZenotiTable", core.config().parallelism());
    }

    /** The threads that request the next objects of these tables in advance. */
    private Executor newReaders() {
        return TableGroupFields.carriedTo(
                threads.newPool("ZenotiReadAhead", core.config().parallelism()));
    }
}
