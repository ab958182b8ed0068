package org.zenotisync.web;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs the readings of all pages on one thread, and rests between them: over time they take a twentieth of it, however
 * many pages are open. A few short readings in a row need no rest.
 */
final class RestingReader implements Executor {

    /** Rests so many times as long as a reading took. */
    private static final int REST = 20;

    /** So much time of reading is saved up at most, while nobody asks. */
    private static final long MOST_SAVED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Executor thread;
    private final LongSupplier nanos;
    private final Sleep sleep;
    private long savedNanos = MOST_SAVED_NANOS;
    private long countedNanos;

    /** Waits. */
    @FunctionalInterface
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }

    /**
     * @param thread runs one task at a time
     * @param nanos as {@link System#nanoTime()}
     */
    RestingReader(Executor thread, LongSupplier nanos, Sleep sleep) {
        this.thread = thread;
        this.nanos = nanos;
        this.sleep = sleep;
        this.countedNanos = nanos.getAsLong();
    }

    @Override
    public void execute(Runnable reading) {
        thread.execute(() -> run(reading));
    }

    private void run(Runnable reading) {
        rest();
        long begun = nanos.getAsLong();
        try {
            reading.run();
        } finally {
            spend(nanos.getAsLong() - begun);
        }
    }

    private void rest() {
        long owed = -saved();
        if (owed > 0) {
            try {
                sleep.nanos(owed * REST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // the thread may be another one each time

    private synchronized void spend(long time) {
        savedNanos -= time;
    }

    private synchronized long saved() {
        long now = nanos.getAsLong();
        savedNanos = Math.min(MOST_SAVED_NANOS, savedNanos + (now - countedNanos) / REST);
        countedNanos = now;
        return savedNanos;
    }
}
