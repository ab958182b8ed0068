package org.zenotisync.event;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of a sync to its subscribers, in their order. */
public final class SyncEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SyncEvents.class);

    private final List<SyncSubscriber> subscribers;

    public SyncEvents(List<SyncSubscriber> subscribers) {
        this.subscribers = List.copyOf(subscribers);
    }

    /** Hands an event to all subscribers. */
    public void publish(SyncEvent event) {
        for (SyncSubscriber subscriber : subscribers) {
            try {
                subscriber.on(event);
            } catch (RuntimeException e) {
                // an observer must not break what it observes
                LOG.warn("{} failed on an event: {}", subscriber.getClass().getName(), e.toString());
                LOG.debug("A subscriber failed", e);
            }
        }
    }
}
