package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the MBean of the sync beside Camel's own MBeans. It does nothing if the context has no MBeans. */
final class ManagedSync implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedSync.class);

    private final ZenotiSync sync;
    private final SyncNames names;
    private final CamelContext context;

    /** Camel (4.14) calls a startup listener again whenever any route of the context is started. */
    private final AtomicBoolean isDone = new AtomicBoolean();

    ManagedSync(ZenotiSync sync, SyncNames names, CamelContext context) {
        this.sync = sync;
        this.names = names;
        this.context = context;
    }

    /** Registers the MBean here, because the agent has no MBean server before the context has started. */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null && isDone.compareAndSet(false, true)) {
            readPauses();
            if (agent.isRegistered(name())) {
                // one that was removed with its routes
                agent.unregister(name());
            }
            agent.register(sync.management(sync.cycles()), name());
        }
    }

    /** Reads the pauses, so that the MBean shows them from the beginning if the target can be reached. */
    private void readPauses() {
        try {
            sync.parts().pauses().refresh();
        } catch (SQLException | RuntimeException e) {
            // a connection pool of the host may throw exceptions of its own
            LOG.debug("The paused tables cannot be read yet", e);
        }
    }

    /** The name has the context, and for a sync with a name also the sync. */
    private ObjectName name() throws MalformedObjectNameException {
        String name = context.getManagementName() == null ? context.getName() : context.getManagementName();
        return new ObjectName(
                "org.zenotisync:type=Sync,name=" + (name.matches("[\\w.-]+") ? name : ObjectName.quote(name))
                        + (names.name().isPresent() ? ",sync=" + names.bean() : ""));
    }
}
