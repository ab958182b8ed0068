package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.announce.DeliveryStatus;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SourceConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Track;
import org.zenotisync.ops.MeterSources;
import org.zenotisync.warehouse.Jdbc;

/**
 * What the host's own tools see of a sync: health checks and meters. They are registered when the context has started,
 * and removed with the routes of the sync.
 */
final class Observation extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    /** The name in meters of a source that has none. */
    private static final String ONLY_SOURCE = "default";

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
        SyncParts parts = sync.parts();
        meters.register(new MeterSources(
                sync::snapshot,
                sync.config().sourceConfigs().stream()
                        .map(SourceConfig::source)
                        .collect(Collectors.toMap(
                                Source::id, source -> source.name().isEmpty() ? ONLY_SOURCE : source.name())),
                sync::cycleStalledFor,
                parts.announce().deliveries().stream()
                        .<Supplier<DeliveryStatus>>map(delivery -> delivery::status)
                        .toList(),
                () -> sync.isScheduled() ? recentTimes(parts) : Map.of()));
        health.register();
    }

    /** What a process that runs for long shows of the time before it. */
    private static Map<Track, RunLog.RecentTimes> recentTimes(SyncParts parts) {
        try {
            return Jdbc.with(
                    parts.dataSource(),
                    connection -> parts.control().runLog().recentTimes(connection, MeterSources.RECENT));
        } catch (SQLException | RuntimeException e) {
            // a connection pool of the host may throw exceptions of its own
            LOG.warn("Meters do not show when tables had new rows before this start: {}", Failures.text(e));
            return Map.of();
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        if (routes.stream().anyMatch(route -> names.route("sync").equals(route.getRouteId()))) {
            health.unregister();
            meters.close();
            SharedTarget.forget(context, names);
        }
    }
}
