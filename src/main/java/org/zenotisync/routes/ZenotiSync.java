package org.zenotisync.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.zenotisync.checkpoint.LastGroupRepository;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.BacklogSteps;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.CycleReport;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.FailureLog;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.cycle.TableStates;
import org.zenotisync.cycle.UnknownReport;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.load.AppendOnlyFactMerge;
import org.zenotisync.load.Attempts;
import org.zenotisync.load.Consumption;
import org.zenotisync.load.ContentCheck;
import org.zenotisync.load.DimensionMerge;
import org.zenotisync.load.FactMerge;
import org.zenotisync.load.LoadPlanner;
import org.zenotisync.load.Stager;
import org.zenotisync.load.SyncListener;
import org.zenotisync.ops.SyncManagement;
import org.zenotisync.schema.SchemaAcceptance;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaConcerns;
import org.zenotisync.schema.SchemaScripts;
import org.zenotisync.schema.TableUse;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The sync in a Camel context: puts its parts together and adds its routes. The context brings, as beans of its
 * registry, a {@link DataSource} that joins transactions ({@value #DATA_SOURCE}), an {@link S3Client}
 * ({@value #S3_CLIENT}) and a TransactedPolicy; it may bring a {@link Clock} ({@value #CLOCK}) and a
 * {@link SyncListener} ({@value #LISTENER}).
 */
public final class ZenotiSync {

    /** Name of the bean that connects to the target. */
    public static final String DATA_SOURCE = "zenotiDataSource";

    /** Name of the bean that connects to the source. */
    public static final String S3_CLIENT = "zenotiS3Client";

    /** Name of the bean that tells the time. */
    public static final String CLOCK = "zenotiClock";

    /** Name of the bean that is told how a cycle gets on. */
    public static final String LISTENER = "zenotiSyncListener";

    /** Name of the context's property with the milliseconds before the first retry of a broken table group. */
    public static final String RETRY_DELAY = "zenotiRetryDelay";

    /** The endpoint that runs a cycle; its answer is a {@link CycleReport}. */
    public static final String SYNC = "direct:zenoti-sync";

    private final SyncConfig config;
    private final boolean scheduled;
    private final CamelContext context;
    private final DataSource dataSource;
    private final ControlTables control;
    private final CycleSteps steps;
    private final SchemaSteps schemaSteps;
    private final BacklogSteps backlogSteps;
    private final TableGroupSteps tableGroupSteps;
    private final SchemaApplier schemaApplier;
    private final SchemaDecisions schemaDecisions;
    private final Pauses pauses;
    private final TableStates states = new TableStates();
    private final Clock clock;
    private final LoadPlanner planner;
    private final Stager stager;
    private final Consumption consumption;

    /**
     * Puts the parts together; {@link #addRoutes} starts them.
     *
     * @param scheduled whether the schedule's route starts with the context
     */
    public ZenotiSync(CamelContext context, SyncConfig config, boolean scheduled) {
        this.context = context;
        this.config = config;
        this.scheduled = scheduled;
        this.dataSource = bean(DATA_SOURCE, DataSource.class);
        S3Client client = bean(S3_CLIENT, S3Client.class);
        this.clock = Objects.requireNonNullElseGet(
                context.getRegistry().lookupByNameAndType(CLOCK, Clock.class), Clock::systemUTC);
        SyncListener listener = Objects.requireNonNullElse(
                context.getRegistry().lookupByNameAndType(LISTENER, SyncListener.class), SyncListener.NONE);
        Warehouse warehouse = Warehouses.of(config.target().url())
                .warehouse(new WarehouseSetup(
                        config.target().schema(),
                        config.target().own(),
                        config.isEmptyTextNull(),
                        new S3ObjectStore(client)));
        ObjectReader objects = new CamelObjectReader(context.createProducerTemplate());
        ContentCheck contents = new ContentCheck(objects);
        FeedListing listing = new FeedListing(client);
        this.control = new ControlTables(dataSource, warehouse, config.target(), clock);
        SchemaScripts scripts = new SchemaScripts(objects);
        SchemaChanges changes =
                new SchemaChanges(listing, dataSource, control.schemaFiles(), control.tables(), scripts);
        this.schemaApplier = new SchemaApplier(
                dataSource,
                warehouse,
                config,
                control.schemaFiles(),
                control.tables(),
                scripts,
                control.layouts(),
                control.seenGroups(),
                this::usesOf);
        ObjectReader objectsWithoutRoutes = new S3ObjectReader(client);
        SchemaScripts scriptsWithoutRoutes = new SchemaScripts(objectsWithoutRoutes);
        this.schemaDecisions = new SchemaDecisions(
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
                        scriptsWithoutRoutes,
                        control.layouts(),
                        control.seenGroups(),
                        this::usesOf));
        this.planner = new LoadPlanner(
                dataSource, warehouse, config, control.checkpoints(), control.tables(), control.layouts());
        this.stager = new Stager(
                dataSource, warehouse, config, objects, contents, listing, newReaders(), control.manifest(), listener);
        Attempts attempts = new Attempts();
        this.consumption = new Consumption(
                dataSource,
                warehouse,
                config,
                control.manifest(),
                control.runLog(),
                control.quarantine(),
                control.lateObjects(),
                attempts);
        this.pauses = new Pauses(dataSource, control, states);
        FailureLog failures = new FailureLog(listener);
        UnknownReport unknownReport = new UnknownReport(dataSource, control);
        this.steps = new CycleSteps(config, listing, control, clock, listener);
        this.schemaSteps = new SchemaSteps(
                config,
                dataSource,
                control,
                listing,
                changes,
                schemaApplier,
                new SchemaConcerns(scripts),
                unknownReport,
                failures);
        this.tableGroupSteps =
                new TableGroupSteps(config, control, consumption, listener, failures, pauses, states, attempts);
        this.backlogSteps = new BacklogSteps(
                config,
                dataSource,
                clock,
                listing,
                control,
                changes,
                schemaApplier,
                schemaSteps,
                tableGroupSteps,
                unknownReport,
                new LateReport(dataSource, config, control.lateObjects()),
                contents,
                new ContentCheck(objectsWithoutRoutes),
                failures,
                listener,
                pauses,
                states);
    }

    /**
     * Adds the sync to a context whose properties hold the {@code zenoti.*} settings, with its schedule.
     *
     * @throws org.zenotisync.config.ConfigException if a setting is wrong
     * @throws IllegalStateException if a bean is missing, or the context has a route with one of the sync's ids already
     * @throws Exception if the routes cannot be added or started
     */
    public static ZenotiSync addTo(CamelContext context) throws Exception {
        return addTo(context, true);
    }

    /**
     * Adds the sync to a context whose properties hold the {@code zenoti.*} settings.
     *
     * @param scheduled whether cycles start by themselves; without, a message to {@value #SYNC} starts one
     * @throws org.zenotisync.config.ConfigException if a setting is wrong
     * @throws IllegalStateException if a bean is missing, or the context has a route with one of the sync's ids already
     * @throws Exception if the routes cannot be added or started
     */
    public static ZenotiSync addTo(CamelContext context, boolean scheduled) throws Exception {
        ZenotiSync sync = new ZenotiSync(context, SyncConfig.read(new CamelSettings(context)), scheduled);
        sync.addRoutes();
        return sync;
    }

    /** What {@link #addTo(CamelContext, boolean)} adds, for those who collect the routes before there is a context. */
    public static RoutesBuilder routes(boolean scheduled) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                addTo(getContext(), scheduled);
            }
        };
    }

    /**
     * Adds the routes to the context, and starts them if it runs.
     *
     * @throws IllegalStateException if the context has a route with one of their ids, or a sync, already
     */
    public void addRoutes() throws Exception {
        ZenotiRoutes routes = new ZenotiRoutes(this);
        routes.configureRoutes(context);
        new RouteIds(context, routes.getRouteCollection().getRoutes()).claim();
        context.addRoutes(routes);
        context.addStartupListener(new ManagedSync(this, context));
    }

    /**
     * Runs one cycle now and waits for its end; waits first for one that is running.
     *
     * @throws org.apache.camel.CamelExecutionException whose cause is a
     *     {@link org.zenotisync.feed.ListingException} if the source cannot be listed, or an
     *     {@link org.zenotisync.cycle.UnreachableException} if the target cannot be reached
     */
    public CycleReport runCycle() {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(SYNC, null, CycleReport.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The settings. */
    public SyncConfig config() {
        return config;
    }

    /** What lies before the sync, and what a cycle would do. */
    public BacklogSteps backlogSteps() {
        return backlogSteps;
    }

    /** What a person may decide about schema files; works with or without routes. */
    public SchemaDecisions schemaDecisions() {
        return schemaDecisions;
    }

    CycleSteps steps() {
        return steps;
    }

    SchemaSteps schemaSteps() {
        return schemaSteps;
    }

    TableGroupSteps tableGroupSteps() {
        return tableGroupSteps;
    }

    /** The control tables. */
    public ControlTables control() {
        return control;
    }

    Pauses pauses() {
        return pauses;
    }

    SyncManagement management(SyncManagement.Cycles cycles) {
        return new SyncManagement(config, pauses, states, steps::lastCycle, cycles, clock);
    }

    TableStates states() {
        return states;
    }

    boolean isScheduled() {
        return scheduled;
    }

    private List<TableUse> usesOf(Connection connection, String table) throws SQLException {
        return control.checkpoints().ofTable(connection, table).stream()
                .map(checkpoint -> new TableUse(
                        checkpoint.source(),
                        checkpoint.pod(),
                        Math.max(checkpoint.lastGroup(), checkpoint.replayTo()),
                        checkpoint.provenKey() == null
                                ? List.of()
                                : List.of(checkpoint.provenKey().split(","))))
                .toList();
    }

    SchemaApplier schemaApplier() {
        return schemaApplier;
    }

    LoadPlanner planner() {
        return planner;
    }

    Stager stager() {
        return stager;
    }

    Consumption consumption() {
        return consumption;
    }

    FactMerge factMerge() {
        return new FactMerge(dataSource, control.checkpoints());
    }

    DimensionMerge dimensionMerge() {
        return new DimensionMerge(dataSource, control.checkpoints());
    }

    AppendOnlyFactMerge appendOnlyFactMerge() {
        return new AppendOnlyFactMerge(dataSource);
    }

    LastGroupRepository lastGroups() {
        return new LastGroupRepository(dataSource, control.checkpoints());
    }

    /** The threads that load tables side by side. */
    ExecutorService newExecutor() {
        return context.getExecutorServiceManager().newFixedThreadPool(this, "ZenotiTable", config.parallelism());
    }

    /** The threads that ask for the next objects of those tables. */
    private ExecutorService newReaders() {
        return context.getExecutorServiceManager().newFixedThreadPool(this, "ZenotiReadAhead", config.parallelism());
    }

    private <T> T bean(String name, Class<T> type) {
        T bean = context.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalStateException(
                    "the Camel registry has no bean " + name + " of type " + type.getName() + ", which the sync needs");
        }
        return bean;
    }
}
