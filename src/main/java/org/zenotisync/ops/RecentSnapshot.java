package org.zenotisync.ops;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.Track;
import org.zenotisync.status.CycleSnapshot;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;

/** The state of a sync, at most a second old: thousands of gauges are read one after the other. */
final class RecentSnapshot {

    private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<SyncSnapshot> source;
    private @Nullable Taken last;

    private record Taken(long nanos, SyncSnapshot snapshot, Map<Track, TableSnapshot> tables) {}

    RecentSnapshot(Supplier<SyncSnapshot> source) {
        this.source = source;
    }

    double tablesIn(TableSnapshot.State state) {
        return recent().snapshot().tables().stream()
                .filter(table -> table.state() == state)
                .count();
    }

    double lastGroup(Track track) {
        return table(track).map(TableSnapshot::lastGroup).orElse(0L);
    }

    /** Not a number if nothing is known to wait, and the source is not listed: nobody knows what has come since. */
    double groupsBehind(Track track) {
        return table(track)
                .map(table -> table.groupsBehind().isPresent()
                        ? (double) table.groupsBehind().getAsInt()
                        : Double.NaN)
                .orElse(0.0);
    }

    /** Not a number if nothing is known to wait, and the source is not listed: nobody knows what has come since. */
    double secondsUnconsumed(Track track) {
        return table(track).filter(table -> table.groupsBehind().isEmpty()).isPresent()
                ? Double.NaN
                : TableInfo.secondsSince(
                        table(track).flatMap(TableSnapshot::oldestUnconsumed),
                        recent().snapshot().takenAt());
    }

    /**
     * 1 if the last attempt has failed, else 0. Also while the next one runs: an alert waits for a failure that lasts,
     * and a pause in each cycle would begin its time again.
     */
    double isFailed(Track track) {
        return table(track)
                        .filter(table -> table.state() == TableSnapshot.State.FAILED
                                || table.state() == TableSnapshot.State.LOADING
                                        && table.error().isPresent())
                        .isPresent()
                ? 1
                : 0;
    }

    /** 1 if a table is in a state, else 0. */
    double isIn(Track track, TableSnapshot.State state) {
        return table(track).filter(table -> table.state() == state).isPresent() ? 1 : 0;
    }

    /** Not a number unless the table was verified. */
    double snapshotDifferences(Track track) {
        return table(track)
                .flatMap(TableSnapshot::verified)
                .map(kept -> (double) kept.entry().differences())
                .orElse(Double.NaN);
    }

    /** Not a number before the first cycle has ended. */
    double secondsSinceLastCycle() {
        Optional<CycleSnapshot> cycle = recent().snapshot().lastCycle();
        return cycle.isEmpty()
                ? Double.NaN
                : TableInfo.secondsSince(
                        cycle.map(CycleSnapshot::endedAt), recent().snapshot().takenAt());
    }

    private Optional<TableSnapshot> table(Track track) {
        return Optional.ofNullable(recent().tables().get(track));
    }

    private synchronized Taken recent() {
        Taken taken = last;
        if (taken == null || System.nanoTime() - taken.nanos() > VALID_NANOS) {
            SyncSnapshot now = source.get();
            taken = new Taken(
                    System.nanoTime(),
                    now,
                    now.tables().stream().collect(Collectors.toMap(TableSnapshot::track, Function.identity())));
            last = taken;
        }
        return taken;
    }
}
