package org.zenotisync.routes;

import static org.apache.camel.builder.PredicateBuilder.or;
import static org.zenotisync.routes.Step.inCycle;
import static org.zenotisync.routes.Step.make;
import static org.zenotisync.routes.Step.makeOfCycle;
import static org.zenotisync.routes.Step.onFailure;
import static org.zenotisync.routes.Step.with;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.zenotisync.announce.Announcer;
import org.zenotisync.config.Schedule;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.consume.StagedLoad;
import org.zenotisync.cycle.Cycle;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.Lane;
import org.zenotisync.cycle.Pass;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.cycle.TablePausedException;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.S3ObjectReader;
import org.zenotisync.schema.SchemaException;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.stage.LoadPlan;

/**
 * The routes of the sync:
 *
 * <pre>
 * schedule ─ sync ─ cycle ─┬ schema ─ retry-schema-file ─ apply-schema-file
 *                          └ table-lane ─ pod-lane ─ table-group ─ retry-table-group ─ load-table-group
 *
 * load-table-group ─┬ fact
 *                   ├ append-only-fact
 *                   └ dimension
 * read-object
 * sync ─ verify-new-snapshot, see {@link VerifyRoutes}
 * </pre>
 *
 * Each of them can be stopped. What needs a stopped route is paused and catches up later.
 */
final class ZenotiRoutes extends SyncRouteBuilder {

    private static final String PAUSED = "paused";
    private static final String TABLE_GROUP = "ZenotiTableGroup";
    private static final String SCHEMA_FILE = "ZenotiSchemaFile";
    private static final String CHANGED = "ZenotiChanged";
    private static final String LANE = "ZenotiLane";
    private static final String PASS = "ZenotiPass";
    private static final String OBJECT_ENDPOINT = "ZenotiObjectEndpoint";
    private static final String CYCLE_REPORT = "ZenotiCycleReport";

    private final boolean isScheduled;

    /**
     * Held by the running cycle. Camel's throttle is not used: it returns its permit only when the caller's complete
     * exchange is done, and (4.14.0) it forgets a permit in use ten seconds after another one was returned.
     */
    private final Semaphore oneCycle = new Semaphore(1, true);

    private final CutOff cutOff;

    ZenotiRoutes(SyncParts parts, SyncNames names, boolean isScheduled) {
        super(parts, names);
        this.isScheduled = isScheduled;
        this.cutOff = new CutOff(running);
    }

    // spotless:off: the indentation shows the structure of the routes
    @Override
    public void configure() throws Exception {
        CycleSteps cycles = parts.cycleSteps();
        SchemaSteps schema = parts.schema().steps();
        LoadParts load = parts.load();
        TableGroupSteps tableGroups = load.steps();
        PassParts pass = parts.pass();
        HostSpans spans = new HostSpans(getContext(), names);
        SyncComponents components = new SyncComponents(getContext(), names);
        Map<String, String> objectEndpoints = components.addS3(parts.config().sources(), parts.clients());
        String jdbc = components.addJdbc(parts.dataSource());
        // the step that notes a failure reports it, once and with the sync's own message
        errorHandler(noErrorHandler());

        transacted(route(HostTransactions.PROOF_ROUTE)).id(step("proof-transaction"))
                .process(with(String.class, transactions.proof()::mark)).id(step("mark-and-roll-back"));

        route("sync")
                .process(exchange -> parts.eventEndpoint().requireNoDelivery()).id(step("outside-events"))
                .process(transactions::requireNone).id(step("outside-transactions"))
                .process(exchange -> oneCycle.acquire()).id(step("one-cycle-at-a-time"))
                .doTry().id(step("try-cycle"))
                    .process(running.before("cycle")).id(step("cycle-runs"))
                    .policy(spans.cycle()).id(step("trace-cycle"))
                        .to(at("cycle")).id(step("run-cycle"))
                    .end()
                .endDoTry()
                .doFinally().id(step("in-any-case"))
                    .process(exchange -> oneCycle.release()).id(step("let-next-cycle-run"))
                .end()
                .filter(exchange -> parts.config().verify().isAutomatic()).id(step("if-snapshots-are-verified"))
                    .setProperty(CYCLE_REPORT, body()).id(step("keep-cycle-report"))
                    .doTry().id(step("try-verify"))
                        .process(running.before("verify-new-snapshot")).id(step("verify-new-snapshot-runs"))
                        .to(at("verify-new-snapshot")).id(step("run-verify-new-snapshot"))
                    .doCatch(DirectConsumerNotAvailableException.class).id(step("verify-stopped"))
                        .process(exchange -> cycles.verificationLeftOut()).id(step("log-verify-paused"))
                    .doCatch(Exception.class).id(step("not-verified"))
                        .process(exchange -> cycles.notVerified(CutOff.caught(exchange))).id(step("note-not-verified"))
                    .end()
                    .setBody(exchangeProperty(CYCLE_REPORT)).id(step("cycle-report-again"))
                .end();

        route("cycle")
                .process(exchange -> transactions.require()).id(step("transactions-are-proven"))
                .process(exchange -> exchange.setProperty(Step.CYCLE, cycles.begin())).id(step("begin-cycle"))
                .loopDoWhile(this::hasMore).id(step("until-no-more-groups"))
                    .doTry().id(step("try-schema"))
                        .process(running.before("schema")).id(step("schema-runs"))
                        .to(at("schema")).id(step("schema-first"))
                    .doCatch(DirectConsumerNotAvailableException.class).id(step("schema-stopped"))
                        .process(inCycle(schema::schemaPaused)).id(step("note-schema-paused"))
                    .doCatch(Exception.class).id(step("schema-broken-off"))
                        .process(cutOff.unlessStopped("schema")).id(step("schema-failed-unless-stopped"))
                        .process(inCycle(schema::schemaPaused)).id(step("note-schema-cut-short"))
                    .end()
                    .process(makeOfCycle(pass.beginPass()::begin)).id(step("begin-pass"))
                    .process(with(Pass.class, pass.makeMissingTables()::make)).id(step("make-missing-tables"))
                    .process(with(Pass.class, pass.listFeed()::list)).id(step("list-feed"))
                    .process(with(Pass.class, pass.planBacklog()::plan)).id(step("plan-backlog"))
                    .filter(isCurrent()).id(step("unless-schema-changed"))
                        .process(with(Pass.class, pass.publishListing()::publish)).id(step("publish-listing"))
                        .process(with(Pass.class, pass.prepareCheckpoints()::prepare)).id(step("prepare-checkpoints"))
                        .process(with(Pass.class, pass.reportUnknownAndLate()::report))
                            .id(step("report-unknown-and-late"))
                        .setProperty(PASS, body()).id(step("keep-pass"))
                        .process(make(Pass.class, pass.chooseLanes()::choose)).id(step("leave-out-waiting-tables"))
                        .split(body()).parallelProcessing().executorService(parts.newExecutor())
                            .id(step("split-by-table"))
                            .doTry().id(step("try-lane"))
                                .process(running.before("table-lane")).id(step("table-lane-runs"))
                                .to(at("table-lane")).id(step("run-lane"))
                            .doCatch(DirectConsumerNotAvailableException.class).id(step("lane-stopped"))
                                .process(with(Lane.class, tableGroups::lanePaused)).id(step("note-lane-paused"))
                            .doCatch(Exception.class).id(step("lane-broken-off"))
                                .process(cutOff.unlessStopped("table-lane", "cycle"))
                                    .id(step("lane-failed-unless-stopped"))
                            .end()
                        .end()
                        .setBody(exchangeProperty(PASS)).id(step("pass-again"))
                        .process(with(Pass.class, pass.noteProgress()::note)).id(step("note-progress"))
                    .end()
                .end()
                .process(makeOfCycle(cycles::finish)).id(step("finish-cycle"));

        retrying(route("schema"))
                .process(makeOfCycle(schema::findSchemaFiles)).id(step("find-schema-files"))
                .split(body()).id(step("split-by-schema-file"))
                    .setProperty(SCHEMA_FILE, body()).id(step("keep-schema-file"))
                    .doTry().id(step("try-schema-file"))
                        .process(running.before("retry-schema-file")).id(step("retry-schema-file-runs"))
                        .to(at("retry-schema-file")).id(step("apply-or-retry-file"))
                        .setBody(exchangeProperty(SCHEMA_FILE)).id(step("schema-file-again"))
                        .process(with(SchemaFile.class, schema::schemaFileApplied)).id(step("note-schema-applied"))
                    .doCatch(DirectConsumerNotAvailableException.class).id(step("schema-file-stopped"))
                        .process(inCycle(schema::schemaPaused)).id(step("note-schema-file-paused"))
                    .doCatch(Exception.class).id(step("schema-file-failed"))
                        .setBody(exchangeProperty(SCHEMA_FILE)).id(step("failed-schema-file"))
                        .choice().id(step("schema-failed-or-broken-off"))
                            .when(CutOff::isEnding)
                                .process(this::noteSchemaFileCutOff).id(step("note-schema-broken-off"))
                            .when(cutOff.isRefusedBy("schema", "retry-schema-file", "apply-schema-file"))
                                .process(inCycle(schema::schemaPaused)).id(step("note-schema-stopped"))
                            .otherwise()
                                .process(onFailure(SchemaFile.class, schema::schemaFileFailed))
                                    .id(step("note-schema-failed"))
                        .end()
                    .end()
                .end();

        retrying(route("retry-schema-file"))
                .process(running.before("apply-schema-file")).id(step("apply-schema-file-runs"))
                .enrich(at("apply-schema-file"), this::endOfSchemaFile, true)
                    .id(step("apply-file"));

        transacted(route("apply-schema-file")).id(step("schema-transaction"))
                .process(make(SchemaFile.class, parts.schema().applier()::plan)).id(step("plan-schema-statements"))
                .process(this::requireItsTurn).id(step("after-earlier-files"))
                .setProperty(CHANGED, of(List.class, statements -> !statements.isEmpty())).id(step("has-changes"))
                .split(body()).stopOnException().id(step("split-by-statement"))
                    .to(jdbc + ":target?resetAutoCommit=false").id(step("execute-statement"))
                .end()
                .process(this::recordSchemaFile).id(step("record-schema-file"))
                .process(this::announceSchemaFile).id(step("write-schema-event"));

        route("table-lane")
                .setProperty(LANE, body()).id(step("keep-lane"))
                .split(of(Lane.class, Lane::pods)).id(step("split-by-pod"))
                    .doTry().id(step("try-pod-lane"))
                        .process(running.before("pod-lane")).id(step("pod-lane-runs"))
                        .to(at("pod-lane")).id(step("run-pod-lane"))
                    .doCatch(DirectConsumerNotAvailableException.class).id(step("pod-lane-stopped"))
                        .process(with(Lane.PodLane.class, tableGroups::podLanePaused)).id(step("note-pod-lane-paused"))
                    .doCatch(LaneStoppedException.class).id(step("table-group-stopped-lane"))
                        .log(LoggingLevel.DEBUG, "${exception.message}").id(step("log-lane-stopped"))
                    .doCatch(Exception.class).id(step("pod-lane-broken-off"))
                        .process(cutOff.unlessStopped("pod-lane")).id(step("pod-lane-failed-unless-stopped"))
                    .end()
                .end()
                .setBody(exchangeProperty(LANE)).id(step("lane-again"))
                .process(with(Lane.class, tableGroups::laneEnded)).id(step("note-lane-ended"));

        route("pod-lane")
                .split(of(Lane.PodLane.class, Lane.PodLane::groups)).stopOnException().id(step("groups-in-order"))
                    .policy(new TableGroupFields()).id(step("log-with-table-group"))
                    .policy(spans.tableGroup()).id(step("trace-table-group"))
                    .doTry().id(step("try-next-table-group"))
                        .process(with(TableGroup.class, parts.pauses()::requireRunning)).id(step("unless-table-paused"))
                        .process(running.before("table-group")).id(step("table-group-runs"))
                        .to(at("table-group")).id(step("next-table-group"))
                    .doCatch(DirectConsumerNotAvailableException.class, TablePausedException.class)
                        .id(step("table-group-stopped"))
                        .process(with(TableGroup.class, tableGroups::tableGroupPaused))
                            .id(step("note-table-group-paused"))
                        .process(stopLane(PAUSED)).id(step("stop-pod-lane"))
                    .end()
                    .end()
                    .end()
                .end();

        route("table-group")
                .setProperty(TABLE_GROUP, body()).id(step("keep-table-group"))
                .process(with(TableGroup.class, tableGroups::tableGroupStarted)).id(step("note-started"))
                .doTry().id(step("try-load"))
                    .process(running.before("retry-table-group")).id(step("retry-table-group-runs"))
                    .to(at("retry-table-group")).id(step("load-or-retry"))
                    .choice().id(step("unless-duplicate"))
                        .when(body().isInstanceOf(LoadResult.class))
                            .process(with(LoadResult.class, tableGroups::tableGroupConsumed)).id(step("note-consumed"))
                        .otherwise()
                            .process(with(TableGroup.class, tableGroups::tableGroupSkipped)).id(step("note-skipped"))
                    .end()
                .endDoTry()
                .doCatch(DirectConsumerNotAvailableException.class).id(step("load-stopped"))
                    .setBody(exchangeProperty(TABLE_GROUP)).id(step("paused-table-group"))
                    .process(with(TableGroup.class, tableGroups::tableGroupPaused)).id(step("note-paused"))
                    .process(stopLane(PAUSED)).id(step("stop-paused-lane"))
                .doCatch(Exception.class).id(step("load-failed"))
                    .setBody(exchangeProperty(TABLE_GROUP)).id(step("failed-table-group"))
                    .choice().id(step("failed-or-broken-off"))
                        .when(or(CutOff::isEnding,
                                cutOff.isRefusedBy("table-group", "retry-table-group", "load-table-group")))
                            .process(onFailure(TableGroup.class, tableGroups::tableGroupCutOff))
                                .id(step("note-broken-off"))
                        .otherwise()
                            .process(onFailure(TableGroup.class, tableGroups::tableGroupFailed)).id(step("note-failed"))
                    .end()
                    .process(stopLane("failed")).id(step("stop-failed-lane"))
                .end();

        retrying(route("retry-table-group"))
                .process(running.before("load-table-group")).id(step("load-table-group-runs"))
                .enrich(at("load-table-group"), this::resultOrFailure, true).id(step("load"));

        transacted(route("load-table-group")).id(step("table-group-transaction"))
                .idempotentConsumer(of(TableGroup.class, TableGroup::key), load.lastGroups()).eager(true)
                    .id(step("last-group"))
                    .process(make(TableGroup.class, load.planner()::plan)).id(step("plan-load"))
                    .choice().id(step("by-kind"))
                        .when(isOf(TableKind.FACT))
                            .process(running.before("fact")).id(step("fact-runs"))
                            .to(at("fact")).id(step("to-fact"))
                        .when(isOf(TableKind.APPEND_ONLY_FACT))
                            .process(running.before("append-only-fact")).id(step("append-only-fact-runs"))
                            .to(at("append-only-fact")).id(step("to-append-only-fact"))
                        .otherwise()
                            .process(running.before("dimension")).id(step("dimension-runs"))
                            .to(at("dimension")).id(step("to-dimension"))
                    .end()
                    .process(with(LoadResult.class, load.consumption()::record)).id(step("record-manifest-and-run"))
                    .process(announcing(LoadResult.class, Announcer::tableGroupConsumed)).id(step("write-event"))
                    .process(this::noteBadRows).id(step("note-bad-rows"))
                .end();

        route("fact")
                .process(spans.step("stage", make(LoadPlan.class, load.stageTableGroup()::stage)))
                    .id(step("stage-fact"))
                .process(spans.step("merge", make(StagedLoad.class, load.factMerge()::merge)))
                    .id(step("merge-fact"));

        route("append-only-fact")
                .process(spans.step("stage", make(LoadPlan.class, load.stageTableGroup()::stage)))
                    .id(step("stage-append-only-fact"))
                .process(spans.step("merge", make(StagedLoad.class, load.appendOnlyFactMerge()::merge)))
                    .id(step("merge-append-only-fact"));

        route("dimension")
                .process(spans.step("stage", make(LoadPlan.class, load.stageTableGroup()::stage)))
                    .id(step("stage-dimension"))
                .process(spans.step("merge", make(StagedLoad.class, load.dimensionMerge()::merge)))
                    .id(step("merge-dimension"));

        // an endpoint of aws2-s3 calls S3 when it starts: a dynamic one starts with the first object
        route("read-object")
                .streamCache("false")
                .setProperty(OBJECT_ENDPOINT, of(FeedObject.class, object -> endpoint(objectEndpoints, object)))
                    .id(step("client-of-source"))
                .setBody(of(FeedObject.class, S3ObjectReader::request)).id(step("object-request"))
                .toD("${exchangeProperty." + OBJECT_ENDPOINT + "}")
                    .id(step("get-object"));

        getRouteCollection().getRoutes().forEach(running::watch);

        if (isScheduled) {
            schedule(cycles);
        }
    }

    /** The last one: in a running context a route starts when it is added, and this one needs all the others. */
    private void schedule(CycleSteps cycles) {
        identified(from(scheduleUri(parts.config().schedule())), "schedule")
                .doTry().id(step("try-scheduled-cycle"))
                    .process(running.before("sync")).id(step("sync-runs"))
                    .to(at("sync")).id(step("start-cycle"))
                .doCatch(DirectConsumerNotAvailableException.class).id(step("sync-stopped"))
                    .process(exchange -> cycles.cycleLeftOut()).id(step("log-sync-paused"))
                .doCatch(Exception.class).id(step("cycle-failed"))
                    .choice().id(step("cycle-failed-or-broken-off"))
                        .when(CutOff::isEnding)
                            .process(exchange -> cycles.cycleCutOff(CutOff.caught(exchange)))
                                .id(step("note-cycle-broken-off"))
                        .otherwise()
                            .process(exchange -> cycles.cycleFailed(CutOff.caught(exchange)))
                                .id(step("note-cycle-failed"))
                    .end()
                .end();
    }

    // spotless:on

    private String scheduleUri(Schedule schedule) {
        if (schedule instanceof Schedule.Interval interval) {
            return "timer:" + names.bean() + "-schedule?delay=1&period="
                    + interval.period().toMillis();
        }
        Schedule.Cron cron = (Schedule.Cron) schedule;
        new HostBeans(getContext(), names).requireCron();
        return "quartz:" + names.bean() + "-schedule?cron=" + cron.expression().replace(' ', '+');
    }

    /**
     * Whether the cycle begins another pass. A cycle that must end or pause does not: schema files would not be applied
     * before its tables are loaded.
     */
    private boolean hasMore(Exchange exchange) {
        Cycle cycle = Step.cycle(exchange);
        boolean isRunning = !CutOff.isEnding(exchange) && running.isCycleRunning(exchange);
        if (!isRunning && cycle.isPassDue()) {
            cycle.cutShort();
        }
        return isRunning && cycle.isPassDue();
    }

    /** The endpoint that has the client of an object's source. */
    private static String endpoint(Map<String, String> endpoints, FeedObject object) {
        return Optional.ofNullable(endpoints.get(object.source().name()))
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no client for the source " + object.source()));
    }

    /** Ends the lane of the table group in the body, whose outcome was noted before. */
    private static Processor stopLane(String state) {
        return exchange -> {
            TableGroup group = exchange.getMessage().getMandatoryBody(TableGroup.class);
            throw new LaneStoppedException(
                    group.id() + ": " + state,
                    state.equals(PAUSED),
                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        };
    }

    private void requireItsTurn(Exchange exchange) throws SchemaException {
        parts.schema().steps().requireItsTurn(schemaFile(exchange), Step.cycle(exchange));
    }

    private void noteSchemaFileCutOff(Exchange exchange) {
        parts.schema().steps().schemaFileCutOff(schemaFile(exchange), CutOff.caught(exchange));
    }

    private void recordSchemaFile(Exchange exchange) throws SQLException {
        parts.schema().applier().record(schemaFile(exchange), exchange.getProperty(CHANGED, boolean.class));
    }

    private Exchange endOfSchemaFile(Exchange exchange, Exchange attempt) {
        parts.schema().applier().endTry(schemaFile(exchange));
        return resultOrFailure(exchange, attempt);
    }

    private void announceSchemaFile(Exchange exchange) throws SQLException {
        SchemaFile file = schemaFile(exchange);
        Optional<Announcer> announcer = parts.announce().announcer();
        if (announcer.isPresent() && exchange.getProperty(CHANGED, boolean.class)) {
            announcer
                    .get()
                    .schemaChanged(file.object().uri(), parts.schema().applier().tablesOf(file));
        }
    }

    private void noteBadRows(Exchange exchange) throws Exception {
        if (parts.announce().badRows().isPresent()) {
            parts.announce()
                    .badRows()
                    .get()
                    .tableGroupConsumed(exchange.getMessage().getMandatoryBody(LoadResult.class));
        }
    }

    private static SchemaFile schemaFile(Exchange exchange) {
        return exchange.getProperty(SCHEMA_FILE, SchemaFile.class);
    }

    private static Predicate isCurrent() {
        return exchange -> exchange.getMessage().getBody(Pass.class).isCurrent();
    }

    private static Predicate isOf(TableKind kind) {
        return exchange -> exchange.getMessage().getBody(LoadPlan.class).merge().kind() == kind;
    }
}
