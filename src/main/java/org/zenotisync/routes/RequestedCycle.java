package org.zenotisync.routes;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.util.ObjectHelper;
import org.zenotisync.ops.SyncManagement;

/** Cycles that are requested over JMX. They run on a thread of their own. */
final class RequestedCycle implements SyncManagement.Cycles {

    private final ZenotiSync sync;
    private final SyncNames names;
    private final CamelContext context;
    private final ExecutorService executor;
    private final AtomicBoolean isRequested = new AtomicBoolean();

    /** @param executor runs one cycle at a time */
    RequestedCycle(ZenotiSync sync, SyncNames names, CamelContext context, ExecutorService executor) {
        this.sync = sync;
        this.names = names;
        this.context = context;
        this.executor = executor;
    }

    @Override
    public boolean isRunning() {
        return isRunning(context, names);
    }

    /** Whether a cycle of a sync runs. */
    static boolean isRunning(CamelContext context, SyncNames names) {
        return context.getInflightRepository().size(names.route("cycle")) > 0;
    }

    @Override
    public boolean start() {
        if (!context.getRouteController().getRouteStatus(names.route("sync")).isStarted()) {
            throw new IllegalStateException("the route " + names.route("sync") + " is stopped");
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
