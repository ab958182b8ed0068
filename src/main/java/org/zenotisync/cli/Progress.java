package org.zenotisync.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.SyncListener;
import org.zenotisync.model.Counted;

/** How far a cycle has come, shown again and again from its first backlog on until its end. */
abstract class Progress implements SyncListener {

    private final long periodMillis;
    private final ScheduledExecutorService timer;
    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger tablesDone = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final Set<String> loading = new ConcurrentSkipListSet<>();
    private ScheduledFuture<?> showing;
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
    public final synchronized void backlogFound(int newTables, int tableGroups, long newBytes) {
        tables.addAndGet(newTables);
        bytes.addAndGet(newBytes);
        if (showing == null && newTables > 0) {
            startedNanos = System.nanoTime();
            showing = timer.scheduleAtFixedRate(
                    this::showUnlessStopped, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void showUnlessStopped() {
        if (showing != null) {
            show();
        }
    }

    @Override
    public final void tableGroupStarted(TableGroup group) {
        loading.add(group.id().toString());
    }

    @Override
    public final void bytesRead(long read) {
        bytesDone.addAndGet(read);
    }

    @Override
    public final void rowsRead(long read) {
        rows.addAndGet(read);
    }

    @Override
    public final void tableGroupEnded(TableGroup group) {
        loading.remove(group.id().toString());
    }

    @Override
    public final void tableEnded(String table) {
        tablesDone.incrementAndGet();
    }

    /** The share of the bytes that are read. */
    final double share() {
        return bytes.get() == 0 ? 0 : Math.min(1, (double) bytesDone.get() / bytes.get());
    }

    final boolean isLoading() {
        return !loading.isEmpty();
    }

    /** The state in words. */
    final String text() {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return tablesDone + "/" + Counted.of(tables.get(), "table") + ", " + Counted.of(rows.get(), "row") + ", "
                + Sizes.perSecond(bytesDone.get(), seconds)
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
        if (showing == null) {
            return false;
        }
        showing.cancel(false);
        showing = null;
        tables.set(0);
        tablesDone.set(0);
        bytes.set(0);
        bytesDone.set(0);
        rows.set(0);
        loading.clear();
        return true;
    }

    /** Ends for good. */
    final void shutDown() {
        timer.shutdownNow();
    }
}
