package org.zenotisync.verify;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zenotisync.cycle.Failures;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;

/** A verification or restore that runs: what is to be compared, and the outcomes so far. Safe for several threads. */
public final class VerifyRun {

    private final YearMonth month;
    private final List<SnapshotJob> jobs;
    private final List<String> unknown;
    private final boolean isRestore;
    private final List<TableVerification> outcomes;

    /**
     * @param others tables that are not compared, and why
     * @param unknown folders that could not be read as a snapshot
     */
    VerifyRun(
            YearMonth month,
            List<SnapshotJob> jobs,
            List<TableVerification> others,
            List<String> unknown,
            boolean isRestore) {
        this.isRestore = isRestore;
        this.month = month;
        this.jobs = List.copyOf(jobs);
        this.unknown = unknown;
        this.outcomes = new ArrayList<>(others);
    }

    /** Whether the target is to be changed. */
    boolean isRestore() {
        return isRestore;
    }

    /** The month of the snapshots. */
    public YearMonth month() {
        return month;
    }

    /** The tables to compare, the largest one first. */
    public List<SnapshotJob> jobs() {
        return jobs;
    }

    /**
     * Notes the outcomes for a table, whose transaction has ended.
     *
     * @throws IOException if its differences cannot be kept
     */
    public synchronized void done(Comparison comparison) throws IOException {
        comparison.complete();
        outcomes.addAll(comparison.outcomes());
    }

    /**
     * Notes that a table could not be compared or restored.
     *
     * @param state interrupted or failed
     */
    public synchronized void failed(SnapshotJob job, TableVerification.State state, Exception failure) {
        for (int ordinal = 0; ordinal < job.snapshots().size(); ordinal++) {
            if (job.isAskedFor(job.track(ordinal))) {
                outcomes.add(TableVerification.of(
                        job.track(ordinal), job.group(ordinal), state, Optional.of(Failures.text(failure))));
            }
        }
    }

    /** The outcomes so far. */
    public synchronized VerifyReport report() {
        return new VerifyReport(
                month,
                outcomes.stream()
                        .sorted(Comparator.comparing(TableVerification::track))
                        .toList(),
                unknown);
    }
}
