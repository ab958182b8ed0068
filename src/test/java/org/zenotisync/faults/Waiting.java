package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.zenotisync.testing.RunningProgram;

/** Waits for what a program does. */
final class Waiting {

    private Waiting() {}

    /** Something that comes true; a failure to find out counts as not yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(RunningProgram program, Duration longest, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Exception failure = null;
        while (System.nanoTime() < end) {
            assertThat(program.isAlive()).as(program.log()).isTrue();
            try {
                if (condition.holds()) {
                    return;
                }
                failure = null;
            } catch (Exception e) {
                failure = e;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within " + longest.toSeconds() + " seconds:\n" + program.log(), failure);
    }
}
