package org.zenotisync.routes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * Fails before a send to a route of ours that is stopped, as direct itself does with {@code block=false}: its producer
 * (Camel 4.14) looks the consumer up without a lock, so that one of several senders side by side may meet a null
 * instead of the answer that there is no consumer. A route that is being stopped counts as stopped.
 */
final class RunningRoute implements Processor {

    private static final String PREFIX = "direct://zenoti-";

    /** The routes that a cycle is in while it loads table groups: when one of them stops, no further one is begun. */
    private static final Map<String, List<String>> NEEDED_TOO =
            Map.of("table-group", List.of("sync", "cycle", "table-lane", "pod-lane"));

    private final Map<String, RouteStop> stops = new ConcurrentHashMap<>();

    /** The stop of a route, to be made its policy. */
    RouteStop stopOf(String route) {
        return stops.computeIfAbsent(route, r -> new RouteStop());
    }

    /** Whether a cycle that runs may go on. */
    boolean isCycleRunning(Exchange exchange) {
        return isRunning("sync", exchange) && isRunning("cycle", exchange);
    }

    @Override
    public void process(Exchange exchange) throws DirectConsumerNotAvailableException {
        String endpoint = exchange.getProperty(Exchange.INTERCEPTED_ENDPOINT, String.class);
        String target = endpoint.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        require(target, exchange);
        for (String route : NEEDED_TOO.getOrDefault(target, List.of())) {
            require(route, exchange);
        }
    }

    private void require(String route, Exchange exchange) throws DirectConsumerNotAvailableException {
        if (!isRunning(route, exchange)) {
            throw new DirectConsumerNotAvailableException("The route " + route + " is stopped", exchange);
        }
    }

    private boolean isRunning(String route, Exchange exchange) {
        ServiceStatus status = exchange.getContext().getRouteController().getRouteStatus(route);
        RouteStop stop = stops.get(route);
        return status != null && status.isStarted() && (stop == null || !stop.isUnderWay());
    }
}
