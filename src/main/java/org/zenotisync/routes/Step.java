package org.zenotisync.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.zenotisync.cycle.Cycle;

/**
 * Builds the steps of routes from typed methods, so that the compiler checks the calls. A step receives the body as the
 * type that it needs. Some steps also receive the cycle, or the failure that they handle, from the exchange.
 */
final class Step {

    /** The exchange property that holds the {@link Cycle}. */
    static final String CYCLE = "ZenotiCycle";

    private Step() {}

    /** Uses the body. */
    @FunctionalInterface
    interface Use<B> {
        void of(B body) throws Exception;
    }

    /** Uses the body in a cycle. */
    @FunctionalInterface
    interface UseInCycle<B> {
        void of(B body, Cycle cycle) throws Exception;
    }

    /** Handles a failure that occurred while the body was processed. */
    @FunctionalInterface
    interface Handling<B> {
        void of(B body, Exception failure, Cycle cycle) throws Exception;
    }

    /** Makes the next body. */
    @FunctionalInterface
    interface Making<B, R> {
        R of(B body) throws Exception;
    }

    /** A step that leaves the body as it is. */
    static <B> Processor with(Class<B> type, Use<B> use) {
        return exchange -> use.of(body(exchange, type));
    }

    /** A step that leaves the body as it is. */
    static <B> Processor with(Class<B> type, UseInCycle<B> use) {
        return exchange -> use.of(body(exchange, type), cycle(exchange));
    }

    /** A step that handles a caught failure, and leaves the body as it is. */
    static <B> Processor onFailure(Class<B> type, Handling<B> handling) {
        return exchange -> handling.of(body(exchange, type), CutOff.caught(exchange), cycle(exchange));
    }

    /** A step that makes the next body from this one. */
    static <B, R> Processor make(Class<B> type, Making<B, R> making) {
        return exchange -> exchange.getMessage().setBody(making.of(body(exchange, type)));
    }

    /** A step that uses the cycle, and leaves the body as it is. */
    static Processor inCycle(Use<Cycle> use) {
        return exchange -> use.of(cycle(exchange));
    }

    /** A step that makes the next body from the cycle. */
    static <R> Processor makeOfCycle(Making<Cycle, R> making) {
        return exchange -> exchange.getMessage().setBody(making.of(cycle(exchange)));
    }

    static Cycle cycle(Exchange exchange) {
        return exchange.getProperty(CYCLE, Cycle.class);
    }

    private static <B> B body(Exchange exchange, Class<B> type) throws Exception {
        return exchange.getMessage().getMandatoryBody(type);
    }
}
