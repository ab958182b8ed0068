package org.zenotisync.routes;

import static org.apache.camel.builder.PredicateBuilder.or;
import static org.zenotisync.routes.Step.inCycle;
import static org.zenotisync.routes.Step.make;
import static org.zenotisync.routes.Step.makeOfCycle;
import static org.zenotisync.routes.Step.onFailure;
import static org.zenotisync.routes.Step.with;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.util.ObjectHelper;
import org.zenotisync.config.Schedule;
import org.zenotisync.cycle.Cycle;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.Lane;
import org.zenotisync.cycle.Pass;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.TableGroupSteps;
import org.zenotisync.cycle.TablePausedException;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.LoadPlan;
import org.zenotisync.load.LoadResult;
import org.zenotisync.load.StagedGroup;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.S3ObjectReader;
import org.zenotisync.schema.SchemaException;
import org.zenotisync.schema.SchemaFile;

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
 * </pre>
 *
 * Each of them can be stopped. What needs a stopped route is paused and catches up later.
 */
final class ZenotiRoutes extends RouteBuilder {

    private static final String TABLE_GROUP = "ZenotiTableGroup";
    private static final String SCHEMA_FILE = "ZenotiSchemaFile";
    private static final String CHANGED = "ZenotiChanged";
    private static final String LANE = "ZenotiLane";
    private static final String PASS = "ZenotiPass";

    private final SyncParts parts;
    private final boolean isScheduled;

    /**
     * Held by the running cycle. Camel's throttle is not used: it returns its permit only when the caller's complete
     * exchange is done, and (4.14.0) it forgets a permit in use ten seconds after another one was returned.
     */
    private final Semaphore oneCycle = new Semaphore(1, true);

    private final RunningRoute running = new RunningRoute();

    private final CutOff cutOff = new CutOff(running);

    ZenotiRoutes(SyncParts parts, boolean isScheduled) {
        this.parts = parts;
        this.isScheduled = isScheduled;
    }

    // spotless:off: the indentation shows the structure of the routes
    @Override
    public void configure() {
        CycleSteps cycles = parts.cycleSteps();
        SchemaSteps schema = parts.schemaSteps();
        TableGroupSteps tableGroups = parts.tableGroupSteps();
        // the step that notes a failure reports it, once and with the sync's own message
        errorHandler(noErrorHandler());
        interceptSendToEndpoint("direct:zenoti-*").process(running).id("route-runs");

        from("direct:zenoti-sync")
                .routeId("sync")
                .process(exchange -> oneCycle.acquire()).id("one-cycle-at-a-time")
                .doTry().id("try-cycle")
                    .to("direct:zenoti-cycle?block=false").id("run-cycle")
                .doFinally().id("in-any-case")
                    .process(exchange -> oneCycle.release()).id("let-next-cycle-run")
                .end();

        from("direct:zenoti-cycle")
                .routeId("cycle")
                .process(exchange -> exchange.setProperty(Step.CYCLE, cycles.begin())).id("begin-cycle")
                .loopDoWhile(this::hasMore).id("until-no-more-groups")
                    .doTry().id("try-schema")
                        .to("direct:zenoti-schema?block=false").id("schema-first")
                    .doCatch(DirectConsumerNotAvailableException.class).id("schema-stopped")
                        .process(inCycle(schema::schemaPaused)).id("note-schema-paused")
                    .doCatch(Exception.class).id("schema-broken-off")
                        .process(cutOff.unlessStopped("schema")).id("schema-failed-unless-stopped")
                        .process(inCycle(schema::schemaPaused)).id("note-schema-cut-short")
                    .end()
                    .process(makeOfCycle(parts.beginPass()::begin)).id("begin-pass")
                    .process(with(Pass.class, parts.makeMissingTables()::make)).id("make-missing-tables")
                    .process(with(Pass.class, parts.listFeed()::list)).id("list-feed")
                    .process(with(Pass.class, parts.planBacklog()::plan)).id("plan-backlog")
                    .filter(isCurrent()).id("unless-schema-changed")
                        .process(with(Pass.class, parts.publishListing()::publish)).id("publish-listing")
                        .process(with(Pass.class, parts.prepareCheckpoints()::prepare)).id("prepare-checkpoints")
                        .process(with(Pass.class, parts.reportUnknownAndLate()::report)).id("report-unknown-and-late")
                        .setProperty(PASS, body()).id("keep-pass")
                        .process(make(Pass.class, parts.chooseLanes()::choose)).id("leave-out-waiting-tables")
                        .split(body()).parallelProcessing().executorService(parts.newExecutor()).id("split-by-table")
                            .doTry().id("try-lane")
                                .to("direct:zenoti-table-lane?block=false").id("run-lane")
                            .doCatch(DirectConsumerNotAvailableException.class).id("lane-stopped")
                                .process(with(Lane.class, tableGroups::lanePaused)).id("note-lane-paused")
                            .doCatch(Exception.class).id("lane-broken-off")
                                .process(cutOff.unlessStopped("table-lane", "cycle")).id("lane-failed-unless-stopped")
                            .end()
                        .end()
                        .setBody(exchangeProperty(PASS)).id("pass-again")
                        .process(with(Pass.class, parts.noteProgress()::note)).id("note-progress")
                    .end()
                .end()
                .process(makeOfCycle(cycles::finish)).id("finish-cycle");

        retrying(from("direct:zenoti-schema").routeId("schema"))
                .process(makeOfCycle(schema::findSchemaFiles)).id("find-schema-files")
                .split(body()).id("split-by-schema-file")
                    .setProperty(SCHEMA_FILE, body()).id("keep-schema-file")
                    .doTry().id("try-schema-file")
                        .to("direct:zenoti-retry-schema-file?block=false").id("apply-or-retry-file")
                        .setBody(exchangeProperty(SCHEMA_FILE)).id("schema-file-again")
                        .process(with(SchemaFile.class, schema::schemaFileApplied)).id("note-schema-applied")
                    .doCatch(DirectConsumerNotAvailableException.class).id("schema-file-stopped")
                        .process(inCycle(schema::schemaPaused)).id("note-schema-file-paused")
                    .doCatch(Exception.class).id("schema-file-failed")
                        .setBody(exchangeProperty(SCHEMA_FILE)).id("failed-schema-file")
                        .choice().id("schema-failed-or-broken-off")
                            .when(CutOff::isEnding)
                                .process(this::noteSchemaFileCutOff).id("note-schema-broken-off")
                            .when(cutOff.isRefusedBy("schema", "retry-schema-file", "apply-schema-file"))
                                .process(inCycle(schema::schemaPaused)).id("note-schema-stopped")
                            .otherwise()
                                .process(onFailure(SchemaFile.class, schema::schemaFileFailed)).id("note-schema-failed")
                        .end()
                    .end()
                .end();

        retrying(from("direct:zenoti-retry-schema-file").routeId("retry-schema-file"))
                .enrich("direct:zenoti-apply-schema-file?block=false", ZenotiRoutes::resultOrFailure, true)
                    .id("apply-file");

        from("direct:zenoti-apply-schema-file")
                .routeId("apply-schema-file")
                .transacted().id("schema-transaction")
                .process(make(SchemaFile.class, parts.schemaApplier()::plan)).id("plan-schema-statements")
                .process(this::requireItsTurn).id("after-earlier-files")
                .setProperty(CHANGED, of(List.class, statements -> !statements.isEmpty())).id("has-changes")
                .split(body()).stopOnException().id("split-by-statement")
                    .to("jdbc:" + ZenotiSync.DATA_SOURCE + "?resetAutoCommit=false").id("execute-statement")
                .end()
                .process(this::recordSchemaFile).id("record-schema-file");

        from("direct:zenoti-table-lane")
                .routeId("table-lane")
                .setProperty(LANE, body()).id("keep-lane")
                .split(of(Lane.class, Lane::pods)).id("split-by-pod")
                    .doTry().id("try-pod-lane")
                        .to("direct:zenoti-pod-lane?block=false").id("run-pod-lane")
                    .doCatch(DirectConsumerNotAvailableException.class).id("pod-lane-stopped")
                        .process(with(Lane.PodLane.class, tableGroups::podLanePaused)).id("note-pod-lane-paused")
                    .doCatch(LaneStoppedException.class).id("table-group-stopped-lane")
                        .log(LoggingLevel.DEBUG, "${exception.message}").id("log-lane-stopped")
                    .doCatch(Exception.class).id("pod-lane-broken-off")
                        .process(cutOff.unlessStopped("pod-lane")).id("pod-lane-failed-unless-stopped")
                    .end()
                .end()
                .setBody(exchangeProperty(LANE)).id("lane-again")
                .process(with(Lane.class, tableGroups::laneEnded)).id("note-lane-ended");

        from("direct:zenoti-pod-lane")
                .routeId("pod-lane")
                .split(of(Lane.PodLane.class, Lane.PodLane::groups)).stopOnException().id("groups-in-order")
                    .doTry().id("try-next-table-group")
                        .process(with(TableGroup.class, parts.pauses()::requireRunning)).id("unless-table-paused")
                        .to("direct:zenoti-table-group?block=false").id("next-table-group")
                    .doCatch(DirectConsumerNotAvailableException.class, TablePausedException.class)
                        .id("table-group-stopped")
                        .process(with(TableGroup.class, tableGroups::tableGroupPaused)).id("note-table-group-paused")
                        .process(stopLane("paused")).id("stop-pod-lane")
                    .end()
                .end();

        from("direct:zenoti-table-group")
                .routeId("table-group")
                .setProperty(TABLE_GROUP, body()).id("keep-table-group")
                .process(with(TableGroup.class, tableGroups::tableGroupStarted)).id("note-started")
                .doTry().id("try-load")
                    .to("direct:zenoti-retry-table-group?block=false").id("load-or-retry")
                    .choice().id("unless-duplicate")
                        .when(body().isInstanceOf(LoadResult.class))
                            .process(with(LoadResult.class, tableGroups::tableGroupConsumed)).id("note-consumed")
                        .otherwise()
                            .process(with(TableGroup.class, tableGroups::tableGroupSkipped)).id("note-skipped")
                    .end()
                .endDoTry()
                .doCatch(DirectConsumerNotAvailableException.class).id("load-stopped")
                    .setBody(exchangeProperty(TABLE_GROUP)).id("paused-table-group")
                    .process(with(TableGroup.class, tableGroups::tableGroupPaused)).id("note-paused")
                    .process(stopLane("paused")).id("stop-paused-lane")
                .doCatch(Exception.class).id("load-failed")
                    .setBody(exchangeProperty(TABLE_GROUP)).id("failed-table-group")
                    .choice().id("failed-or-broken-off")
                        .when(or(CutOff::isEnding,
                                cutOff.isRefusedBy("table-group", "retry-table-group", "load-table-group")))
                            .process(onFailure(TableGroup.class, tableGroups::tableGroupCutOff)).id("note-broken-off")
                        .otherwise()
                            .process(onFailure(TableGroup.class, tableGroups::tableGroupFailed)).id("note-failed")
                    .end()
                    .process(stopLane("failed")).id("stop-failed-lane")
                .end();

        retrying(from("direct:zenoti-retry-table-group").routeId("retry-table-group"))
                .enrich("direct:zenoti-load-table-group?block=false", ZenotiRoutes::resultOrFailure, true).id("load");

        from("direct:zenoti-load-table-group")
                .routeId("load-table-group")
                .transacted().id("table-group-transaction")
                .idempotentConsumer(of(TableGroup.class, TableGroup::key), parts.lastGroups()).eager(true)
                    .id("last-group")
                    .process(make(TableGroup.class, parts.loadPlanner()::plan)).id("plan-load")
                    .choice().id("by-kind")
                        .when(isOf(TableKind.FACT))
                            .to("direct:zenoti-fact?block=false").id("to-fact")
                        .when(isOf(TableKind.APPEND_ONLY_FACT))
                            .to("direct:zenoti-append-only-fact?block=false").id("to-append-only-fact")
                        .otherwise()
                            .to("direct:zenoti-dimension?block=false").id("to-dimension")
                    .end()
                    .process(with(LoadResult.class, parts.consumption()::record)).id("record-manifest-and-run")
                .end();

        from("direct:zenoti-fact")
                .routeId("fact")
                .process(make(LoadPlan.class, parts.stager()::stage)).id("stage-fact")
                .process(make(StagedGroup.class, parts.factMerge()::merge)).id("merge-fact");

        from("direct:zenoti-append-only-fact")
                .routeId("append-only-fact")
                .process(make(LoadPlan.class, parts.stager()::stage)).id("stage-append-only-fact")
                .process(make(StagedGroup.class, parts.appendOnlyFactMerge()::merge)).id("merge-append-only-fact");

        from("direct:zenoti-dimension")
                .routeId("dimension")
                .process(make(LoadPlan.class, parts.stager()::stage)).id("stage-dimension")
                .process(make(StagedGroup.class, parts.dimensionMerge()::merge)).id("merge-dimension");

        // an endpoint of aws2-s3 calls S3 when it starts: a dynamic one starts with the first object
        from("direct:zenoti-read-object")
                .routeId("read-object")
                .streamCache("false")
                .setBody(of(FeedObject.class, S3ObjectReader::request)).id("object-request")
                .toD("aws2-s3://" + parts.config().source().bucket() + "?amazonS3Client=#" + ZenotiSync.S3_CLIENT
                        + "&operation=getObject&pojoRequest=true").id("get-object");

        getRouteCollection().getRoutes().forEach(running::watch);

        // the last one: in a running context a route starts when it is added, and this one needs all the others
        from(scheduleUri(parts.config().schedule()))
                .routeId("schedule")
                .autoStartup(isScheduled)
                .doTry().id("try-scheduled-cycle")
                    .to("direct:zenoti-sync?block=false").id("start-cycle")
                .doCatch(DirectConsumerNotAvailableException.class).id("sync-stopped")
                    .process(exchange -> cycles.cycleLeftOut()).id("log-sync-paused")
                .doCatch(Exception.class).id("cycle-failed")
                    .choice().id("cycle-failed-or-broken-off")
                        .when(CutOff::isEnding)
                            .process(exchange -> cycles.cycleCutOff(CutOff.caught(exchange)))
                                .id("note-cycle-broken-off")
                        .otherwise()
                            .process(exchange -> cycles.cycleFailed(CutOff.caught(exchange)))
                                .id("note-cycle-failed")
                    .end()
                .end();
    }

    // spotless:on

    /**
     * A route whose steps are tried again after a transient fault, each try in a transaction of its own. The S3 client
     * already retries requests. These retries are for contents that break off and for longer faults.
     */
    private RouteDefinition retrying(RouteDefinition route) {
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition()
                .maximumRedeliveries(SchemaSteps.RETRIES)
                .redeliveryDelay("{{" + ZenotiSync.RETRY_DELAY + ":1000}}")
                .useExponentialBackOff()
                .backOffMultiplier(3)
                .useCollisionAvoidance()
                .collisionAvoidancePercent(50)
                .allowRedeliveryWhileStopping(false)
                .logRetryAttempted(false)
                .logExhausted(false);
        route.errorHandler(defaultErrorHandler().logExhausted(false))
                .onException(Exception.class)
                .id(route.getRouteId() + "-again")
                .onWhen(exchange -> isWorthAnotherTry(CutOff.caught(exchange)))
                .onRedelivery(this::logRetry)
                .setRedeliveryPolicyType(policy);
        // without it, a permanent fault would be tried again by the policy of a transient fault before it
        route.onException(Exception.class)
                .id(route.getRouteId() + "-for-good")
                .setRedeliveryPolicyType(
                        new RedeliveryPolicyDefinition().maximumRedeliveries(0).logExhausted(false));
        return route;
    }

    /**
     * Takes over the result or the failure of a try, which has an exchange of its own. Camel marks an exchange that has
     * failed in a transaction, and does not try it again.
     */
    private static Exchange resultOrFailure(Exchange exchange, Exchange attempt) {
        exchange.getMessage().setBody(attempt.getMessage().getBody());
        exchange.setException(attempt.getException());
        return exchange;
    }

    private void logRetry(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Object subject = body instanceof TableGroup group
                ? group.id()
                : body instanceof SchemaFile file ? file.object().uri() : "the search for schema files";
        log.warn("{} is tried again: {}", subject, Failures.text(CutOff.caught(exchange)));
    }

    private static boolean isWorthAnotherTry(Exception failure) {
        return ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) == null
                && Failures.isTransient(failure);
    }

    private static String scheduleUri(Schedule schedule) {
        if (schedule instanceof Schedule.Interval interval) {
            return "timer:zenoti-schedule?delay=1&period=" + interval.period().toMillis();
        }
        Schedule.Cron cron = (Schedule.Cron) schedule;
        return "quartz:zenoti-schedule?cron=" + cron.expression().replace(' ', '+');
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

    /** Ends the lane of the table group in the body, whose outcome was noted before. */
    private static Processor stopLane(String state) {
        return with(TableGroup.class, group -> {
            throw new LaneStoppedException(group.id() + ": " + state);
        });
    }

    private void requireItsTurn(Exchange exchange) throws SchemaException {
        parts.schemaSteps().requireItsTurn(schemaFile(exchange), Step.cycle(exchange));
    }

    private void noteSchemaFileCutOff(Exchange exchange) {
        parts.schemaSteps().schemaFileCutOff(schemaFile(exchange), CutOff.caught(exchange));
    }

    private void recordSchemaFile(Exchange exchange) throws SQLException {
        parts.schemaApplier().record(schemaFile(exchange), exchange.getProperty(CHANGED, boolean.class));
    }

    private static SchemaFile schemaFile(Exchange exchange) {
        return exchange.getProperty(SCHEMA_FILE, SchemaFile.class);
    }

    private static Predicate isCurrent() {
        return exchange -> exchange.getMessage().getBody(Pass.class).isCurrent();
    }

    private static Predicate isOf(TableKind kind) {
        return exchange -> exchange.getMessage().getBody(LoadPlan.class).kind() == kind;
    }

    private static <T> Expression of(Class<T> type, Function<T, Object> function) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return function.apply(
                        Objects.requireNonNull(exchange.getMessage().getBody(type)));
            }
        };
    }
}
