package org.zenotisync.routes;

import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Distinguishes work that a forced stop or the end of the context has interrupted from work that has failed. */
final class CutOff {

    private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

    private final RunningRoute running;

    CutOff(RunningRoute running) {
        this.running = running;
    }

    /** The failure that a route has caught; null if there is none. */
    static Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /**
     * Whether the context is ending. It then interrupts the running work and does not retry it. That is not a failure
     * of the work.
     */
    static boolean isEnding(CamelContext context) {
        return context.isStopping() || context.isStopped();
    }

    static boolean isEnding(Exchange exchange) {
        return isEnding(exchange.getContext());
    }

    /**
     * Whether an exchange was refused because one of these routes was stopped by force. Such a stop also stops the
     * steps that the exchange is in. These steps then refuse it; a send does so with an IllegalStateException. Any
     * other refusal is a failure.
     */
    Predicate isRefusedBy(String... routes) {
        return exchange -> {
            Exception failure = caught(exchange);
            boolean isRefused = ObjectHelper.getException(RejectedExecutionException.class, failure) != null
                    || ObjectHelper.getException(IllegalStateException.class, failure) != null;
            return isRefused && Stream.of(routes).anyMatch(route -> !running.isRunning(route, exchange));
        };
    }

    /**
     * Rethrows a failure if all of these routes are running. If one of them was stopped by force, the failure comes
     * from that stop, and the cycle is cut short. It does not use onWhen, because Camel (4.14) attaches that to the
     * first doCatch.
     */
    Processor unlessStopped(String... routes) {
        return exchange -> {
            if (Stream.of(routes).allMatch(route -> running.isRunning(route, exchange))) {
                throw caught(exchange);
            }
            Step.cycle(exchange).cutShort();
            LOG.info("The cycle is cut short: a route that it was in was stopped by force");
        };
    }
}
