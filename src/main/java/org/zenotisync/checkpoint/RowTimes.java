package org.zenotisync.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.zenotisync.checkpoint.RunLog.RecentTimes;

/**
 * When table groups of a track were consumed, and when they brought rows. From this follows for how long the table is
 * usually without new rows: some tables have new ones in every group, others once a month. Metrics and the status page
 * decide by it. Used by many threads.
 */
public final class RowTimes {

    /** So many times are kept, over which the longest gap counts as usual. */
    public static final int KEPT = 30;

    /** With fewer times nothing can be said. */
    private static final int ENOUGH = 5;

    /** A shorter time without rows is never unusual. */
    private static final Duration SHORTEST = Duration.ofHours(6);

    private final Deque<Instant> withRows = new ArrayDeque<>();
    private Optional<Instant> lastConsumed = Optional.empty();

    /** The times of a track without any known run. */
    public RowTimes() {}

    /** Those that the target records. */
    public static RowTimes of(RecentTimes times) {
        RowTimes made = new RowTimes();
        made.addEarlier(times);
        return made;
    }

    /** Adds what is known from before; only useful before the first {@link #consumed}. */
    public synchronized void addEarlier(RecentTimes times) {
        times.withRows().forEach(this::add);
        note(times.lastConsumed());
    }

    /**
     * Notes a consumed table group.
     *
     * @param hasRows whether it has changed any row of the target
     */
    public synchronized void consumed(Instant at, boolean hasRows) {
        note(at);
        if (hasRows) {
            add(at);
        }
    }

    /** When a table group was last consumed; empty if that is not known. */
    public synchronized Optional<Instant> lastConsumed() {
        return lastConsumed;
    }

    /** When a table group last brought a row; empty if that is not known. */
    public synchronized Optional<Instant> lastRow() {
        return Optional.ofNullable(withRows.peekLast());
    }

    /** The longest time between two of the latest table groups with rows; empty if there are too few of them. */
    public synchronized Optional<Duration> usualQuiet() {
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

    /**
     * For how long the table is without new rows, if that is half as long again as it was between two of its latest
     * table groups with rows, and longer than six hours. However long the silence lasts, these table groups stay the
     * measure, and table groups without rows do not displace them.
     */
    public synchronized Optional<Duration> unusualQuiet(Instant now) {
        return usualQuiet().flatMap(usual -> lastRow()
                .map(last -> Duration.between(last, now))
                .filter(quiet -> quiet.compareTo(SHORTEST) > 0)
                .filter(quiet -> quiet.multipliedBy(2).compareTo(usual.multipliedBy(3)) > 0));
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
