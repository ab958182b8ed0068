package org.zenotisync.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the time between SIGTERM and the end. Camel lets running table groups end for some seconds
 * ({@link org.zenotisync.quarkus.SyncLauncher}); a thread that then still waits for the source or the target would hold up the end
 * for as long as it waits. To end in the middle is safe: whatever is not committed is rolled back.
 */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    /** Less than the ten seconds after which Docker, for one, kills. */
    private static final int SECONDS = 8;

    private static final int SIGTERM = 128 + 15;

    private Termination() {}

    /** Does some work, during which the process ends soon after it is told to. An end of its own may take its time. */
    static <T> T bounded(Callable<T> work) throws Exception {
        Thread hook = new Thread(Termination::watch, "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            release(hook);
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.trace("The process is being ended, and the watch has begun", e);
        }
    }

    /** Not in the hook itself, for whose end the JVM would wait. */
    private static void watch() {
        Thread watch = new Thread(Termination::haltAfterAWhile, "termination-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAfterAWhile() {
        try {
            TimeUnit.SECONDS.sleep(SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("Something still runs after {} seconds: it is broken off and rolled back", SECONDS);
        Runtime.getRuntime().halt(SIGTERM);
    }
}
