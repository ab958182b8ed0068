package org.zenotisync.verify;

import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.stage.ReadCounters;

/** Steps of a verification: publish how far it is. */
public final class VerifyProgress {

    private final SyncEvents events;
    private final ReadCounters counters;

    VerifyProgress(SyncEvents events, ReadCounters counters) {
        this.events = events;
        this.counters = counters;
    }

    /** The tables are known. */
    public void started(VerifyRun run) {
        long bytes = run.jobs().stream().mapToLong(SnapshotJob::bytes).sum();
        events.publish(new SyncEvent.VerificationStarted(run.jobs().size(), bytes, counters));
    }

    /** The comparison of a table begins. */
    public void tableStarted(SnapshotJob job) {
        events.publish(new SyncEvent.TableVerificationStarted(job.table()));
    }

    /** The comparison of a table has ended. */
    public void tableEnded(SnapshotJob job) {
        events.publish(new SyncEvent.TableVerificationEnded(job.table()));
    }

    /** All tables are compared, or restored. */
    public void ended(VerifyRun run) {
        VerifyReport report = run.report();
        if (run.isRestore()) {
            events.publish(new SyncEvent.SnapshotRestored(report));
        } else if (report.hasNews()) {
            events.publish(new SyncEvent.SnapshotVerified(report));
        }
    }
}
