package org.zenotisync.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.cycle.Failures;
import org.zenotisync.event.EventHeaders;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.TableGroupId;

/**
 * Sends committed table groups, ended cycles and verified snapshots to {@code direct:zenoti-<name>-events}, if the
 * host consumes from it. The consumer runs in the thread of the event, after the commit and outside of transactions. If
 * it fails, that is logged; the event is not sent again.
 */
final class EventEndpoint implements SyncSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(EventEndpoint.class);

    private final CamelContext context;
    private final SyncNames names;
    private final String uri;
    private final Set<Thread> delivering = ConcurrentHashMap.newKeySet();
    private @Nullable ProducerTemplate template;

    EventEndpoint(CamelContext context, SyncNames names) {
        this.context = context;
        this.names = names;
        this.uri = names.direct("events") + "?block=false&failIfNoConsumers=false";
    }

    @Override
    public void on(SyncEvent event) {
        headers(event).filter(headers -> hasConsumer()).ifPresent(headers -> send(event, headers));
    }

    /** The headers of an event; empty if it is not sent. */
    private Optional<Map<String, Object>> headers(SyncEvent event) {
        if (event instanceof SyncEvent.TableGroupEnded ended
                && ended.outcome().state() == TableGroupOutcome.State.CONSUMED) {
            TableGroupId id = ended.outcome().id();
            return Optional.of(Map.of(
                    EventHeaders.EVENT, EventHeaders.TABLE_GROUP_CONSUMED,
                    EventHeaders.SYNC, names.bean(),
                    EventHeaders.SOURCE, id.source(),
                    EventHeaders.POD, id.pod(),
                    EventHeaders.TABLE, id.table(),
                    EventHeaders.GROUP, id.group()));
        }
        if (event instanceof SyncEvent.CycleEnded) {
            return Optional.of(Map.of(EventHeaders.EVENT, EventHeaders.CYCLE_ENDED, EventHeaders.SYNC, names.bean()));
        }
        if (event instanceof SyncEvent.CycleFailed) {
            return Optional.of(Map.of(EventHeaders.EVENT, EventHeaders.CYCLE_FAILED, EventHeaders.SYNC, names.bean()));
        }
        if (event instanceof SyncEvent.SnapshotVerified) {
            return Optional.of(
                    Map.of(EventHeaders.EVENT, EventHeaders.SNAPSHOT_VERIFIED, EventHeaders.SYNC, names.bean()));
        }
        if (event instanceof SyncEvent.SnapshotRestored) {
            return Optional.of(
                    Map.of(EventHeaders.EVENT, EventHeaders.SNAPSHOT_RESTORED, EventHeaders.SYNC, names.bean()));
        }
        return Optional.empty();
    }

    /** The producer of direct would also find that there is none, but only after it was given an exchange. */
    private boolean hasConsumer() {
        return context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri().replaceFirst("\\?.*", ""))
                .anyMatch(consumed -> consumed.equals("direct://" + names.bean() + "-events"));
    }

    private void send(SyncEvent event, Map<String, Object> headers) {
        delivering.add(Thread.currentThread());
        try {
            Exchange answer = template().send(uri, exchange -> {
                exchange.getMessage().setBody(event);
                exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
            Exception failure = answer.getException();
            if (failure != null) {
                LOG.warn(
                        "The consumer of {} failed on {}: {}; the event is not sent again",
                        names.direct("events"),
                        headers.get(EventHeaders.EVENT),
                        Failures.text(failure));
                LOG.debug("A consumer of events failed", failure);
            }
        } finally {
            delivering.remove(Thread.currentThread());
        }
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    /**
     * Refuses a cycle that the consumer of an event waits for: it would wait for the cycle that has sent the event.
     *
     * @throws IllegalStateException if this thread delivers an event
     */
    void requireNoDelivery() {
        if (delivering.contains(Thread.currentThread())) {
            throw new IllegalStateException("the consumer of " + names.direct("events") + " runs a cycle of "
                    + names + " and waits for it, while the cycle that has sent the event waits for the consumer;"
                    + " send to it by seda or wireTap, or call startCycle of the MBean");
        }
    }
}
