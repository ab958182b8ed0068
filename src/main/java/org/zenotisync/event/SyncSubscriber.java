package org.zenotisync.event;

/**
 * Receives every {@link SyncEvent}. It is called in the thread of the event and by many threads at once, so it must be
 * quick. An exception that it throws is logged and does not affect the sync.
 */
@FunctionalInterface
public interface SyncSubscriber {

    /** Called once for each event, after it happened. */
    void on(SyncEvent event);

    /**
     * Whether it shows the reason of every {@link SyncEvent#problem()} to people. If so, the log says only that
     * something failed.
     */
    default boolean showsProblems() {
        return false;
    }
}
