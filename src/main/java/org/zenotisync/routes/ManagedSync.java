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

/** The sync in JMX, beside Camel's own MBeans; nothing of it where the context has none. */
final class ManagedSync implements StartupListener, SyncManagement.Cycles {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedSync.class);

    private final ZenotiSync sync;
    private final CamelContext context;
    private final AtomicBoolean isAskedFor = new AtomicBoolean();
    private ExecutorService executor;

    ManagedSync(ZenotiSync sync, CamelContext context) {
        this.sync = sync;
        this.context = context;
    }

    /** The agent of a context that has not started yet has no MBean server. */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            executor = context.getExecutorServiceManager().newSingleThreadExecutor(this, "ZenotiCycleNow");
            knowPauses();
            agent.register(sync.management(this), name());
        }
    }

    /** What is paused is told from the beginning, unless the target is away. */
    private void knowPauses() {
        try {
            sync.parts().pauses().refresh();
        } catch (SQLException | RuntimeException e) {
            // a pool of the host's may fail in words of its own
            LOG.debug("It is not known yet what is paused", e);
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
        boolean isNew = isAskedFor.compareAndSet(false, true);
        if (isNew) {
            executor.execute(this::runCycle);
        }
        return isNew;
    }

    private void runCycle() {
        // whoever asks from now on may have changed what this cycle has looked at already
        isAskedFor.set(false);
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
