package org.zenotisync.routes;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;

/**
 * Two syncs of a context that load different buckets into one schema. Neither knows of the rows of the other one, as
 * one sync with several sources does.
 */
final class SharedTarget {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTarget.class);

    private SharedTarget() {}

    /** Warns if a sync that is being added has the tables of one that was added before. */
    static void warn(CamelContext context, SyncNames names, SyncConfig config) {
        for (ZenotiSync other : context.getRegistry().findByType(ZenotiSync.class)) {
            if (isSameSchema(config.target(), other.config().target())
                    && !config.sourceIds().equals(other.config().sourceIds())) {
                LOG.warn(
                        "{} and {} load different buckets into the same tables of {}: a row that both buckets have is"
                                + " there twice. Set another target.schema for one of them, or load the buckets by one"
                                + " sync with several sources (sources.<name>.bucket)",
                        other.names(),
                        names,
                        config.target());
            }
        }
    }

    private static boolean isSameSchema(SyncConfig.Target target, SyncConfig.Target other) {
        return target.url().equals(other.url()) && target.schema().equals(other.schema());
    }
}
