package org.zenotisync.routes;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * What the host's own tools see of a sync: health checks and meters. They are registered when the context has started,
 * and removed with the routes of the sync.
 */
final class Observation extends LifecycleStrategySupport {

    private final ZenotiSync sync;
    private final SyncNames names;
    private final CamelContext context;
    private final HostMeters meters;
    private final SyncHealth health;

    Observation(ZenotiSync sync, SyncNames names, CamelContext context, HostMeters meters) {
        this.sync = sync;
        this.names = names;
        this.context = context;
        this.meters = meters;
        this.health = new SyncHealth(context, names, sync.parts());
    }

    /** Begins now, or at the start of the context. */
    void begin() throws Exception {
        context.addLifecycleStrategy(this);
        context.addStartupListener(new Once(context, this::register));
    }

    private void register() {
        meters.register(
                sync.config().sourceConfigs().stream()
                        .map(source -> source.source().id())
                        .collect(Collectors.joining(",")),
                sync::snapshot);
        health.register();
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        if (routes.stream().anyMatch(route -> names.route("sync").equals(route.getRouteId()))) {
            health.unregister();
            meters.close();
        }
    }
}
