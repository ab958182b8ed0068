package org.zenotisync.routes;

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
 * stop is forced (its timeout is over) what is still in the route fails, so that its transaction is rolled back.
 */
final class RouteStop extends RoutePolicySupport {

    /** The route that the thread is in; those of ours call each other in one thread. */
    private static final ThreadLocal<RouteStop> CURRENT = new ThreadLocal<>();

    private final Announced announced = new Announced();
    private volatile CamelContext context;
    private volatile String routeId;
    private volatile boolean asked;
    private volatile boolean forced;

    /**
     * To be called while something long is done in a route.
     *
     * @throws RuntimeCamelException if the stop of the route was forced meanwhile
     */
    static void check() {
        RouteStop stop = CURRENT.get();
        if (stop != null && stop.forced) {
            throw new RuntimeCamelException(stop.brokenOff(null));
        }
    }

    /** Whether the route is being stopped or suspended; no longer, if Camel has given that up. */
    boolean isUnderWay() {
        if (asked && !isShutdownUnderWay()) {
            asked = false;
        }
        return asked;
    }

    private boolean isShutdownUnderWay() {
        return context.isStopping()
                || !(context.getShutdownStrategy() instanceof DefaultShutdownStrategy strategy)
                || strategy.getCurrentShutdownTaskFuture() != null;
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
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        CURRENT.set(this);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        CURRENT.remove();
        if (forced && exchange.getException() == null) {
            exchange.setException(brokenOff(exchange));
        }
    }

    private DirectConsumerNotAvailableException brokenOff(Exchange exchange) {
        return new DirectConsumerNotAvailableException("The stop of the route " + routeId + " was forced", exchange);
    }

    private final class Announced extends ServiceSupport implements ShutdownPrepared {

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean isForced) {
            asked = true;
            forced |= isForced;
        }
    }
}
