package org.zenotisync.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.zenotisync.checkpoint.RunLog.RecentTimes;

/**
 * When table groups of a track were consumed, and when they brought rows. From this follows for how long the table is
 * usually without new rows: some tables have new ones in every group, others once a month. Used by many threads.
 */
final class RowTimes {

    /** So many times are kept, over which the longest gap counts as usual. */
    static final int KEPT = 30;

    /** With fewer times nothing can be said. */
    private static final int ENOUGH = 5;

    private final Deque<Instant> withRows = new ArrayDeque<>();
    private Optional<Instant> lastConsumed = Optional.empty();

    /** Adds what is known from before; only useful before the first {@link #consumed}. */
    synchronized void addEarlier(RecentTimes times) {
        times.withRows().forEach(this::add);
        note(times.lastConsumed());
    }

    /**
     * Notes a consumed table group.
     *
     * @param hasRows whether it has changed any row of the target
     */
    synchronized void consumed(Instant at, boolean hasRows) {
        note(at);
        if (hasRows) {
            add(at);
        }
    }

    /** When a table group was last consumed; empty if that is not known. */
    synchronized Optional<Instant> lastConsumed() {
        return lastConsumed;
    }

    /** When a table group last brought a row; empty if that is not known. */
    synchronized Optional<Instant> lastRow() {
        return Optional.ofNullable(withRows.peekLast());
    }

    /** The longest time between two of the latest table groups with rows; empty if there are too few of them. */
    synchronized Optional<Duration> usualQuiet() {
        if (withRows.size() < ENOUGH) {
            return Optional.empty();
        }
        Duration longest = Duration.ZERO;
        Instant before = withRows.getFirst();
        for (Instant time : withRows) {
            Duration gap = Duration.between(before, time);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            before = time;
        }
        return Optional.of(longest);
    }

    private void note(Instant at) {
        lastConsumed = lastConsumed.filter(last -> last.isAfter(at)).or(() -> Optional.of(at));
    }

    private void add(Instant at) {
        withRows.addLast(at);
        if (withRows.size() > KEPT) {
            withRows.removeFirst();
        }
    }
}
