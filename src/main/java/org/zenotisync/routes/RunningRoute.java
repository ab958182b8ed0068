package org.zenotisync.routes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Fails before a send to a stopped route of the sync, as direct does with {@code block=false}. The producer of direct
 * (Camel 4.14) looks up the consumer without a lock. If several threads send at once, one of them may get a null
 * instead of the answer that the consumer is not available. A route that is being stopped counts as stopped.
 */
final class RunningRoute {

    private static final Set<String> KINDS = Set.of("fact", "append-only-fact", "dimension");

    private static final String TABLE_GROUP = "table-group";

    /** Routes that also need the routes that their exchange comes from. */
    private static final Map<String, List<String>> ALSO_NEEDED = Map.of(
            "cycle",
            List.of("sync"),
            "retry-schema-file",
            List.of("sync", "cycle", "schema"),
            TABLE_GROUP,
            List.of("sync", "cycle", "table-lane", "pod-lane"));

    private final SyncNames names;

    /** By the complete id of the route. */
    private final Map<String, RouteStop> stops = new ConcurrentHashMap<>();

    RunningRoute(SyncNames names) {
        this.names = names;
    }

    /** Watches a route, so that its stop is noticed as soon as it is requested. */
    void watch(RouteDefinition route) {
        boolean loads = KINDS.stream().map(names::route).anyMatch(route.getRouteId()::equals);
        route.routePolicy(stops.computeIfAbsent(route.getRouteId(), id -> new RouteStop(id, loads)));
    }

    /** Whether a running cycle may continue. */
    boolean isCycleRunning(Exchange exchange) {
        return !exchange.getContext().isStopping() && isRunning("sync", exchange) && isRunning("cycle", exchange);
    }

    /**
     * Whether a route, named without the prefix of the sync, runs and is not being stopped. At the end of the context
     * it counts as running until it has stopped.
     */
    boolean isRunning(String route, Exchange exchange) {
        String id = names.route(route);
        ServiceStatus status = exchange.getContext().getRouteController().getRouteStatus(id);
        RouteStop stop = stops.get(id);
        return status != null && status.isStarted() && (stop == null || !stop.isUnderWay(exchange.getContext()));
    }

    /** A step before a send to a route. */
    Processor before(String target) {
        return new Guard(target);
    }

    private void requireAll(String target, Exchange exchange) throws DirectConsumerNotAvailableException {
        require(target, exchange);
        for (String route : ALSO_NEEDED.getOrDefault(target, List.of())) {
            require(route, exchange);
        }
        // at the end of the context, running table groups may finish, but new ones do not begin
        if (target.equals(TABLE_GROUP) && exchange.getContext().isStopping()) {
            throw new DirectConsumerNotAvailableException("The context is being stopped", exchange);
        }
    }

    /**
     * Refuses to go on unless a route runs.
     *
     * @throws DirectConsumerNotAvailableException if it is stopped or being stopped
     */
    void require(String route, Exchange exchange) throws DirectConsumerNotAvailableException {
        if (!isRunning(route, exchange)) {
            throw new DirectConsumerNotAvailableException("The route " + names.route(route) + " is stopped", exchange);
        }
    }

    /**
     * Camel starts and stops it with the route that it is a step of. If that route was stopped by force, the step
     * refuses the exchange, as a send does.
     */
    private final class Guard extends ServiceSupport implements Processor {

        private final String target;

        Guard(String target) {
            this.target = target;
        }

        @Override
        public void process(Exchange exchange) throws DirectConsumerNotAvailableException {
            if (isStoppingOrStopped()) {
                throw new RejectedExecutionException("the route of this step was stopped by force");
            }
            requireAll(target, exchange);
        }
    }
}
