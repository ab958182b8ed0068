package org.zenotisync.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** Protects the ids of the sync's routes. Camel silently replaces a route when another one with its id is added. */
final class RouteIds {

    private final Model model;
    private final CamelContext context;
    private final List<RouteDefinition> routes;

    RouteIds(CamelContext context, List<RouteDefinition> routes) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.routes = List.copyOf(routes);
    }

    /** Checks that the ids are free. When the context starts, checks that they still belong to the sync's routes. */
    void claim() throws Exception {
        routes.forEach(this::requireFree);
        if (!context.getStatus().isStarted()) {
            context.addStartupListener(new StartupListener() {
                @Override
                public void onCamelContextStarting(CamelContext starting, boolean isStarted) {
                    routes.forEach(RouteIds.this::requireOurs);
                }

                @Override
                public void onCamelContextStarted(CamelContext started, boolean wasStarted) {
                    // checked before
                }
            });
        }
    }

    /**
     * Checks that this sync was not added yet.
     *
     * @throws IllegalStateException if it was
     */
    static void requireNoSync(CamelContext context, SyncNames names) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        boolean syncIsThere = model.getRouteDefinitions().stream()
                .anyMatch(route ->
                        route.getInput() != null && names.direct("sync").equals(route.getEndpointUrl()));
        if (syncIsThere) {
            throw new IllegalStateException(names + " was added to the Camel context " + context.getName()
                    + " already; give another one a name of its own: ZenotiSync.named(...)");
        }
    }

    private void requireFree(RouteDefinition route) {
        if (model.getRouteDefinition(route.getRouteId()) != null) {
            throw taken(route.getRouteId());
        }
    }

    private void requireOurs(RouteDefinition route) {
        RouteDefinition present = model.getRouteDefinition(route.getRouteId());
        if (present != null && !present.getEndpointUrl().equals(route.getEndpointUrl())) {
            throw taken(route.getRouteId());
        }
    }

    private IllegalStateException taken(String id) {
        return new IllegalStateException("the Camel context " + context.getName() + " has a route with the id '" + id
                + "', which is one of the sync's: give that route another id");
    }
}
