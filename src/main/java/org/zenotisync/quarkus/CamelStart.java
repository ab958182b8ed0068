package org.zenotisync.quarkus;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.core.CamelRuntime;

/**
 * Starts Camel without the program's arguments. Camel Quarkus would hand them to Camel Main, which has options of its
 * own: it takes an empty argument and {@code -h} for its {@code -help}, and prints its help to stdout before ours. So
 * the start by Camel Quarkus is switched off ({@code quarkus.camel.bootstrap.enabled}). Camel Quarkus still stops
 * Camel.
 */
@ApplicationScoped
class CamelStart {

    /** Starts Camel when Quarkus is up, before the command runs. */
    void start(@Observes StartupEvent event, CamelRuntime camel) {
        camel.start(new String[0]);
    }
}
