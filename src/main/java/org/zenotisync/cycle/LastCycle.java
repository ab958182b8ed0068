package org.zenotisync.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cycle that has come to an end.
 *
 * @param endedAt when
 * @param took its duration; zero if it could not run
 * @param consumed table groups that were consumed
 * @param failed table groups that failed
 * @param paused table groups whose table is paused or that need a route that is stopped, the first one of each table and POD
 * @param waitingForSchema table groups whose table waits for a schema file, the first one of each table and POD
 * @param settling table groups that may still be being written
 * @param cutShort whether it left something out that it has not even listed, since a route was stopped
 * @param rowsRead rows of all files
 * @param schemaFilesApplied schema files that were applied or whose effect was there
 * @param failures what failed and why, at most 100
 * @param error why it could not run; null if it could
 */
public record LastCycle(
        Instant endedAt,
        Duration took,
        int consumed,
        int failed,
        int paused,
        int waitingForSchema,
        int settling,
        boolean cutShort,
        long rowsRead,
        int schemaFilesApplied,
        List<String> failures,
        String error) {

    private static final int FAILURES_TOLD = 100;

    static LastCycle of(CycleReport report, Instant endedAt) {
        Stream<String> failures = Stream.concat(
                report.schemaFailures().stream().map(f -> f.subject() + ": " + f.reason()),
                report.failures().stream().map(f -> f.id() + ": " + f.reason()));
        return new LastCycle(
                endedAt,
                report.took(),
                count(report, TableGroupOutcome.State.CONSUMED),
                count(report, TableGroupOutcome.State.FAILED),
                count(report, TableGroupOutcome.State.PAUSED),
                count(report, TableGroupOutcome.State.WAITING_FOR_SCHEMA),
                report.waiting().size(),
                report.cutShort(),
                report.outcomes().stream()
                        .mapToLong(outcome -> outcome.counts().read())
                        .sum(),
                report.schemaFilesApplied(),
                failures.limit(FAILURES_TOLD).toList(),
                null);
    }

    static LastCycle notRun(String error, Instant endedAt) {
        return new LastCycle(endedAt, Duration.ZERO, 0, 0, 0, 0, 0, false, 0, 0, List.of(), error);
    }

    private static int count(CycleReport report, TableGroupOutcome.State state) {
        return (int) report.outcomes().stream()
                .filter(outcome -> outcome.state() == state)
                .count();
    }
}
