package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.Attempts;
import org.zenotisync.load.Consumption;
import org.zenotisync.load.LoadResult;
import org.zenotisync.load.SyncListener;
import org.zenotisync.model.Counted;
import org.zenotisync.schema.SchemaHolds;

/** Notes what becomes of table groups, outside of their transactions. */
public final class TableGroupSteps {

    private static final Logger LOG = LoggerFactory.getLogger(TableGroupSteps.class);

    private final SyncConfig config;
    private final ControlTables control;
    private final Consumption consumption;
    private final SyncListener listener;
    private final FailureLog failures;
    private final Pauses pauses;
    private final TableStates states;
    private final Attempts attempts;

    public TableGroupSteps(
            SyncConfig config,
            ControlTables control,
            Consumption consumption,
            SyncListener listener,
            FailureLog failures,
            Pauses pauses,
            TableStates states,
            Attempts attempts) {
        this.config = config;
        this.control = control;
        this.consumption = consumption;
        this.attempts = attempts;
        this.listener = listener;
        this.failures = failures;
        this.pauses = pauses;
        this.states = states;
    }

    /** Notes that a table group is being loaded. */
    public void tableGroupStarted(TableGroup group) {
        attempts.started(group.id());
        states.started(group.id());
        listener.tableGroupStarted(group);
    }

    /** Notes a table group that is consumed already: by another process, or by a try whose answer was lost. */
    public void tableGroupSkipped(TableGroup group) {
        LOG.info("{} is consumed already, by another process or by a try whose answer was lost", group.id());
        attempts.ended(group.id());
        states.consumed(group.id());
        listener.tableGroupEnded(group);
    }

    /** Notes a consumed table group. */
    public void tableGroupConsumed(LoadResult result, @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        TableGroup group = result.plan().group();
        attempts.ended(group.id());
        states.consumed(group.id());
        states.loadedBy(group.id(), KeyStatus.of(result));
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(
                group.id(), group.bytes(), TableGroupOutcome.State.CONSUMED, result.counts(), null));
        result.staged().quarantined().stream()
                .findFirst()
                .ifPresent(first -> LOG.warn(
                        "{}: {} of {} left out and kept in {}; the first: {}, {}",
                        group.id(),
                        result.counts().quarantined(),
                        Counted.of(result.counts().read(), "row"),
                        Quarantine.TABLE,
                        SyncStatus.address(group.id().source(), first.key()),
                        first.text()));
    }

    /** Notes a table whose route is stopped, or that waits for schema files. */
    public void lanePaused(Lane lane, @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        lane.pods().forEach(pod -> podLanePaused(pod, cycle));
        listener.tableEnded(lane.table());
    }

    /** Notes a table of a POD whose route is stopped. */
    public void podLanePaused(Lane.PodLane lane, @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        tableGroupPaused(lane.groups().get(0), cycle);
    }

    /** Notes a table that waits for a schema file. */
    void laneWaits(Lane lane, SchemaHolds.Hold hold, Cycle cycle) {
        for (Lane.PodLane pod : lane.pods()) {
            TableGroup group = pod.groups().get(0);
            LOG.warn("{} is {}", group.id(), hold.text());
            cycle.ended(new TableGroupOutcome(
                    group.id(),
                    group.bytes(),
                    TableGroupOutcome.State.WAITING_FOR_SCHEMA,
                    RunLog.Counts.NONE,
                    hold.text()));
        }
        listener.tableEnded(lane.table());
    }

    /** Notes a table group whose table is paused, or that needs a route that is stopped; the later ones of its table and POD wait behind it. */
    public void tableGroupPaused(TableGroup group, @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        String reason = reasonToWait(group, cycle);
        LOG.info("{} waits: {}", group.id(), reason);
        paused(group, cycle, reason);
    }

    /** Notes a table group that was broken off by the end of the program or by a forced stop. */
    public void tableGroupBrokenOff(
            TableGroup group,
            @ExchangeProperty("CamelExceptionCaught") Exception failure,
            @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        LOG.info("{} is broken off, since a route or the program ends: {}", group.id(), Failures.text(failure));
        paused(group, cycle, "a route or the program ends");
    }

    private void paused(TableGroup group, Cycle cycle, String reason) {
        attempts.ended(group.id());
        if (pauses.isPaused(group.id().table())) {
            states.waits(group.id());
        } else {
            states.paused(group.id());
        }
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(
                group.id(), group.bytes(), TableGroupOutcome.State.PAUSED, RunLog.Counts.NONE, reason));
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
    public void tableGroupFailed(
            TableGroup group,
            @ExchangeProperty("CamelExceptionCaught") Exception failure,
            @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        String reason = reason(group, failure);
        failures.told(group.id().toString(), reason);
        LOG.debug("{} failed", group.id(), failure);
        states.failed(group.id(), reason);
        listener.tableGroupEnded(group);
        cycle.ended(new TableGroupOutcome(
                group.id(), group.bytes(), TableGroupOutcome.State.FAILED, RunLog.Counts.NONE, reason));
        try {
            consumption.recordFailure(group, reason);
        } catch (SQLException e) {
            LOG.error("The failure of {} cannot be written to the run log: {}", group.id(), Failures.text(e));
        } finally {
            attempts.ended(group.id());
        }
    }

    private String reason(TableGroup group, Exception failure) {
        try {
            return consumption
                    .explain(failure)
                    .or(() -> control.missingRight(
                            failure, List.of(config.target().nameOf(group.id().table()))))
                    .orElseGet(() -> Failures.text(failure));
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The target does not tell more of a failure", e);
            return Failures.text(failure);
        }
    }

    /** Notes that a lane has come to its end. */
    public void laneEnded(Lane lane) {
        listener.tableEnded(lane.table());
    }
}
