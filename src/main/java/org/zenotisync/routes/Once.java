package org.zenotisync.routes;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/**
 * Work at the start of a context. Camel (4.14) calls a startup listener again whenever any route of the context is
 * started; the work is done for the first time only.
 */
final class Once implements StartupListener {

    private final CamelContext context;
    private final Work work;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /** Work that may fail; then the context does not start. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    Once(CamelContext context, Work work) {
        this.context = context;
        this.work = work;
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        if (started == context && isDone.compareAndSet(false, true)) {
            work.run();
        }
    }
}
