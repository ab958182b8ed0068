package org.zenotisync.routes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.RouteDefinition;

/**
 * Fails before a send to a route of ours that is stopped, as direct itself does with {@code block=false}: its producer
 * (Camel 4.14) looks the consumer up without a lock, so that one of several senders side by side may meet a null
 * instead of the answer that there is no consumer. A route that is being stopped counts as stopped.
 */
final class RunningRoute implements Processor {

    private static final String PREFIX = "direct://zenoti-";

    private static final Set<String> KINDS = Set.of("fact", "append-only-fact", "dimension");

    private static final String TABLE_GROUP = "table-group";

    /** What is begun only while other routes run as well, those that its exchange comes from. */
    private static final Map<String, List<String>> NEEDED_TOO = Map.of(
            "cycle",
            List.of("sync"),
            "retry-schema-file",
            List.of("sync", "cycle", "schema"),
            TABLE_GROUP,
            List.of("sync", "cycle", "table-lane", "pod-lane"));

    private final Map<String, RouteStop> stops = new ConcurrentHashMap<>();

    /** Makes the stop of a route known as soon as it is asked for. */
    void watch(RouteDefinition route) {
        route.routePolicy(stops.computeIfAbsent(route.getRouteId(), id -> new RouteStop(KINDS.contains(id))));
    }

    /** Whether a cycle that runs may go on. */
    boolean isCycleRunning(Exchange exchange) {
        return !exchange.getContext().isStopping() && isRunning("sync", exchange) && isRunning("cycle", exchange);
    }

    /** Whether a route runs, and is not being stopped by itself. */
    boolean isRunning(String route, Exchange exchange) {
        ServiceStatus status = exchange.getContext().getRouteController().getRouteStatus(route);
        RouteStop stop = stops.get(route);
        return status != null && status.isStarted() && (stop == null || !stop.isUnderWay());
    }

    @Override
    public void process(Exchange exchange) throws DirectConsumerNotAvailableException {
        String endpoint = exchange.getProperty(Exchange.INTERCEPTED_ENDPOINT, String.class);
        String target = endpoint.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        require(target, exchange);
        for (String route : NEEDED_TOO.getOrDefault(target, List.of())) {
            require(route, exchange);
        }
        // at the end of a context table groups that run may end
        if (target.equals(TABLE_GROUP) && exchange.getContext().isStopping()) {
            throw new DirectConsumerNotAvailableException("The context is being stopped", exchange);
        }
    }

    private void require(String route, Exchange exchange) throws DirectConsumerNotAvailableException {
        if (!isRunning(route, exchange)) {
            throw new DirectConsumerNotAvailableException("The route " + route + " is stopped", exchange);
        }
    }
}
