package org.zenotisync.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zenotisync.checkpoint.RunLog;

/** Finds tables that had new rows regularly and have none any more. The alert for it has the same rule. */
final class Quiet {

    /** With fewer attempts that brought rows, nothing is usual. */
    private static final int ENOUGH = 5;

    private static final Duration SHORTEST = Duration.ofHours(6);

    private Quiet() {}

    /**
     * For how long a track is without new rows, if that is half as long again as it was among its latest attempts, and
     * longer than six hours.
     *
     * @param runs its latest attempts in order of time
     */
    static Optional<Duration> unusual(List<RunLog.Run> runs, Instant now) {
        List<Instant> withRows = runs.stream()
                .filter(run -> run.changed() > 0 && run.outcome() != RunLog.Outcome.FAILED)
                .map(RunLog.Run::endedAt)
                .toList();
        if (withRows.size() < ENOUGH) {
            return Optional.empty();
        }
        Duration usual = Duration.ZERO;
        for (int i = 1; i < withRows.size(); i++) {
            Duration gap = Duration.between(withRows.get(i - 1), withRows.get(i));
            usual = gap.compareTo(usual) > 0 ? gap : usual;
        }
        Duration quiet = Duration.between(withRows.get(withRows.size() - 1), now);
        boolean isLong = quiet.compareTo(SHORTEST) > 0 && quiet.multipliedBy(2).compareTo(usual.multipliedBy(3)) > 0;
        return isLong ? Optional.of(quiet) : Optional.empty();
    }
}
