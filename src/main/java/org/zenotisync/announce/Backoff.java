package org.zenotisync.announce;

import java.time.Duration;
import java.time.Instant;

/** When something is tried again: after one second, then two, four, and so on up to a minute. Not thread-safe. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 6;
    private static final long LONGEST_SECONDS = 60;

    private int failures;
    private Instant until = Instant.MIN;

    /** Notes a failure at a time. */
    void failed(Instant now) {
        long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        until = now.plus(Duration.ofSeconds(seconds));
    }

    /** Whether nothing has failed yet. */
    boolean isFirst() {
        return failures == 0;
    }

    /** How often it has failed. */
    int failures() {
        return failures;
    }

    /** Whether the waiting time is over. */
    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** The end of the waiting time; {@link Instant#MIN} if there was no failure. */
    Instant until() {
        return until;
    }
}
