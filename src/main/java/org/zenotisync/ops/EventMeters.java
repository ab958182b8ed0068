package org.zenotisync.ops;

import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.function.Supplier;
import org.zenotisync.announce.DeliveryStatus;

/** The meters of the delivery of events, and of bad rows. */
final class EventMeters {

    private static final String DELIVERED = "events.delivered";
    private static final String MEANING = "Tries to deliver an event, and events that were discarded";

    private EventMeters() {}

    static void register(MeterNames meters, Tags ofSync, Supplier<DeliveryStatus> status) {
        Tags tags = ofSync.and("channel", status.get().channel().id());
        meters.gauge("events.undelivered", "Events that wait for their delivery", tags, () -> status.get()
                .undelivered());
        meters.seconds(
                "events.oldest.undelivered.age",
                "Age of the first event that waits; 0 if none does",
                tags,
                () -> status.get().oldestAge(Instant.now()).toSeconds());
        meters.count(DELIVERED, MEANING, tags.and("outcome", "delivered"), () -> status.get()
                .delivered());
        meters.count(DELIVERED, MEANING, tags.and("outcome", "failed"), () -> status.get()
                .failed());
        meters.count(DELIVERED, MEANING, tags.and("outcome", "discarded"), () -> status.get()
                .discarded());
    }
}
