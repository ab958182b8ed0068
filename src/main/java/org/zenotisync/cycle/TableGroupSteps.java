package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.Attempts;
import org.zenotisync.consume.Consumption;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.Quantity;
import org.zenotisync.schema.SchemaHolds;

/** Notes how table groups end, outside of their transactions. */
public final class TableGroupSteps {

    private static final Logger LOG = LoggerFactory.getLogger(TableGroupSteps.class);

    private final SyncConfig config;
    private final ControlTables control;
    private final Consumption consumption;
    private final Pauses pauses;
    private final Attempts attempts;

    public TableGroupSteps(
            SyncConfig config, ControlTables control, Consumption consumption, Pauses pauses, Attempts attempts) {
        this.config = config;
        this.control = control;
        this.consumption = consumption;
        this.pauses = pauses;
        this.attempts = attempts;
    }

    /** Notes that a table group is being loaded. */
    public void tableGroupStarted(TableGroup group, Cycle cycle) {
        attempts.start(group.id());
        cycle.publish(new SyncEvent.TableGroupStarted(group.id()));
    }

    /** Notes a table group that is tried again after a failure that may pass soon. */
    public void tableGroupRetried(TableGroup group, Cycle cycle) {
        cycle.publish(new SyncEvent.TableGroupRetried(group.id()));
    }

    /** Notes a table group that was already consumed by another process, or by an attempt whose answer was lost. */
    public void tableGroupSkipped(TableGroup group, Cycle cycle) {
        LOG.info("{} was already consumed, by another process or by an attempt whose answer was lost", group.id());
        ended(TableGroupOutcome.consumedBefore(group.id(), group.bytes()), cycle);
    }

    /** Notes a consumed table group. */
    public void tableGroupConsumed(LoadResult result, Cycle cycle) {
        consumption.keepMergesCheap(result);
        TableGroup group = result.plan().group();
        ended(
                TableGroupOutcome.consumed(
                        group.id(),
                        group.bytes(),
                        result.counts(),
                        attempts.elapsed(group.id()),
                        new TableGroupOutcome.Phases(result.load().took(), result.mergeTook()),
                        KeyStatus.of(result)),
                cycle);
        result.badRows().stream()
                .findFirst()
                .ifPresent(first -> LOG.warn(
                        "{}: {} of {} left out and kept in {}; the first: {}, {}",
                        group.id(),
                        result.counts().quarantined(),
                        Quantity.of(result.counts().read(), "row"),
                        Quarantine.TABLE,
                        first.file().object().uri(),
                        first.text()));
    }

    /** Notes a table whose route is stopped, or that waits for schema files. */
    public void lanePaused(Lane lane, Cycle cycle) {
        lane.pods().forEach(pod -> podLanePaused(pod, cycle));
        laneEnded(lane, cycle);
    }

    /** Notes a table of a POD whose route is stopped. */
    public void podLanePaused(Lane.PodLane lane, Cycle cycle) {
        tableGroupPaused(lane.groups().get(0), cycle);
    }

    /** Notes a table of a POD that waits for a schema file. */
    void podLaneWaits(Lane.PodLane lane, SchemaHolds.Hold hold, Cycle cycle) {
        TableGroup group = lane.groups().get(0);
        LOG.warn("{} is {}", group.id(), hold.text());
        notConsumed(group, TableGroupOutcome.State.WAITING_FOR_SCHEMA, hold.text(), cycle);
    }

    /**
     * Notes a table group whose table is paused or that needs a stopped route. The later ones of its track wait for it.
     */
    public void tableGroupPaused(TableGroup group, Cycle cycle) {
        String reason = reasonToWait(group, cycle);
        LOG.info("{} waits: {}", group.id(), reason);
        paused(group, cycle, reason);
    }

    /** Notes a table group that was interrupted by the end of the program or a forced stop. */
    public void tableGroupCutOff(TableGroup group, Exception failure, Cycle cycle) {
        LOG.info("{} is cut off because a route or the program ends: {}", group.id(), Failures.text(failure));
        paused(group, cycle, "a route or the program ends");
    }

    private void paused(TableGroup group, Cycle cycle, String reason) {
        TableGroupOutcome.State state = pauses.isPaused(group.id().table())
                ? TableGroupOutcome.State.TABLE_PAUSED
                : TableGroupOutcome.State.PAUSED;
        notConsumed(group, state, reason, cycle);
    }

    private String reasonToWait(TableGroup group, Cycle cycle) {
        if (pauses.isPaused(group.id().table())) {
            return "its table is paused";
        }
        return cycle.isSchemaPaused()
                ? "the schema route is stopped and schema files wait"
                : "a route that it needs is stopped";
    }

    /** Notes a table group that failed, after its transaction was rolled back. */
    public void tableGroupFailed(TableGroup group, Exception failure, Cycle cycle) {
        String reason = reason(group, failure);
        LOG.debug("{} failed", group.id(), failure);
        cycle.publish(new SyncEvent.TableGroupEnded(TableGroupOutcome.failed(
                group.id(), group.bytes(), attempts.elapsed(group.id()), reason, Failures.cause(failure))));
        try {
            consumption.recordFailure(group, reason);
        } catch (SQLException e) {
            LOG.error("The failure of {} cannot be written to the run log: {}", group.id(), Failures.text(e));
        } finally {
            attempts.end(group.id());
        }
    }

    private void notConsumed(TableGroup group, TableGroupOutcome.State state, String reason, Cycle cycle) {
        ended(
                TableGroupOutcome.notConsumed(group.id(), group.bytes(), state, attempts.elapsed(group.id()), reason),
                cycle);
    }

    private void ended(TableGroupOutcome outcome, Cycle cycle) {
        attempts.end(outcome.id());
        cycle.publish(new SyncEvent.TableGroupEnded(outcome));
    }

    private String reason(TableGroup group, Exception failure) {
        try {
            return consumption
                    .explain(failure)
                    .or(() -> control.rights()
                            .missing(
                                    failure,
                                    List.of(config.target().nameOf(group.id().table()))))
                    .orElseGet(() -> Failures.text(failure));
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The target does not say more about a failure", e);
            return Failures.text(failure);
        }
    }

    /** Notes that all table groups of a lane have been tried. */
    public void laneEnded(Lane lane, Cycle cycle) {
        cycle.publish(new SyncEvent.TableEnded(lane.table()));
    }
}
