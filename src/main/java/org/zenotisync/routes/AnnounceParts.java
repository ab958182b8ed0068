package org.zenotisync.routes;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.announce.Announcements;
import org.zenotisync.announce.Announcer;
import org.zenotisync.announce.BadRows;
import org.zenotisync.announce.Delivery;
import org.zenotisync.announce.DeliveryStatus;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.config.EventsConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.event.SyncSubscriber;

/** Assembles what writes and delivers events and bad rows; nothing unless their endpoints are set. */
final class AnnounceParts {

    /** How long a command waits at its end for the delivery of what it has written. */
    private static final Duration AT_THE_END = Duration.ofSeconds(30);

    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<SyncSubscriber> subscribers = new ArrayList<>();
    private final Optional<Announcer> announcer;
    private final Optional<BadRows> badRows;

    AnnounceParts(DataSource dataSource, ControlTables control, EventsConfig config, SyncNames names, Clock clock) {
        if (config.isOn()) {
            Delivery delivery = delivery(dataSource, control, OutboxChannel.EVENTS, config, clock);
            Announcer writer = new Announcer(
                    dataSource, control.outbox(OutboxChannel.EVENTS), control.failingTables(), names.bean(), clock);
            subscribers.add(new Announcements(dataSource, writer, delivery::wake));
            announcer = Optional.of(writer);
        } else {
            announcer = Optional.empty();
        }
        if (config.badRowsTo().isPresent()) {
            Delivery delivery = delivery(dataSource, control, OutboxChannel.BAD_ROWS, config, clock);
            BadRows writer = new BadRows(
                    dataSource, control.outbox(OutboxChannel.BAD_ROWS), names.bean(), clock, delivery::wake);
            subscribers.add(writer);
            badRows = Optional.of(writer);
        } else {
            badRows = Optional.empty();
        }
    }

    private Delivery delivery(
            DataSource dataSource, ControlTables control, OutboxChannel channel, EventsConfig config, Clock clock) {
        Delivery delivery =
                new Delivery(dataSource, control.outbox(channel), control.eventLease(channel), config.keep(), clock);
        deliveries.add(delivery);
        return delivery;
    }

    /** The deliveries of what is sent; none if nothing is. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** What receives the events of the sync. */
    List<SyncSubscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    /** Writes events in the transactions of the sync; empty if none are sent. */
    Optional<Announcer> announcer() {
        return announcer;
    }

    /** Notes bad rows in the transactions of the sync; empty if they are not sent. */
    Optional<BadRows> badRows() {
        return badRows;
    }

    /** For people: what cannot be delivered, and why. */
    List<String> problems() {
        return deliveries.stream()
                .map(Delivery::status)
                .map(DeliveryStatus::text)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Waits until all that was written is delivered, 30 seconds at most; returns whether it is. */
    boolean await() throws InterruptedException {
        long end = System.nanoTime() + AT_THE_END.toNanos();
        boolean isDone = true;
        for (Delivery delivery : deliveries) {
            Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            isDone &= delivery.await(rest);
        }
        return isDone;
    }
}
