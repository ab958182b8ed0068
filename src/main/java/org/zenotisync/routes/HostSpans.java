package org.zenotisync.routes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.ops.Spans;

/**
 * The spans of the sync, if the host has OpenTelemetry and one bean of its type: one trace per cycle, with a span for
 * each table group, and in it one for each stage and merge. Everything of OpenTelemetry is reached by name, because a
 * host need not have it.
 */
final class HostSpans {

    private static final Logger LOG = LoggerFactory.getLogger(HostSpans.class);

    private static final String TELEMETRY = "io.opentelemetry.api.OpenTelemetry";
    private static final String SPANS = "org.zenotisync.ops.OpenTelemetrySpans";

    /** Exchange property: the span of the cycle, for the threads that load its tables. */
    private static final String OF_CYCLE = "ZenotiSpanOfCycle";

    private final Optional<Spans> spans;

    /** @param names of the sync, for messages */
    HostSpans(CamelContext context, SyncNames names) {
        Class<?> type = context.getClassResolver().resolveClass(TELEMETRY);
        this.spans = type == null ? Optional.empty() : find(context, names, type);
    }

    private static Optional<Spans> find(CamelContext context, SyncNames names, Class<?> type) {
        Set<?> beans = context.getRegistry().findByType(type);
        if (beans.size() > 1) {
            LOG.warn(
                    "{} has no traces: the Camel registry has {} beans of the type {}", names, beans.size(), TELEMETRY);
        }
        return beans.size() == 1
                ? Optional.of(make(context, type, beans.iterator().next()))
                : Optional.empty();
    }

    private static Spans make(CamelContext context, Class<?> type, Object telemetry) {
        try {
            return context.getClassResolver()
                    .resolveMandatoryClass(SPANS, Spans.class)
                    .getConstructor(type)
                    .newInstance(telemetry);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(SPANS + " does not fit " + TELEMETRY, e);
        }
    }

    /** The span of a cycle, around steps of a route. */
    Policy cycle() {
        return around((exchange, steps, all) -> all.run("zenoti cycle", Map.of(), Optional.empty(), span -> {
            exchange.setProperty(OF_CYCLE, span);
            try {
                run(steps, exchange, span);
            } finally {
                exchange.removeProperty(OF_CYCLE);
            }
        }));
    }

    /** The span of the table group in the body, around steps of a route. */
    Policy tableGroup() {
        return around((exchange, steps, all) -> {
            Optional<Spans.Open> cycle = Optional.ofNullable(exchange.getProperty(OF_CYCLE, Spans.Open.class));
            all.run("zenoti table group", TableGroupFields.of(exchange), cycle, span -> run(steps, exchange, span));
        });
    }

    /** A step with a span in that of its table group. */
    Processor step(String name, Processor step) {
        return spans.<Processor>map(all -> exchange ->
                        all.run("zenoti " + name, Map.of(), Optional.empty(), span -> run(step, exchange, span)))
                .orElse(step);
    }

    private static void run(Processor steps, Exchange exchange, Spans.Open span) throws Exception {
        steps.process(exchange);
        Exception failure = exchange.getException();
        if (failure != null && !isPause(failure)) {
            span.failed(
                    failure instanceof LaneStoppedException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }

    private static boolean isPause(Exception failure) {
        return failure instanceof LaneStoppedException stopped && stopped.isPaused();
    }

    /** Work on an exchange, with the steps that it surrounds. */
    @FunctionalInterface
    private interface Work {
        void run(Exchange exchange, Processor steps, Spans spans) throws Exception;
    }

    private Policy around(Work work) {
        return new Policy() {
            @Override
            public void beforeWrap(Route route, NamedNode definition) {
                // the steps stay as they are
            }

            @Override
            public Processor wrap(Route route, Processor steps) {
                return spans.<Processor>map(all -> exchange -> work.run(exchange, steps, all))
                        .orElse(steps);
            }
        };
    }
}
