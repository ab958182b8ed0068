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

/** Distinguishes what a forced stop, or the end of the context, has cut off from what has failed. */
final class CutOff {

    private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

    private final RunningRoute running;

    CutOff(RunningRoute running) {
        this.running = running;
    }

    /** The failure that a route has caught; null before. */
    static Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /** A context that ends cuts off what still runs, and tries nothing again: that is not a failure of what was worked at. */
    static boolean isEnding(CamelContext context) {
        return context.isStopping() || context.isStopped();
    }

    static boolean isEnding(Exchange exchange) {
        return isEnding(exchange.getContext());
    }

    /**
     * Whether one of some routes was stopped by force around an exchange. Such a stop also stops the steps that the exchange
     * is in, which then refuse it, a send by an IllegalStateException; any other refusal is a failure.
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
     * Lets a failure go on only if all of some routes run: what comes out of one that is stopped by force is not a failure, and cuts
     * the cycle short. No onWhen, which Camel (4.14) gives to the first doCatch.
     */
    Processor unlessStopped(String... routes) {
        return exchange -> {
            if (Stream.of(routes).allMatch(route -> running.isRunning(route, exchange))) {
                throw caught(exchange);
            }
            Step.cycle(exchange).cutShort();
            LOG.info("The cycle is cut short: a route that it is in was stopped by force");
        };
    }
}
