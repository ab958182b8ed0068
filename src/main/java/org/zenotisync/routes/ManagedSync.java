package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.ops.SyncManagement;

/** Registers the MBean of the sync beside Camel's own MBeans. It does nothing if the context has no MBeans. */
final class ManagedSync implements StartupListener, SyncManagement.Cycles {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedSync.class);

    private final ZenotiSync sync;
    private final CamelContext context;
    private final AtomicBoolean isRequested = new AtomicBoolean();
    private ExecutorService executor;

    ManagedSync(ZenotiSync sync, CamelContext context) {
        this.sync = sync;
        this.context = context;
    }

    /** Registers the MBean here, because the agent has no MBean server before the context has started. */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            executor = context.getExecutorServiceManager().newSingleThreadExecutor(this, "ZenotiCycleNow");
            readPauses();
            agent.register(sync.management(this), name());
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

    private ObjectName name() throws MalformedObjectNameException {
        String name = context.getManagementName() == null ? context.getName() : context.getManagementName();
        return new ObjectName(
                "org.zenotisync:type=Sync,name=" + (name.matches("[\\w.-]+") ? name : ObjectName.quote(name)));
    }

    @Override
    public boolean isRunning() {
        return context.getInflightRepository().size("cycle") > 0;
    }

    @Override
    public boolean start() {
        if (!context.getRouteController().getRouteStatus("sync").isStarted()) {
            throw new IllegalStateException("the route sync is stopped");
        }
        boolean isNew = isRequested.compareAndSet(false, true);
        if (isNew) {
            executor.execute(this::runCycle);
        }
        return isNew;
    }

    private void runCycle() {
        // a later request needs another cycle: something may have changed that this one has already read
        isRequested.set(false);
        try {
            sync.runCycle();
        } catch (RuntimeException e) {
            if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, e) != null) {
                sync.parts().cycleSteps().cycleLeftOut();
            } else if (CutOff.isEnding(context)) {
                sync.parts().cycleSteps().cycleCutOff(e);
            } else {
                sync.parts().cycleSteps().cycleFailed(e);
            }
        }
    }
}
