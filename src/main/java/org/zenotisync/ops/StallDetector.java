package org.zenotisync.ops;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.stage.ReadCounters;

/**
 * Notices that a cycle runs in which nothing moves any more: no byte is read, no row is staged, no table group or
 * schema file begins or ends. A statement in the target shows no progress, so the limit must be longer than the longest
 * one takes.
 */
public final class StallDetector implements SyncSubscriber {

    private final ReadCounters counters;
    private final Duration limit;
    private final LongSupplier nanos;
    private final Function<Thread, Optional<String>> statements;
    private final Map<TableGroupId, Thread> loading = new LinkedHashMap<>();
    private long movedAt;
    private long seen;

    /**
     * @param counters of the bytes and rows that the sync reads
     * @param limit the time without any movement after which a cycle is stalled
     * @param nanos as {@link System#nanoTime()}
     * @param statements gives the statement that a thread waits for; empty if it waits for none
     */
    public StallDetector(
            ReadCounters counters, Duration limit, LongSupplier nanos, Function<Thread, Optional<String>> statements) {
        this.counters = counters;
        this.limit = limit;
        this.nanos = nanos;
        this.statements = statements;
        this.movedAt = nanos.getAsLong();
    }

    @Override
    public synchronized void on(SyncEvent event) {
        movedAt = nanos.getAsLong();
        // events come in the thread of the work
        if (event instanceof SyncEvent.TableGroupStarted started) {
            loading.put(started.id(), Thread.currentThread());
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            loading.remove(ended.outcome().id());
        } else if (event instanceof SyncEvent.CycleStarted) {
            loading.clear();
        }
    }

    /** The table groups that are being loaded, each with the statement that it waits for. */
    public synchronized List<String> waitingFor() {
        return loading.entrySet().stream()
                .map(entry -> entry.getKey() + " waits for "
                        + statements.apply(entry.getValue()).orElse("no statement"))
                .toList();
    }

    /**
     * How long nothing has moved; empty unless a cycle is stalled. What is read counts as movement when it is noticed,
     * which is when this is called.
     *
     * @param isCycleRunning whether a cycle runs now
     */
    public synchronized Optional<Duration> stalledFor(BooleanSupplier isCycleRunning) {
        long now = nanos.getAsLong();
        long read = counters.bytes() + counters.rows();
        if (read != seen || !isCycleRunning.getAsBoolean()) {
            seen = read;
            movedAt = now;
        }
        return Optional.of(Duration.ofNanos(now - movedAt)).filter(still -> still.compareTo(limit) > 0);
    }
}
