package org.zenotisync.routes;

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

/**
 * The stop of a route, from the moment it is asked for. Camel keeps a direct route open until nothing is in it, which may
 * never be while tables are loaded side by side; here nothing new enters it any more, and what is in it ends. When the
 * stop of a route that loads is forced (its timeout is over), what is still in it fails, so that its transaction is rolled back.
 */
final class RouteStop extends RoutePolicySupport {

    /** The route that the thread loads in. */
    private static final ThreadLocal<RouteStop> LOADING = new ThreadLocal<>();

    private final boolean loads;
    private final Announced announced = new Announced();
    private volatile CamelContext context;
    private volatile String routeId;
    private volatile boolean asked;
    private volatile boolean forced;

    /** The task of Camel that stops the route, as far as it has been seen. */
    private volatile Future<?> task;

    /** @param loads whether it is the route of a kind, in the middle of a transaction */
    RouteStop(boolean loads) {
        this.loads = loads;
    }

    /**
     * To be called while something long is done in a route.
     *
     * @throws RuntimeCamelException if the stop of the route was forced meanwhile
     */
    static void check() {
        RouteStop stop = LOADING.get();
        if (stop != null && stop.forced) {
            throw new RuntimeCamelException(stop.brokenOff(null));
        }
    }

    /** Whether the route by itself is being stopped or suspended; no longer, if Camel has given that up. */
    boolean isUnderWay() {
        if (!asked || context.isStopping()) {
            return false;
        }
        if (!(context.getShutdownStrategy() instanceof DefaultShutdownStrategy strategy)) {
            return true;
        }
        Future<?> current = strategy.getCurrentShutdownTaskFuture();
        if (task == null) {
            task = current;
        }
        // another one is that of another route, after this one was given up
        return current != null && current == task;
    }

    @Override
    public void onInit(Route route) {
        super.onInit(route);
        context = route.getCamelContext();
        routeId = route.getId();
    }

    @Override
    public void onStart(Route route) {
        // only a service of the route is told that it is about to stop; a policy that is one is not heard after the
        // stop
        route.addService(announced);
        goOn();
    }

    @Override
    public void onResume(Route route) {
        goOn();
    }

    private void goOn() {
        asked = false;
        forced = false;
        task = null;
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
                exchange.setException(brokenOff(exchange));
            }
        }
    }

    private DirectConsumerNotAvailableException brokenOff(Exchange exchange) {
        return new DirectConsumerNotAvailableException("The stop of the route " + routeId + " was forced", exchange);
    }

    private final class Announced extends ServiceSupport implements ShutdownPrepared {

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean isForced) {
            task = null;
            asked = true;
            forced |= isForced;
        }
    }
}
