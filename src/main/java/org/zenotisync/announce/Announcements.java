package org.zenotisync.announce;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.warehouse.Jdbc;

/**
 * Writes the events of what has no transaction of its own into the outbox: failures, ended cycles and verifications. It
 * starts the delivery after each transaction that may have written events.
 */
public final class Announcements implements SyncSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final DataSource dataSource;
    private final Announcer announcer;
    private final Runnable wake;

    /** @param wake starts the delivery */
    public Announcements(DataSource dataSource, Announcer announcer, Runnable wake) {
        this.dataSource = dataSource;
        this.announcer = announcer;
        this.wake = wake;
    }

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.CycleStarted) {
            findFailingTables();
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            if (ended.outcome().state() == TableGroupOutcome.State.FAILED) {
                write(connection -> announcer.tableFailed(connection, ended.outcome()));
            }
            wake.run();
        } else if (event instanceof SyncEvent.CycleEnded ended) {
            write(connection -> announcer.add(connection, EventType.CYCLE_ENDED, of(ended.report())));
            wake.run();
        } else if (event instanceof SyncEvent.SnapshotVerified verified) {
            write(connection -> announcer.add(connection, EventType.SNAPSHOT_VERIFIED, of(verified.report())));
            wake.run();
        } else if (event instanceof SyncEvent.SchemaFileApplied || event instanceof SyncEvent.SnapshotRestored) {
            wake.run();
        }
    }

    private void findFailingTables() {
        try {
            Jdbc.runInTransaction(dataSource, announcer::findFailingTables);
        } catch (SQLException e) {
            // it is then asked for each table group
            LOG.debug("The failing tables cannot be read", e);
        }
    }

    private void write(Jdbc.Action action) {
        try {
            Jdbc.runInTransaction(dataSource, action);
        } catch (SQLException e) {
            LOG.warn("An event cannot be written into the target, and is not sent: {}", e.getMessage());
            LOG.debug("An event cannot be written", e);
        }
    }

    private static Map<String, Object> of(CycleReport report) {
        List<TableGroupOutcome> consumed = in(report, TableGroupOutcome.State.CONSUMED);
        long paused = report.outcomes().stream()
                .filter(outcome -> outcome.state().isPaused())
                .count();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complete", paused == 0 && isComplete(report));
        data.put("seconds", report.took().toSeconds());
        data.put("tableGroupsConsumed", (long) consumed.size());
        data.put("tableGroupsFailed", (long) report.failures().size());
        data.put("tableGroupsPaused", paused);
        data.put("tableGroupsSettling", (long) report.waiting().size());
        data.put("tablesWaitingForSchema", (long) report.waitingForSchema().size());
        data.put("problems", (long) report.problems().size());
        data.put("schemaFilesApplied", (long) report.schemaFilesApplied());
        data.put(
                "tables",
                Names.ofTables(
                        consumed.stream().map(outcome -> outcome.id().table()).toList()));
        data.put(
                "failed",
                Names.ofTracks(report.failures().stream()
                        .map(outcome -> outcome.id().track())
                        .toList()));
        return data;
    }

    /** Whether everything that was listed is in, apart from what is paused. */
    private static boolean isComplete(CycleReport report) {
        return !report.hasFailures()
                && !report.cutShort()
                && !report.schemaPaused()
                && report.waiting().isEmpty();
    }

    private static List<TableGroupOutcome> in(CycleReport report, TableGroupOutcome.State state) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.state() == state)
                .toList();
    }

    private static Map<String, Object> of(VerifyReport report) {
        List<TableVerification> compared =
                report.tables().stream().filter(TableVerification::isCompared).toList();
        List<TableVerification> different = compared.stream()
                .filter(table -> table.state() == TableVerification.State.DIFFERENT)
                .toList();
        TableVerification.Counts sum = TableVerification.Counts.NONE;
        for (TableVerification table : compared) {
            sum = sum.plus(table.counts());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("month", report.month().toString());
        data.put("equal", report.isEqual());
        data.put("tablesCompared", (long) compared.size());
        data.put("tablesDifferent", (long) different.size());
        data.put("rowsMissing", sum.missing());
        data.put("rowsDifferent", sum.different());
        data.put("rowsNotDeleted", sum.notDeleted());
        data.put("rowsSurplus", sum.surplus());
        data.put(
                "different",
                Names.ofTracks(different.stream().map(TableVerification::track).toList()));
        return data;
    }
}
