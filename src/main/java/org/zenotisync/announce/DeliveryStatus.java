package org.zenotisync.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.model.Quantity;

/**
 * How the delivery of events, or of bad rows, stands, as far as this process knows it.
 *
 * @param channel what is delivered
 * @param undelivered events that wait
 * @param oldest when the first of them was written; empty if none waits
 * @param problem why the last one could not be delivered, without secrets; empty if that is not so
 * @param delivered events that this process has delivered
 * @param failed tries of this process that have failed
 * @param discarded events that this process has discarded because they were too old
 */
public record DeliveryStatus(
        OutboxChannel channel,
        long undelivered,
        Optional<Instant> oldest,
        Optional<String> problem,
        long delivered,
        long failed,
        long discarded) {

    /** At the start. */
    static DeliveryStatus none(OutboxChannel channel) {
        return new DeliveryStatus(channel, 0, Optional.empty(), Optional.empty(), 0, 0, 0);
    }

    /** For people: that events cannot be delivered, and why; empty if nothing has failed. */
    public Optional<String> text() {
        return problem.map(reason -> Quantity.of(undelivered, channel.noun())
                + " not delivered to the endpoint of "
                + channel.setting()
                + oldest.map(time -> ", the first of " + time.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("") + ": " + reason);
    }

    /** The age of the first event that waits; zero if none does. */
    public Duration oldestAge(Instant now) {
        return oldest.map(time -> Duration.between(time, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** What a look into the outbox has shown. */
    DeliveryStatus seen(long events, Optional<Instant> first) {
        Optional<String> stillThere = events == 0 ? Optional.empty() : problem;
        return new DeliveryStatus(channel, events, first, stillThere, delivered, failed, discarded);
    }

    DeliveryStatus plusDelivered() {
        long rest = Math.max(0, undelivered - 1);
        return new DeliveryStatus(
                channel,
                rest,
                rest == 0 ? Optional.empty() : oldest,
                Optional.empty(),
                delivered + 1,
                failed,
                discarded);
    }

    DeliveryStatus plusFailed(String reason) {
        return new DeliveryStatus(channel, undelivered, oldest, Optional.of(reason), delivered, failed + 1, discarded);
    }

    DeliveryStatus plusDiscarded(long events) {
        return new DeliveryStatus(channel, undelivered, oldest, problem, delivered, failed, discarded + events);
    }
}
