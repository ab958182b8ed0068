package org.zenotisync.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.stage.ReadCounters;

/** How far the cycle has come that runs. Counts what the events say; it does no other work on the threads of a load. */
final class RunningCycle implements SyncSubscriber {

    private final AtomicInteger tableGroups = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<String> loading = new ConcurrentSkipListSet<>();
    private volatile ReadCounters counters = new ReadCounters();
    private volatile long bytesBefore;
    private volatile long rowsBefore;
    private volatile boolean isRunning;

    /**
     * A cycle that runs.
     *
     * @param percent the share of its bytes that is read, from 0 to 100
     * @param text how far it has come
     * @param loading the table groups that are being loaded
     * @param stuckFor for how long nothing has moved, in words; empty if the cycle moves
     */
    record View(int percent, String text, List<String> loading, String stuckFor) {

        /** Whether nothing moves any more. */
        public boolean isStuck() {
            return !stuckFor.isEmpty();
        }
    }

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.CycleStarted started) {
            begin(started.counters());
        } else if (event instanceof SyncEvent.BacklogFound found) {
            tableGroups.addAndGet(found.tableGroups());
            bytes.addAndGet(found.bytes());
        } else if (event instanceof SyncEvent.TableGroupStarted started) {
            loading.add(started.id().toString());
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            loading.remove(ended.outcome().id().toString());
            done.incrementAndGet();
        } else if (event instanceof SyncEvent.CycleEnded
                || event instanceof SyncEvent.CycleFailed
                || event instanceof SyncEvent.CycleCutOff) {
            isRunning = false;
        }
    }

    /**
     * How far it has come; empty if none runs.
     *
     * @param stalledFor for how long nothing has moved; empty if the cycle moves
     */
    Optional<View> view(Optional<Duration> stalledFor) {
        if (!isRunning) {
            return Optional.empty();
        }
        long read = Math.max(0, counters.bytes() - bytesBefore);
        int percent = bytes.get() == 0 ? 0 : (int) Math.min(100, read * 100 / bytes.get());
        String text = tableGroups.get() == 0
                ? "The feed is being listed."
                : Words.number(done.get()) + " of " + Words.number(tableGroups.get()) + " table groups, "
                        + Words.bytes(read) + " of " + Words.bytes(bytes.get()) + ", "
                        + Words.number(Math.max(0, counters.rows() - rowsBefore)) + " rows read";
        return Optional.of(new View(
                percent,
                text,
                List.copyOf(loading),
                stalledFor.map(Words::duration).orElse("")));
    }

    private void begin(ReadCounters start) {
        counters = start;
        bytesBefore = start.bytes();
        rowsBefore = start.rows();
        tableGroups.set(0);
        done.set(0);
        bytes.set(0);
        loading.clear();
        isRunning = true;
    }
}
