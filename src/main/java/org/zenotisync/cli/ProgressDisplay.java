package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.load.SyncListener;
import org.zenotisync.model.Counted;

/**
 * Shows how a cycle gets on: a bar that is drawn again and again on a terminal, a line now and then elsewhere. At its end,
 * whichever, it lists what failed.
 */
final class ProgressDisplay implements SyncListener, AutoCloseable {

    private static final int BAR = 24;
    private static final int LINE = 118;

    private final PrintWriter err;
    private final boolean terminal;
    private final ScheduledExecutorService timer;
    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger tablesDone = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final Set<String> loading = new ConcurrentSkipListSet<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile long startedNanos;

    ProgressDisplay(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void backlogFound(int newTables, int tableGroups, long newBytes) {
        tables.addAndGet(newTables);
        bytes.addAndGet(newBytes);
        if (startedNanos == 0 && newTables > 0) {
            startedNanos = System.nanoTime();
            long period = terminal ? 200 : 5000;
            timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void tableGroupStarted(TableGroup group) {
        loading.add(group.id().toString());
    }

    @Override
    public void bytesRead(long read) {
        bytesDone.addAndGet(read);
    }

    @Override
    public void rowsRead(long read) {
        rows.addAndGet(read);
    }

    @Override
    public void tableGroupEnded(TableGroup group) {
        loading.remove(group.id().toString());
    }

    @Override
    public void tableEnded(String table) {
        tablesDone.incrementAndGet();
    }

    private synchronized void show() {
        if (timer.isShutdown()) {
            return;
        }
        long done = bytesDone.get();
        double share = bytes.get() == 0 ? 0 : Math.min(1, (double) done / bytes.get());
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        String text = tablesDone + "/" + Counted.of(tables.get(), "table") + ", " + Counted.of(rows.get(), "row") + ", "
                + Sizes.perSecond(done, seconds) + (loading.isEmpty() ? "" : ", loading " + String.join(" ", loading));
        if (terminal) {
            int filled = (int) (share * BAR);
            String line = String.format(
                    "[%s%s] %3d%% %s", "#".repeat(filled), ".".repeat(BAR - filled), (int) (share * 100), text);
            err.print(
                    "\r" + (line.length() > LINE ? line.substring(0, LINE) : line + " ".repeat(LINE - line.length())));
        } else {
            err.println((int) (share * 100) + "% " + text);
        }
        err.flush();
    }

    @Override
    public boolean failed(String subject, String reason) {
        failures.add("FAILED " + subject + ": " + reason);
        return true;
    }

    /** Takes the bar away. */
    void stop() {
        timer.shutdownNow();
        synchronized (this) {
            if (terminal && startedNanos != 0) {
                err.print("\r" + " ".repeat(LINE) + "\r");
                err.flush();
                startedNanos = 0;
            }
        }
    }

    /** Lists the failures. */
    @Override
    public void close() {
        stop();
        failures.forEach(err::println);
        err.flush();
    }
}
