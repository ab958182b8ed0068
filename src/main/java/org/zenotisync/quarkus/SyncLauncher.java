package org.zenotisync.quarkus;

import com.arjuna.ats.arjuna.utils.Utility;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.s3.S3Clients;
import org.zenotisync.warehouse.Warehouses;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Starts the sync inside Quarkus when a command asks for it: only then are the settings read, the target opened and the
 * routes added, so that a wrong setting is one line and {@code --help} reaches for nothing.
 */
@ApplicationScoped
public class SyncLauncher {

    /** Instead of a DuckDB file that is not there. */
    private static final String IN_MEMORY = "jdbc:duckdb:";

    /** So long running table groups may take to end after SIGTERM; a route that is stopped waits longer. */
    private static final int SECONDS_TO_END = 5;

    private final CamelContext context;
    private final TransactionManager transactions;
    private final TransactionSynchronizationRegistry synchronizations;
    private TargetPool pool;
    private S3Client client;
    private Path missingFile;

    SyncLauncher(
            CamelContext context,
            TransactionManager transactions,
            TransactionSynchronizationRegistry synchronizations) {
        this.context = context;
        this.transactions = transactions;
        this.synchronizations = synchronizations;
        // Narayana tells processes apart by a port that it opens
        Utility.setProcess(() -> (int) ProcessHandle.current().pid());
    }

    /**
     * Puts the sync together and adds its routes. What {@link #inspect} has put together is closed before.
     *
     * @param scheduled whether cycles start by themselves
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     * @throws Exception if the routes cannot be added
     */
    public ZenotiSync start(boolean scheduled, SyncSubscriber observer) throws Exception {
        ZenotiSync sync = assemble(scheduled, List.of(observer), false, true);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                stopping.getShutdownStrategy().setTimeout(SECONDS_TO_END);
            }
        });
        sync.addRoutes();
        return sync;
    }

    /**
     * Puts the sync together for looking only: no routes, and a target that does not exist is not made.
     *
     * @param needsSource whether a source must be configured
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     */
    public ZenotiSync inspect(boolean needsSource) {
        return assemble(false, List.of(), true, needsSource);
    }

    /** The file that holds the target, if {@link #inspect} has found that there is none yet. */
    public Optional<Path> missingFile() {
        return Optional.ofNullable(missingFile);
    }

    private ZenotiSync assemble(
            boolean scheduled, List<SyncSubscriber> observers, boolean readOnly, boolean needsSource) {
        close();
        SettingsSource settings = new MicroProfileSettings(ConfigProvider.getConfig());
        SyncConfig config = SyncConfig.read(settings);
        if (needsSource) {
            config.source();
        }
        client = needsSource ? S3Clients.of(settings, config.parallelism() * 2 + 4) : S3Clients.unused(settings);
        Optional<Path> file =
                Warehouses.of(config.target().url()).file(config.target().url());
        file.ifPresent(path -> requireFolder(path, config.target()));
        missingFile = readOnly ? file.filter(Files::notExists).orElse(null) : null;
        // DuckDB makes a file that is missing; for looking, a database in memory is as empty
        String url = missingFile == null ? config.target().url() : IN_MEMORY;
        try {
            pool = new TargetPool(config, url, transactions, synchronizations);
        } catch (SQLException e) {
            String reason = Warehouses.of(url)
                    .missingRight(e, url)
                    .map(right -> " cannot be used: " + right)
                    .orElseGet(() -> " cannot be opened: " + Failures.text(e));
            throw new UnreachableException(
                    "the target " + config.target().safeUrl() + config.target().withoutSecrets(reason));
        }
        context.getRegistry().bind(ZenotiSync.DATA_SOURCE, pool.dataSource());
        context.getRegistry().bind(ZenotiSync.S3_CLIENT, client);
        return new ZenotiSync(context, config, scheduled, observers);
    }

    private static void requireFolder(Path file, SyncConfig.Target target) {
        if (file.getParent() != null && !Files.isDirectory(file.getParent())) {
            throw new UnreachableException("the target " + target.safeUrl() + " cannot be opened: there is no folder "
                    + file.getParent() + "; make it, or correct zenoti.target.url");
        }
    }

    /** Lets go of the source and the target. */
    @PreDestroy
    void close() {
        // the registry keeps beans of one name side by side if their classes differ
        List.of(ZenotiSync.DATA_SOURCE, ZenotiSync.S3_CLIENT).forEach(context.getRegistry()::unbind);
        if (client != null) {
            client.close();
            client = null;
        }
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
