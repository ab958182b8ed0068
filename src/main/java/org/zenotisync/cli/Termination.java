package org.zenotisync.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the time between SIGTERM and the end of the process. Camel gives running table groups some seconds ({@link
 * org.zenotisync.quarkus.SyncLauncher}). A thread that still waits for the source or the target after that would delay
 * the end of the process. A hard end is safe: everything that is not committed is rolled back.
 */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    /** Less than the ten seconds after which, for example, Docker kills a process. */
    private static final int SECONDS = 8;

    private static final int SIGTERM = 128 + 15;

    private static volatile boolean hasBegun;

    private Termination() {}

    /** Whether SIGTERM has arrived while work ran: what has failed since then has failed because connections close. */
    static boolean hasBegun() {
        return hasBegun;
    }

    /** Runs some work. If SIGTERM arrives meanwhile, the process ends within {@value #SECONDS} seconds. */
    static <T> T withBoundedEnd(Callable<T> work) throws Exception {
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
            LOG.trace("The process is ending, and the watch has begun", e);
        }
    }

    /** Starts a thread, since the JVM waits for the end of the hook itself. */
    private static void watch() {
        hasBegun = true;
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
        LOG.warn("Work still runs after {} seconds; it is cancelled and rolled back", SECONDS);
        Runtime.getRuntime().halt(SIGTERM);
    }
}
