package org.zenotisync.event;

/**
 * Gets every {@link SyncEvent}. Called in the thread that the event happened in, by many threads at once: it must be quick. What it
 * throws is logged and changes nothing for the sync.
 */
@FunctionalInterface
public interface SyncSubscriber {

    /** Called once for each event, after it happened. */
    void on(SyncEvent event);

    /**
     * Whether it shows the reason of every {@link SyncEvent#problem()} to people, so that the log only says that there is a failure.
     */
    default boolean showsProblems() {
        return false;
    }
}
