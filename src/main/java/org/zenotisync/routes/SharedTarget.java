package org.zenotisync.routes;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;

/**
 * The targets of the syncs of a context. Two syncs that load different buckets into one schema do not know of each
 * other's rows, as one sync with several sources does.
 */
final class SharedTarget {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTarget.class);

    /** Not by the type of the syncs: a host may make one of them, which is being added now, as a bean. */
    private static final String BEAN = "zenotiTargets";

    private final Map<SyncNames, SyncConfig> syncs = new ConcurrentHashMap<>();

    private SharedTarget() {}

    /** Warns if a sync that is being added has the tables of one that was added before. */
    static void warn(CamelContext context, SyncNames names, SyncConfig config) {
        Registry registry = context.getRegistry();
        SharedTarget known = registry.lookupByNameAndType(BEAN, SharedTarget.class);
        if (known == null) {
            known = new SharedTarget();
            registry.bind(BEAN, known);
        }
        known.syncs.forEach((other, of) -> {
            if (!other.equals(names) && isSameSchema(of, config) && !isSameSource(of, config)) {
                LOG.warn(
                        "{} and {} load different buckets into the same tables of {}: a row that both buckets have is"
                                + " there twice. Set another target.schema for one of them, or load the buckets by one"
                                + " sync with several sources (sources.<name>.bucket)",
                        other,
                        names,
                        config.target());
            }
        });
        known.syncs.put(names, config);
    }

    /** Forgets a sync whose routes are removed from the context. */
    static void forget(CamelContext context, SyncNames names) {
        SharedTarget known = context.getRegistry().lookupByNameAndType(BEAN, SharedTarget.class);
        if (known != null) {
            known.syncs.remove(names);
        }
    }

    private static boolean isSameSchema(SyncConfig config, SyncConfig other) {
        return config.target().url().equals(other.target().url())
                && config.target().schema().equals(other.target().schema());
    }

    private static boolean isSameSource(SyncConfig config, SyncConfig other) {
        return idsOf(config).equals(idsOf(other));
    }

    private static Set<String> idsOf(SyncConfig config) {
        return config.sourceConfigs().stream()
                .map(source -> source.source().id())
                .collect(Collectors.toSet());
    }
}
