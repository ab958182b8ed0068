package org.zenotisync.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.cycle.UnreachableException;

/** Adds the routes of a sync to a context, and proves before they work that they can. */
final class SyncStart {

    private static final Logger LOG = LoggerFactory.getLogger(SyncStart.class);

    private final CamelContext context;
    private final SyncNames names;
    private final SyncParts parts;
    private final ZenotiRoutes routes;

    SyncStart(CamelContext context, SyncNames names, SyncParts parts, boolean isScheduled) {
        this.context = context;
        this.names = names;
        this.parts = parts;
        this.routes = new ZenotiRoutes(parts, names, isScheduled);
    }

    /** Adds the routes, and starts them if the context runs. */
    void addRoutes() throws Exception {
        routes.configureRoutes(context);
        new RouteIds(context, names, routes.getRouteCollection().getRoutes()).claim();
        context.addRoutes(routes);
    }

    /**
     * Proves that the transactions of the host keep rows and checkpoint together: now if the context runs, else before
     * its routes accept messages. If they do not, the routes are removed again, or the context does not start. A target
     * that cannot be reached now does not stop the host: then the first cycle proves it.
     */
    void prove() throws Exception {
        if (context.isStarted()) {
            try {
                proveUnlessUnreachable();
            } catch (Exception e) {
                remove();
                throw e;
            }
        } else {
            context.addStartupListener(new StartupListener() {
                @Override
                public void onCamelContextStarted(CamelContext started, boolean wasStarted) throws Exception {
                    proveUnlessUnreachable();
                }
            });
        }
    }

    private void proveUnlessUnreachable() throws Exception {
        try {
            parts.transactions().require();
        } catch (UnreachableException e) {
            LOG.warn("{} cannot prove yet that its transactions work, its first cycle does: {}", names, e.getMessage());
        }
    }

    private void remove() throws Exception {
        for (RouteDefinition route : routes.getRouteCollection().getRoutes()) {
            context.getRouteController().stopRoute(route.getRouteId());
            context.removeRoute(route.getRouteId());
        }
    }
}
