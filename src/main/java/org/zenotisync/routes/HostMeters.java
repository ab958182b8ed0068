package org.zenotisync.routes;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.ops.MeterSources;
import org.zenotisync.ops.SyncInstruments;

/**
 * The meters of the sync, if the host has Micrometer and a registry of meters. Everything of Micrometer is reached by
 * name, because a host need not have it.
 */
final class HostMeters implements SyncSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(HostMeters.class);

    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";
    private static final String COMPOSITE = "io.micrometer.core.instrument.composite.CompositeMeterRegistry";
    private static final String METERS = "org.zenotisync.ops.SyncMeters";

    /** The names of a registry of meters, in their order: one for the sync alone, and that of Camel's own component. */
    private static final List<String> NAMED = List.of("zenotiMeterRegistry", "metricsRegistry");

    private final CamelContext context;
    private final SyncNames names;
    private volatile Optional<SyncInstruments> meters = Optional.empty();

    HostMeters(CamelContext context, SyncNames names) {
        this.context = context;
        this.names = names;
    }

    @Override
    public void on(SyncEvent event) {
        meters.ifPresent(registered -> registered.on(event));
    }

    /** Registers the meters if the host has a registry of meters. */
    void register(MeterSources sources) {
        close();
        Class<?> type = context.getClassResolver().resolveClass(REGISTRY);
        if (type != null) {
            meters = registry(type).flatMap(registry -> meters(type, registry, sources));
        }
    }

    /** Removes the meters. */
    void close() {
        meters.ifPresent(SyncInstruments::close);
        meters = Optional.empty();
    }

    /** The one for the sync, the one that Camel uses, the only one, or the composite of all. */
    private Optional<Object> registry(Class<?> type) {
        for (String name : NAMED) {
            Object named = context.getRegistry().lookupByNameAndType(name, type);
            if (named != null) {
                return Optional.of(named);
            }
        }
        Set<?> all = context.getRegistry().findByType(type);
        Optional<Object> chosen = all.size() == 1 ? Optional.of(all.iterator().next()) : composite(all);
        if (chosen.isEmpty() && !all.isEmpty()) {
            LOG.warn(
                    "{} has no meters: the Camel registry has {} registries of meters; bind one as {}",
                    names,
                    all.size(),
                    NAMED.get(0));
        }
        return chosen;
    }

    private Optional<Object> composite(Set<?> all) {
        Class<?> type = context.getClassResolver().resolveClass(COMPOSITE);
        return all.stream()
                .filter(bean -> type != null && type.isInstance(bean))
                .<Object>map(Objects::requireNonNull)
                .findFirst();
    }

    /** Without meters a sync works all the same: a registry that refuses them does not stop the host. */
    private Optional<SyncInstruments> meters(Class<?> type, Object registry, MeterSources sources) {
        try {
            return Optional.of(context.getClassResolver()
                    .resolveMandatoryClass(METERS, SyncInstruments.class)
                    .getConstructor(type, String.class, MeterSources.class)
                    .newInstance(registry, names.bean(), sources));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            LOG.warn("{} has no meters: they cannot be registered: {}", names, cause.toString());
            LOG.debug("The meters cannot be registered", cause);
            return Optional.empty();
        }
    }
}
