package org.zenotisync.routes;

import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stop of a route, from the moment it is requested. Camel keeps a direct route open until it is empty. While tables
 * are loaded in parallel, that may never happen. With this policy new exchanges do not enter the route, and those that
 * are in it are finished. If the timeout of the stop passes, the stop is forced. The exchanges that are still in a
 * loading route then fail, so that their transactions are rolled back.
 */
final class RouteStop extends RoutePolicySupport {

    /** The stop of the route that this thread loads in. */
    private static final ThreadLocal<RouteStop> LOADING = new ThreadLocal<>();

    private final String routeId;
    private final boolean loads;
    private final Announced announced = new Announced();
    private volatile boolean requested;
    private volatile boolean forced;

    /** Camel's task that stops the route; empty if it was not seen yet. */
    private volatile Optional<Future<?>> task = Optional.empty();

    /** @param loads whether it is the route of a table kind, which runs inside a transaction */
    RouteStop(String routeId, boolean loads) {
        this.routeId = routeId;
        this.loads = loads;
    }

    /**
     * Must be called repeatedly during long work in a route.
     *
     * @throws RuntimeCamelException if the stop of the route was forced in the meantime
     */
    static void check() {
        RouteStop stop = LOADING.get();
        if (stop != null && stop.forced) {
            throw new RuntimeCamelException(stop.forcedStop(null));
        }
    }

    /**
     * Whether this route is being stopped or suspended while its context runs. False again if Camel has given up the
     * stop.
     */
    boolean isUnderWay(CamelContext context) {
        if (!requested || context.isStopping()) {
            return false;
        }
        if (!(context.getShutdownStrategy() instanceof DefaultShutdownStrategy strategy)) {
            return true;
        }
        Optional<Future<?>> current = Optional.ofNullable(strategy.getCurrentShutdownTaskFuture());
        if (task.isEmpty()) {
            task = current;
        }
        // another task belongs to another route: the stop of this one was given up
        return current.isPresent() && current.equals(task);
    }

    @Override
    public void onStart(Route route) {
        // only a service of the route is notified of the coming stop; a policy that is itself a service is not notified
        // again after a stop
        route.addService(announced);
        reset();
    }

    @Override
    public void onResume(Route route) {
        reset();
    }

    private void reset() {
        requested = false;
        forced = false;
        task = Optional.empty();
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        if (loads) {
            LOADING.set(this);
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (loads) {
            LOADING.remove();
            if (forced && exchange.getException() == null) {
                exchange.setException(forcedStop(exchange));
            }
        }
    }

    /** @param exchange null if it is not known */
    private DirectConsumerNotAvailableException forcedStop(@Nullable Exchange exchange) {
        return new DirectConsumerNotAvailableException("The stop of the route " + routeId + " was forced", exchange);
    }

    private final class Announced extends ServiceSupport implements ShutdownPrepared {

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean isForced) {
            task = Optional.empty();
            requested = true;
            forced |= isForced;
        }
    }
}
