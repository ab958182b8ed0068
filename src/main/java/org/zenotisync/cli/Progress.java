package org.zenotisync.cli;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.model.Quantity;
import org.zenotisync.stage.ReadCounters;

/** How far a cycle has come, shown again and again from its first backlog on until its end. */
abstract class Progress implements SyncSubscriber {

    private final long periodMillis;
    private final ScheduledExecutorService timer;
    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger tablesDone = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<String> loading = new ConcurrentSkipListSet<>();
    private volatile ReadCounters counters = new ReadCounters();
    private volatile long bytesBefore;
    private volatile long rowsBefore;
    private Optional<ScheduledFuture<?>> showing = Optional.empty();
    private long startedNanos;

    Progress(long periodMillis) {
        this.periodMillis = periodMillis;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Shows the state. Called by one thread at a time, and not after {@link #stop} has returned. */
    abstract void show();

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.CycleStarted started) {
            countFrom(started.counters());
        } else if (event instanceof SyncEvent.BacklogFound found) {
            add(found);
        } else if (event instanceof SyncEvent.TableGroupStarted started) {
            loading.add(started.id().toString());
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            loading.remove(ended.outcome().id().toString());
        } else if (event instanceof SyncEvent.TableEnded) {
            tablesDone.incrementAndGet();
        } else if (event instanceof SyncEvent.VerificationStarted started) {
            countFrom(started.counters());
            add(new SyncEvent.BacklogFound(started.tables(), started.tables(), started.bytes()));
        } else if (event instanceof SyncEvent.TableVerificationStarted started) {
            loading.add(started.table());
        } else if (event instanceof SyncEvent.TableVerificationEnded ended) {
            loading.remove(ended.table());
            tablesDone.incrementAndGet();
        }
    }

    private void countFrom(ReadCounters start) {
        counters = start;
        bytesBefore = start.bytes();
        rowsBefore = start.rows();
    }

    private long bytesDone() {
        return counters.bytes() - bytesBefore;
    }

    private synchronized void add(SyncEvent.BacklogFound found) {
        tables.addAndGet(found.tables());
        bytes.addAndGet(found.bytes());
        if (showing.isEmpty() && found.tables() > 0) {
            startedNanos = System.nanoTime();
            showing = Optional.of(timer.scheduleAtFixedRate(
                    this::showUnlessStopped, periodMillis, periodMillis, TimeUnit.MILLISECONDS));
        }
    }

    private synchronized void showUnlessStopped() {
        if (showing.isPresent()) {
            show();
        }
    }

    /** The share of the bytes that are read. */
    final double share() {
        return bytes.get() == 0 ? 0 : Math.min(1, (double) bytesDone() / bytes.get());
    }

    final boolean isLoading() {
        return !loading.isEmpty();
    }

    /** The state in words. */
    final String text() {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return tablesDone + "/" + Quantity.of(tables.get(), "table") + ", "
                + Quantity.of(counters.rows() - rowsBefore, "row") + ", "
                + Sizes.perSecond(bytesDone(), seconds)
                + (loading.isEmpty() ? "" : ", loading " + String.join(" ", loading));
    }

    /** The state as a line of its own. */
    final String line() {
        return (int) (share() * 100) + "% " + text();
    }

    /**
     * Shows no more, and counts the next backlog from zero.
     *
     * @return whether there was something to show
     */
    final synchronized boolean stop() {
        if (showing.isEmpty()) {
            return false;
        }
        showing.get().cancel(false);
        showing = Optional.empty();
        tables.set(0);
        tablesDone.set(0);
        bytes.set(0);
        loading.clear();
        return true;
    }

    /** Ends for good. */
    final void shutDown() {
        timer.shutdownNow();
    }
}
