package org.zenotisync.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where events are sent to.
 *
 * @param to URI of a Camel endpoint, which may contain secrets; empty if no events are written
 * @param keep events that could not be delivered for this time are discarded
 */
public record EventsConfig(Optional<String> to, Duration keep) {

    /** The setting of the endpoint. */
    public static final String TO = "zenoti.events.to";

    /** Whether events are written and delivered. */
    public boolean isOn() {
        return to.isPresent();
    }

    /** Without the endpoint, which may contain secrets. */
    @Override
    public String toString() {
        return isOn() ? TO + " is set" : TO + " is not set";
    }
}
