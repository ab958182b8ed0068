package org.zenotisync.warehouse.mariadb;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.zenotisync.recording.RecordingDriver;

/** Lets one process stand still before the first statement of a kind. */
final class Gate implements RecordingDriver.Watch {

    private final Pattern statement;
    private final AtomicBoolean isPassed = new AtomicBoolean();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate(String statement) {
        this.statement = Pattern.compile("(?s)" + statement);
    }

    /** @param url a recorded one, which no other process has */
    static Gate before(String url, String statement) {
        Gate gate = new Gate(statement);
        RecordingDriver.watch(url, gate);
        return gate;
    }

    @Override
    public void before(String sql) {
        if (statement.matcher(sql).matches() && isPassed.compareAndSet(false, true)) {
            arrived.countDown();
            await(open);
        }
    }

    void awaitArrival() {
        await(arrived);
    }

    void open() {
        open.countDown();
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happens at " + statement);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
