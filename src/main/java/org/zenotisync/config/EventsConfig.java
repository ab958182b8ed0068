package org.zenotisync.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where events and bad rows are sent to. The URIs may contain secrets.
 *
 * @param to URI of the Camel endpoint of events; empty if no events are written
 * @param badRowsTo URI of the Camel endpoint of bad rows; empty if they are not sent
 * @param keep what could not be delivered for this time is discarded
 */
public record EventsConfig(Optional<String> to, Optional<String> badRowsTo, Duration keep) {

    /** The setting of the endpoint of events. */
    public static final String TO = "zenoti.events.to";

    /** The setting of the endpoint of bad rows. */
    public static final String BAD_ROWS_TO = "zenoti.quarantine.to";

    /** Whether events are written and delivered. */
    public boolean isOn() {
        return to.isPresent();
    }

    /** Whether anything is sent. */
    public boolean needsOutbox() {
        return isOn() || badRowsTo.isPresent();
    }

    /** Without the endpoints, which may contain secrets. */
    @Override
    public String toString() {
        return setOrNot(TO, to) + ", " + setOrNot(BAD_ROWS_TO, badRowsTo);
    }

    private static String setOrNot(String setting, Optional<String> uri) {
        return setting + (uri.isPresent() ? " is set" : " is not set");
    }
}
