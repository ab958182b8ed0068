package org.zenotisync.routes;

import static org.zenotisync.routes.Step.make;
import static org.zenotisync.routes.Step.with;

import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.zenotisync.announce.Announcer;
import org.zenotisync.cycle.Failures;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.verify.Comparison;
import org.zenotisync.verify.SnapshotJob;
import org.zenotisync.verify.VerifyParts;
import org.zenotisync.verify.VerifyRequest;
import org.zenotisync.verify.VerifyRun;

/**
 * The routes that compare the target with monthly snapshots:
 *
 * <pre>
 * verify-new-snapshot ─ verify ─ retry-verify-table ─ verify-table
 * restore ─ retry-restore-table ─ restore-table
 * </pre>
 *
 * A table is one transaction. Each route can be stopped.
 */
final class VerifyRoutes extends SyncRouteBuilder {

    private static final String RUN = "ZenotiVerifyRun";
    private static final String JOB = "ZenotiSnapshotJob";

    private final VerifyParts verify;

    /** Held by the automatic verification. */
    private final Semaphore oneVerification = new Semaphore(1);

    VerifyRoutes(SyncParts parts, SyncNames names) {
        super(parts, names);
        this.verify = parts.verify();
    }

    // spotless:off: the indentation shows the structure of the routes
    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        tables(begin(route("verify"), "verify"), "verify-table");
        tables(
                begin(route("restore"), "restore")
                        .process(exchange -> transactions.require()).id(step("restore-transactions-are-proven")),
                "restore-table");

        RouteDefinition verifyTable = transacted(route("verify-table")).id(step("verify-transaction"));
        compare(verifyTable, "verify-");
        verifyTable
                .filter(isComparable()).id(step("verify-has-stages"))
                    .process(with(Comparison.class, verify.bringBack()::dropTemporary)).id(step("verify-drop-stages"))
                .end();

        RouteDefinition restoreTable = transacted(route("restore-table")).id(step("restore-transaction"));
        compare(restoreTable, "restore-");
        restoreTable
                .filter(isComparable()).id(step("restore-if-comparable"))
                    .process(with(Comparison.class, verify.bringBack()::restore)).id(step("bring-rows-back"))
                    .process(announcing(Comparison.class, this::announceRestored)).id(step("write-restore-event"))
                    .process(with(Comparison.class, verify.bringBack()::dropTemporary)).id(step("restore-drop-stages"))
                .end();

        route("verify-new-snapshot")
                .filter(exchange -> oneVerification.tryAcquire()).id(step("one-verification-at-a-time"))
                    .doTry().id(step("try-new-snapshot"))
                        .process(this::findNewSnapshot).id(step("find-new-snapshot"))
                        .filter(body().isNotNull()).id(step("if-snapshot-is-new"))
                            .process(running.before("verify")).id(step("verify-runs"))
                            .to(at("verify")).id(step("verify-new"))
                            .process(with(VerifyReport.class, verify.newSnapshots()::keep)).id(step("keep-outcomes"))
                        .end()
                    .endDoTry()
                    .doFinally().id(step("after-verification"))
                        .process(exchange -> oneVerification.release()).id(step("let-next-verification-run"))
                    .end()
                .end();

        getRouteCollection().getRoutes().forEach(running::watch);
    }

    private RouteDefinition begin(RouteDefinition route, String id) {
        return route
                .process(exchange -> parts.eventEndpoint().requireNoDelivery()).id(step(id + "-outside-events"))
                .process(transactions::requireNone).id(step(id + "-outside-transactions"));
    }

    /** Finds the snapshots, and sends each table that has some to a route. */
    private void tables(RouteDefinition route, String tableRoute) {
        String id = tableRoute.substring(0, tableRoute.indexOf('-') + 1);
        route
                .process(make(VerifyRequest.class, verify.findSnapshots()::find)).id(step(id + "find-snapshots"))
                .setProperty(RUN, body()).id(step(id + "keep-run"))
                .process(exchange -> verify.checkIgnoredColumns().warn()).id(step(id + "check-ignored-columns"))
                .process(with(VerifyRun.class, verify.progress()::started)).id(step(id + "note-started"))
                .split(of(VerifyRun.class, VerifyRun::jobs)).parallelProcessing().executorService(parts.newExecutor())
                    .id(step(id + "split-by-table"))
                    .setProperty(JOB, body()).id(step(id + "keep-table"))
                    .process(with(SnapshotJob.class, verify.progress()::tableStarted)).id(step(id + "note-table"))
                    .doTry().id(step(id + "try-table"))
                        .process(running.before("retry-" + tableRoute)).id(step(id + "retry-runs"))
                        .to(at("retry-" + tableRoute)).id(step(id + "compare-table"))
                        .process(exchange -> run(exchange).done(exchange.getMessage().getBody(Comparison.class)))
                            .id(step(id + "note-outcome"))
                    .doCatch(Exception.class).id(step(id + "table-failed"))
                        .process(this::noteFailure).id(step(id + "note-failure"))
                    .end()
                    .process(exchange -> verify.progress().tableEnded(job(exchange))).id(step(id + "note-table-ended"))
                .end()
                .process(exchange -> verify.progress().ended(run(exchange))).id(step(id + "note-ended"))
                .setBody(exchange -> run(exchange).report()).id(step(id + "report"));

        retrying(route("retry-" + tableRoute))
                .process(running.before(tableRoute)).id(step(tableRoute + "-runs"))
                .enrich(at(tableRoute), this::resultOrFailure, true).id(step("try-" + tableRoute));
    }

    /** The steps of a comparison. */
    private void compare(RouteDefinition route, String id) {
        route
                .process(make(SnapshotJob.class, verify.planComparison()::plan)).id(step(id + "plan-comparison"))
                .filter(isComparable()).id(step(id + "unless-too-early"))
                    .process(with(Comparison.class, verify.stageSnapshot()::stage)).id(step(id + "stage-snapshot"))
                    .process(with(Comparison.class, verify.compareWithTarget()::compare))
                        .id(step(id + "compare-with-target"))
                    .filter(needsLaterGroups()).id(step(id + "if-groups-changed-rows"))
                        .process(with(Comparison.class, verify.applyLaterGroups()::apply))
                            .id(step(id + "apply-later-groups"))
                        .process(with(Comparison.class, verify.compareWithTarget()::compareAgain))
                            .id(step(id + "compare-again"))
                    .end()
                .end()
                .process(with(Comparison.class, verify.listDifferences()::list)).id(step(id + "list-differences"));
    }

    // spotless:on

    private static Predicate isComparable() {
        return exchange -> exchange.getMessage().getBody(Comparison.class).isComparable();
    }

    private static Predicate needsLaterGroups() {
        return exchange -> exchange.getMessage().getBody(Comparison.class).needsLaterGroups();
    }

    /** No body if there is nothing to verify. */
    private void findNewSnapshot(Exchange exchange) throws SQLException {
        exchange.getMessage().setBody(verify.newSnapshots().request().orElse(null));
    }

    private void announceRestored(Announcer announcer, Comparison comparison) throws SQLException {
        if (comparison.hasBroughtBack()) {
            announcer.restored(comparison.outcomes());
        }
    }

    private static VerifyRun run(Exchange exchange) {
        return exchange.getProperty(RUN, VerifyRun.class);
    }

    private static SnapshotJob job(Exchange exchange) {
        return exchange.getProperty(JOB, SnapshotJob.class);
    }

    private void noteFailure(Exchange exchange) {
        Exception failure = CutOff.caught(exchange);
        boolean isStopped = ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) != null;
        boolean isInterrupted =
                isStopped || CutOff.isEnding(exchange) || Failures.isTransient(failure, parts.warehouse());
        run(exchange)
                .failed(
                        job(exchange),
                        isInterrupted ? TableVerification.State.INTERRUPTED : TableVerification.State.FAILED,
                        isStopped ? new IllegalStateException("a route that it needs is stopped") : failure);
    }
}
