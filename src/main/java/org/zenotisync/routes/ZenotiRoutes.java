package org.zenotisync.routes;

import static org.apache.camel.builder.PredicateBuilder.or;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
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
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.TablePausedException;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.LoadPlan;
import org.zenotisync.load.LoadResult;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.SchemaFile;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * The routes of the sync:
 *
 * <pre>
 * schedule ─ sync ─ cycle ─┬ schema ─ retry-schema-file ─ apply-schema-file
 *                          └ table-lane ─ pod-lane ─ table-group ─ retry-table-group ─ load-table-group ─┬ fact
 *                                                                                                        ├ append-only-fact
 *                                                                                                        └ dimension
 * read-object
 * </pre>
 *
 * Any of them can be stopped: what needs a stopped route is paused and catches up later.
 */
final class ZenotiRoutes extends RouteBuilder {

    private static final String TABLE_GROUP = "ZenotiTableGroup";
    private static final String SCHEMA_FILE = SchemaSteps.SCHEMA_FILE;

    private final ZenotiSync sync;

    /**
     * Held by the cycle that runs. Not a throttle: Camel's gives its permit back only when the caller's whole exchange is
     * done, and (4.14.0) forgets permits that are out ten seconds after another one came back.
     */
    private final Semaphore oneCycle = new Semaphore(1, true);

    private final RunningRoute running = new RunningRoute();

    private final BrokenOff brokenOff = new BrokenOff(running);

    ZenotiRoutes(ZenotiSync sync) {
        this.sync = sync;
    }

    // spotless:off: the indentation of the routes is their picture
    @Override
    public void configure() {
        // every failure is told once, in our words, by the step that notes it
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
                .bean(sync.steps(), "begin").id("begin-cycle")
                .setProperty(CycleSteps.CYCLE, body()).id("keep-cycle")
                .loopDoWhile(this::hasMore).id("until-no-more-groups")
                    .doTry().id("try-schema")
                        .to("direct:zenoti-schema?block=false").id("schema-first")
                    .doCatch(DirectConsumerNotAvailableException.class).id("schema-stopped")
                        .bean(sync.schemaSteps(), "schemaPaused").id("note-schema-paused")
                    .doCatch(Exception.class).id("schema-broken-off")
                        .process(brokenOff.unlessStopped("schema")).id("schema-failed-unless-stopped")
                        .bean(sync.schemaSteps(), "schemaPaused").id("note-schema-cut-short")
                    .end()
                    .bean(sync.backlogSteps(), "findBacklog").id("list-feed")
                    .split(body()).parallelProcessing().executorService(sync.newExecutor()).id("split-by-table")
                        .doTry().id("try-lane")
                            .to("direct:zenoti-table-lane?block=false").id("run-lane")
                        .doCatch(DirectConsumerNotAvailableException.class).id("lane-stopped")
                            .bean(sync.tableGroupSteps(), "lanePaused").id("note-lane-paused")
                        .doCatch(Exception.class).id("lane-broken-off")
                            .process(brokenOff.unlessStopped("table-lane", "cycle")).id("lane-failed-unless-stopped")
                        .end()
                    .end()
                    .bean(sync.backlogSteps(), "finishPass").id("note-progress")
                .end()
                .bean(sync.steps(), "finish").id("finish-cycle");

        retrying(from("direct:zenoti-schema").routeId("schema"))
                .bean(sync.schemaSteps(), "findSchemaFiles").id("find-schema-files")
                .split(body()).id("split-by-schema-file")
                    .setProperty(SCHEMA_FILE, body()).id("keep-schema-file")
                    .doTry().id("try-schema-file")
                        .to("direct:zenoti-retry-schema-file?block=false").id("apply-or-retry-file")
                        .setBody(exchangeProperty(SCHEMA_FILE)).id("schema-file-again")
                        .bean(sync.schemaSteps(), "schemaFileApplied").id("note-schema-applied")
                    .doCatch(DirectConsumerNotAvailableException.class).id("schema-file-stopped")
                        .bean(sync.schemaSteps(), "schemaPaused").id("note-schema-file-paused")
                    .doCatch(Exception.class).id("schema-file-failed")
                        .setBody(exchangeProperty(SCHEMA_FILE)).id("failed-schema-file")
                        .choice().id("schema-failed-or-broken-off")
                            .when(BrokenOff::isEnding)
                                .bean(sync.schemaSteps(), "schemaFileBrokenOff").id("note-schema-broken-off")
                            .when(brokenOff.isRefusedBy("schema", "retry-schema-file", "apply-schema-file"))
                                .bean(sync.schemaSteps(), "schemaPaused").id("note-schema-stopped")
                            .otherwise()
                                .bean(sync.schemaSteps(), "schemaFileFailed").id("note-schema-failed")
                        .end()
                    .end()
                .end();

        retrying(from("direct:zenoti-retry-schema-file").routeId("retry-schema-file"))
                .enrich("direct:zenoti-apply-schema-file?block=false", ZenotiRoutes::resultOrFailure, true).id("apply-file");

        from("direct:zenoti-apply-schema-file")
                .routeId("apply-schema-file")
                .transacted().id("schema-transaction")
                .bean(sync.schemaApplier(), "plan").id("plan-schema-statements")
                .bean(sync.schemaSteps(), "requireItsTurn").id("after-earlier-files")
                .setProperty("ZenotiChanged", of(List.class, statements -> !statements.isEmpty())).id("has-changes")
                .split(body()).stopOnException().id("split-by-statement")
                    .to("jdbc:" + ZenotiSync.DATA_SOURCE + "?resetAutoCommit=false").id("execute-statement")
                .end()
                .bean(sync.schemaApplier(), "record(${exchangeProperty.ZenotiSchemaFile}, ${exchangeProperty.ZenotiChanged})")
                    .id("record-schema-file");

        from("direct:zenoti-table-lane")
                .routeId("table-lane")
                .setProperty("ZenotiLane", body()).id("keep-lane")
                .split(of(Lane.class, Lane::pods)).id("split-by-pod")
                    .doTry().id("try-pod-lane")
                        .to("direct:zenoti-pod-lane?block=false").id("run-pod-lane")
                    .doCatch(DirectConsumerNotAvailableException.class).id("pod-lane-stopped")
                        .bean(sync.tableGroupSteps(), "podLanePaused").id("note-pod-lane-paused")
                    .doCatch(LaneStoppedException.class).id("table-group-stopped-lane")
                        .log(LoggingLevel.DEBUG, "${exception.message}").id("log-lane-stopped")
                    .doCatch(Exception.class).id("pod-lane-broken-off")
                        .process(brokenOff.unlessStopped("pod-lane")).id("pod-lane-failed-unless-stopped")
                    .end()
                .end()
                .setBody(exchangeProperty("ZenotiLane")).id("lane-again")
                .bean(sync.tableGroupSteps(), "laneEnded").id("note-lane-ended");

        from("direct:zenoti-pod-lane")
                .routeId("pod-lane")
                .split(of(Lane.PodLane.class, Lane.PodLane::groups)).stopOnException().id("groups-in-order")
                    .doTry().id("try-next-table-group")
                        .bean(sync.pauses(), "requireRunning").id("unless-table-paused")
                        .to("direct:zenoti-table-group?block=false").id("next-table-group")
                    .doCatch(DirectConsumerNotAvailableException.class, TablePausedException.class).id("table-group-stopped")
                        .bean(sync.tableGroupSteps(), "tableGroupPaused").id("note-table-group-paused")
                        .throwException(LaneStoppedException.class, "${body.id} is paused").id("stop-pod-lane")
                    .end()
                .end();

        from("direct:zenoti-table-group")
                .routeId("table-group")
                .setProperty(TABLE_GROUP, body()).id("keep-table-group")
                .bean(sync.tableGroupSteps(), "tableGroupStarted").id("note-started")
                .doTry().id("try-load")
                    .to("direct:zenoti-retry-table-group?block=false").id("load-or-retry")
                    .choice().id("unless-duplicate")
                        .when(body().isInstanceOf(LoadResult.class))
                            .bean(sync.tableGroupSteps(), "tableGroupConsumed").id("note-consumed")
                        .otherwise()
                            .bean(sync.tableGroupSteps(), "tableGroupSkipped").id("note-skipped")
                    .end()
                .endDoTry()
                .doCatch(DirectConsumerNotAvailableException.class).id("load-stopped")
                    .setBody(exchangeProperty(TABLE_GROUP)).id("paused-table-group")
                    .bean(sync.tableGroupSteps(), "tableGroupPaused").id("note-paused")
                    .throwException(LaneStoppedException.class, "${body.id} is paused").id("stop-paused-lane")
                .doCatch(Exception.class).id("load-failed")
                    .setBody(exchangeProperty(TABLE_GROUP)).id("failed-table-group")
                    .choice().id("failed-or-broken-off")
                        .when(or(BrokenOff::isEnding,
                                brokenOff.isRefusedBy("table-group", "retry-table-group", "load-table-group")))
                            .bean(sync.tableGroupSteps(), "tableGroupBrokenOff").id("note-broken-off")
                        .otherwise()
                            .bean(sync.tableGroupSteps(), "tableGroupFailed").id("note-failed")
                    .end()
                    .throwException(LaneStoppedException.class, "${body.id} failed").id("stop-failed-lane")
                .end();

        retrying(from("direct:zenoti-retry-table-group").routeId("retry-table-group"))
                .enrich("direct:zenoti-load-table-group?block=false", ZenotiRoutes::resultOrFailure, true).id("load");

        from("direct:zenoti-load-table-group")
                .routeId("load-table-group")
                .transacted().id("table-group-transaction")
                .idempotentConsumer(of(TableGroup.class, TableGroup::key), sync.lastGroups()).eager(true)
                    .id("last-group")
                    .bean(sync.planner(), "plan").id("plan-load")
                    .choice().id("by-kind")
                        .when(isOf(TableKind.FACT))
                            .to("direct:zenoti-fact?block=false").id("to-fact")
                        .when(isOf(TableKind.APPEND_ONLY_FACT))
                            .to("direct:zenoti-append-only-fact?block=false").id("to-append-only-fact")
                        .otherwise()
                            .to("direct:zenoti-dimension?block=false").id("to-dimension")
                    .end()
                    .bean(sync.consumption(), "record").id("record-manifest-and-run")
                .end();

        from("direct:zenoti-fact")
                .routeId("fact")
                .bean(sync.stager(), "stage").id("stage-fact")
                .bean(sync.factMerge(), "merge").id("merge-fact");

        from("direct:zenoti-append-only-fact")
                .routeId("append-only-fact")
                .bean(sync.stager(), "stage").id("stage-append-only-fact")
                .bean(sync.appendOnlyFactMerge(), "merge").id("merge-append-only-fact");

        from("direct:zenoti-dimension")
                .routeId("dimension")
                .bean(sync.stager(), "stage").id("stage-dimension")
                .bean(sync.dimensionMerge(), "merge").id("merge-dimension");

        // an endpoint of aws2-s3 calls S3 when it starts: a dynamic one starts with the first object
        from("direct:zenoti-read-object")
                .routeId("read-object")
                .noStreamCaching()
                .setBody(of(FeedObject.class, ZenotiRoutes::request)).id("object-request")
                .toD("aws2-s3://" + sync.config().source().bucket() + "?amazonS3Client=#" + ZenotiSync.S3_CLIENT
                        + "&operation=getObject&pojoRequest=true").id("get-object");

        getRouteCollection().getRoutes().forEach(running::watch);

        // the last one: in a context that runs, a route starts when it is added, and this one needs all others at once
        from(scheduleUri(sync.config().schedule()))
                .routeId("schedule")
                .autoStartup(sync.isScheduled())
                .doTry().id("try-scheduled-cycle")
                    .to("direct:zenoti-sync?block=false").id("start-cycle")
                .doCatch(DirectConsumerNotAvailableException.class).id("sync-stopped")
                    .bean(sync.steps(), "cycleLeftOut").id("log-sync-paused")
                .doCatch(Exception.class).id("cycle-failed")
                    .choice().id("cycle-failed-or-broken-off")
                        .when(BrokenOff::isEnding)
                            .bean(sync.steps(), "cycleBrokenOff").id("note-cycle-broken-off")
                        .otherwise()
                            .bean(sync.steps(), "cycleFailed").id("note-cycle-failed")
                    .end()
                .end();
    }

    // spotless:on

    /**
     * A route whose steps are tried again after a fault that may be over in a moment, each try in a transaction of its own.
     * Requests are retried by the S3 client already; this is for contents that break off, and for longer trouble.
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
                .onWhen(exchange -> isWorthAnotherTry(BrokenOff.caught(exchange)))
                .onRedelivery(this::tellRetry)
                .setRedeliveryPolicyType(policy);
        // without it, what lasts would be tried again by the policy of a fault before it
        route.onException(Exception.class)
                .id(route.getRouteId() + "-for-good")
                .setRedeliveryPolicyType(
                        new RedeliveryPolicyDefinition().maximumRedeliveries(0).logExhausted(false));
        return route;
    }

    /** Of a try in an exchange of its own: one that has failed in a transaction is marked, and not tried again by Camel. */
    private static Exchange resultOrFailure(Exchange exchange, Exchange attempt) {
        exchange.getMessage().setBody(attempt.getMessage().getBody());
        exchange.setException(attempt.getException());
        return exchange;
    }

    private void tellRetry(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Object subject = body instanceof TableGroup group
                ? group.id()
                : body instanceof SchemaFile file ? file.object().uri() : "the search for schema files";
        log.warn("{} is tried again: {}", subject, Failures.text(BrokenOff.caught(exchange)));
    }

    private static boolean isWorthAnotherTry(Exception failure) {
        return ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) == null
                && Failures.isTransient(failure);
    }

    private static String scheduleUri(Schedule schedule) {
        return schedule.cron() == null
                ? "timer:zenoti-schedule?delay=1&period=" + schedule.interval().toMillis()
                : "quartz:zenoti-schedule?cron=" + schedule.cron().replace(' ', '+');
    }

    /** Told to end, or to pause, a cycle begins no pass: schema files that were not applied any more would be missing to its tables. */
    private boolean hasMore(Exchange exchange) {
        Cycle cycle = exchange.getProperty(CycleSteps.CYCLE, Cycle.class);
        boolean isRunning = !BrokenOff.isEnding(exchange) && running.isCycleRunning(exchange);
        if (!isRunning && cycle.isPassDue()) {
            cycle.cutShort();
        }
        return isRunning && cycle.isPassDue();
    }

    private static Predicate isOf(TableKind kind) {
        return exchange -> exchange.getMessage().getBody(LoadPlan.class).kind() == kind;
    }

    /** The object as it was listed: another one that took its place meanwhile is not read, nor one altered on its way. */
    static GetObjectRequest request(FeedObject object) {
        return GetObjectRequest.builder()
                .bucket(object.source().bucket())
                .key(object.key())
                .ifMatch(object.etag())
                .checksumMode(ChecksumMode.ENABLED)
                .build();
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
