package org.zenotisync.routes;

import java.time.Duration;
import org.zenotisync.announce.Announcements;
import org.zenotisync.announce.Announcer;
import org.zenotisync.announce.Delivery;

/**
 * Assembles what writes and delivers events; only if {@code zenoti.events.to} is set.
 *
 * @param announcer writes events in the transactions of the sync
 * @param announcements writes the events of what has no transaction of its own
 * @param delivery the rules of the delivery
 */
record AnnounceParts(Announcer announcer, Announcements announcements, Delivery delivery) {

    /** How long a command waits at its end for the delivery of what it has written. */
    static final Duration AT_THE_END = Duration.ofSeconds(30);
}
