package org.zenotisync.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.TransactedPolicy;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.TransactionException;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.event.SyncSubscriber;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Builds a {@link ZenotiSync} for a Camel application. What is passed here is not put into the registry, so that Camel
 * does not hand it to the application's own components.
 */
public final class ZenotiSyncBuilder {

    private final SyncNames names;
    private final List<SyncSubscriber> subscribers = new ArrayList<>();
    private String settings = "zenoti";
    private Optional<DataSource> dataSource = Optional.empty();
    private Optional<TransactedPolicy> policy = Optional.empty();
    private Optional<S3Client> client = Optional.empty();
    private boolean isScheduled = true;

    ZenotiSyncBuilder(SyncNames names) {
        this.names = names;
    }

    /**
     * Where the settings are among the properties of the context.
     *
     * @param prefix for example {@code estate.feed}, so that {@code estate.feed.bucket} names the bucket; default
     *     {@code zenoti}. An unknown name below it is an error
     */
    public ZenotiSyncBuilder settings(String prefix) {
        if (!prefix.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
            throw new IllegalArgumentException("the prefix of the settings, '" + prefix
                    + "', must be words of letters, digits, '_' and '-' with dots between them");
        }
        settings = prefix;
        return this;
    }

    /**
     * The target; if it is not called, the bean {@value ZenotiSync#DATA_SOURCE}, and the context's TransactedPolicy.
     *
     * @param dataSource its connections join the transactions of the policy
     * @param policy makes the transactions of this DataSource
     */
    public ZenotiSyncBuilder target(DataSource dataSource, TransactedPolicy policy) {
        this.dataSource = Optional.of(dataSource);
        this.policy = Optional.of(policy);
        return this;
    }

    /**
     * The client of the sources that have no credentials of their own; if it is not called, the bean
     * {@value ZenotiSync#S3_CLIENT}.
     */
    public ZenotiSyncBuilder source(S3Client client) {
        this.client = Optional.of(client);
        return this;
    }

    /**
     * Whether there is a route that starts cycles on their schedule; default true. Without it, cycles start by a
     * message to {@code direct:zenoti-<name>-sync} or by {@link ZenotiSync#runCycle()}.
     */
    public ZenotiSyncBuilder schedule(boolean isScheduled) {
        this.isScheduled = isScheduled;
        return this;
    }

    /** Receives the events of this sync, as beans of type {@link SyncSubscriber} receive those of all. */
    public ZenotiSyncBuilder subscriber(SyncSubscriber subscriber) {
        subscribers.add(subscriber);
        return this;
    }

    /** The routes, for hosts that add routes builders to a context, or collect them before it exists. */
    public RoutesBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                addTo(getContext());
            }
        };
    }

    /**
     * Adds the sync to a context. If the context runs, the routes are started. A sync that cannot work is not added,
     * and the routes of the host run on. If the context does not run yet, its start fails in that case.
     *
     * @throws ConfigException if a setting is wrong
     * @throws IllegalStateException if a bean or a library is missing, or the context already has this sync or a route
     *     with one of its ids
     * @throws TransactionException if the transactions of the target cannot keep rows and checkpoint together
     * @throws UnreachableException if the target cannot be reached, and neither a setting nor the DataSource says which
     *     database it is
     * @throws Exception if the routes cannot be added or started
     */
    public ZenotiSync addTo(CamelContext context) throws Exception {
        HostBeans beans = new HostBeans(context, names);
        DataSource target = dataSource.orElseGet(() -> beans.get(ZenotiSync.DATA_SOURCE, DataSource.class));
        S3Client source = client.orElseGet(() -> beans.get(ZenotiSync.S3_CLIENT, S3Client.class));
        SyncConfig config =
                new HostSettings(new CamelSettings(context, settings), settings, target, beans).read(isScheduled);
        HostClients clients = new HostClients(config, source);
        context.addService(clients);
        ZenotiSync sync =
                new ZenotiSync(context, names, config, target, policy, clients, isScheduled, List.copyOf(subscribers));
        sync.addRoutesProven();
        return sync;
    }
}
