package org.zenotisync.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.Problem;
import org.zenotisync.event.TableGroupOutcome;

/**
 * What is kept of the last cycle, for displays: numbers, and the first failures. It is made of the {@link CycleReport},
 * which is not kept, since it holds every table group. Unlike a report, there is also one of a cycle that could not
 * run, and it has the moment at which the cycle ended.
 *
 * @param endedAt when
 * @param took its duration; zero if it could not run
 * @param consumed table groups that were consumed
 * @param failed table groups that failed
 * @param paused table groups whose table is paused or that need a stopped route; only the first one of each track
 *     counts
 * @param waitingForSchema table groups whose table waits for a schema file; only the first one of each track counts
 * @param settling table groups that are settling
 * @param cutShort whether it ended before it had listed everything, because a route was stopped
 * @param rowsRead rows read from all files
 * @param schemaFilesApplied schema files that were applied or whose effect was there
 * @param failures what failed and why, at most 100
 * @param problems those of the failures that are not about one table group that was tried, at most 100
 * @param error why it could not run; empty if it could
 */
public record CycleSnapshot(
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
        List<Problem> problems,
        Optional<String> error) {

    private static final int FAILURES_NAMED = 100;

    static CycleSnapshot of(CycleReport report, Instant endedAt) {
        Stream<String> failures = Stream.concat(
                report.problems().stream().map(problem -> problem.subject() + ": " + problem.reason()),
                report.failures().stream()
                        .map(failed -> failed.id() + ": " + failed.reason().orElse("")));
        return new CycleSnapshot(
                endedAt,
                report.took(),
                count(report, state -> state == TableGroupOutcome.State.CONSUMED),
                count(report, state -> state == TableGroupOutcome.State.FAILED),
                count(report, TableGroupOutcome.State::isPaused),
                count(report, state -> state == TableGroupOutcome.State.WAITING_FOR_SCHEMA),
                report.waiting().size(),
                report.cutShort(),
                report.outcomes().stream()
                        .mapToLong(outcome -> outcome.counts().read())
                        .sum(),
                report.schemaFilesApplied(),
                failures.limit(FAILURES_NAMED).toList(),
                report.problems().stream().limit(FAILURES_NAMED).toList(),
                Optional.empty());
    }

    static CycleSnapshot notRun(String error, Instant endedAt) {
        return new CycleSnapshot(
                endedAt, Duration.ZERO, 0, 0, 0, 0, 0, false, 0, 0, List.of(), List.of(), Optional.of(error));
    }

    private static int count(CycleReport report, Predicate<TableGroupOutcome.State> isCounted) {
        return (int) report.outcomes().stream()
                .filter(outcome -> isCounted.test(outcome.state()))
                .count();
    }
}
