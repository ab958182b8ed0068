package org.zenotisync.routes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * Makes the pools of threads of a sync. Their size and their queue are the sync's own: with the queue or the rejection
 * of the host's default profile, tables of a long backlog could be refused. Everything else follows that profile.
 */
final class SyncThreads {

    private final CamelContext context;
    private final SyncNames names;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

    SyncThreads(CamelContext context, SyncNames names) {
        this.context = context;
        this.names = names;
    }

    /**
     * Makes a pool whose queue takes any number of tasks. Camel shuts it down with the context.
     *
     * @param purpose part of the names of its threads
     * @param size its most threads
     */
    ExecutorService newPool(String purpose, int size) {
        String name = names.thread(purpose);
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        // Camel makes a pool without a queue of a negative number
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        ExecutorService pool = context.getExecutorServiceManager().newThreadPool(this, name, profile);
        pools.add(pool);
        return pool;
    }

    /** Ends all pools, of a sync that is not used any more. */
    void shutdown() {
        pools.forEach(context.getExecutorServiceManager()::shutdownNow);
        pools.clear();
    }
}
