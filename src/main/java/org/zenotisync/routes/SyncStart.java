package org.zenotisync.routes;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
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
    private final List<SyncRouteBuilder> builders;

    SyncStart(CamelContext context, SyncNames names, SyncParts parts, boolean isScheduled) {
        this.context = context;
        this.names = names;
        this.parts = parts;
        // the schedule comes last: it needs all others
        List<SyncRouteBuilder> all = new ArrayList<>();
        if (!parts.announce().deliveries().isEmpty()) {
            all.add(new EventRoutes(parts, names));
        }
        all.add(new VerifyRoutes(parts, names));
        all.add(new ZenotiRoutes(parts, names, isScheduled));
        this.builders = List.copyOf(all);
    }

    /** Adds the routes, and starts them if the context runs. */
    void addRoutes() throws Exception {
        RouteIds.requireNoSync(context, names);
        try {
            for (SyncRouteBuilder builder : builders) {
                builder.configureRoutes(context);
            }
            new RouteIds(context, routes()).claim();
        } catch (Exception e) {
            parts.threads().shutdown();
            throw e;
        }
        for (SyncRouteBuilder builder : builders) {
            orRemove(() -> context.addRoutes(builder));
        }
    }

    private List<RouteDefinition> routes() {
        return builders.stream()
                .flatMap(builder -> builder.getRouteCollection().getRoutes().stream())
                .toList();
    }

    /**
     * Proves that the transactions of the host keep rows and checkpoint together: now if the context runs, else before
     * its routes accept messages. If they do not, the routes are removed again, or the context does not start. A target
     * that cannot be reached now does not stop the host: then the first cycle proves it.
     */
    void prove() throws Exception {
        if (context.isStarted()) {
            orRemove(this::proveUnlessUnreachable);
        } else {
            context.addStartupListener(new Once(context, this::proveAtStart));
        }
    }

    /** A supervising route controller starts the routes of the host first: then the first cycle proves it. */
    private void proveAtStart() throws Exception {
        if (context.getRoute(names.route(HostTransactions.PROOF_ROUTE)) != null) {
            proveUnlessUnreachable();
        }
    }

    private void proveUnlessUnreachable() throws Exception {
        try {
            parts.transactions().require();
        } catch (UnreachableException e) {
            LOG.warn("{} cannot prove yet that its transactions work, its first cycle does: {}", names, e.getMessage());
        }
    }

    private void orRemove(Once.Work work) throws Exception {
        try {
            work.run();
        } catch (Exception e) {
            remove(e);
            throw e;
        }
    }

    /** What cannot be removed must not hide the reason. */
    private void remove(Exception reason) {
        for (RouteDefinition route : routes()) {
            try {
                if (context.getRoute(route.getRouteId()) != null) {
                    context.getRouteController().stopRoute(route.getRouteId());
                }
                ((ModelCamelContext) context).removeRouteDefinition(route);
            } catch (Exception e) {
                reason.addSuppressed(e);
            }
        }
        parts.threads().shutdown();
    }
}
