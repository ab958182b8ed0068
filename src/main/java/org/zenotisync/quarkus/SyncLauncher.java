package org.zenotisync.quarkus;

import com.arjuna.ats.arjuna.utils.Utility;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.WebConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.routes.DifferenceCsv;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.s3.S3Clients;
import org.zenotisync.s3.S3SourceClients;
import org.zenotisync.s3.SourceClients;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Starts the sync inside Quarkus when a command asks for it. Only then are the settings read, the target opened and the
 * routes added, so that a wrong setting is one line, and {@code --help} needs neither settings nor a target.
 */
@ApplicationScoped
public class SyncLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLauncher.class);

    /** Stands for a DuckDB file that does not exist. */
    private static final String IN_MEMORY = "jdbc:duckdb:";

    /** The time that running table groups have to end after SIGTERM; a route that is stopped waits longer. */
    private static final int SECONDS_TO_END = 5;

    private final CamelContext context;
    private final TransactionManager transactions;
    private final TransactionSynchronizationRegistry synchronizations;
    private final ProgramMeters meters;
    private final ScrapedMeters scraped;
    private Optional<TargetPool> pool = Optional.empty();
    private Optional<ZenotiSync> assembled = Optional.empty();
    private Runnable closeClients = () -> {};
    private Optional<Path> missingFile = Optional.empty();
    private volatile boolean isStarted;

    /** What a command needs. */
    private enum Use {
        /** Cycles: the feed, and a target that is created if it does not exist. */
        CYCLES,
        /** Both are only read. */
        INSPECT_FEED,
        /** The target is only read, and the feed is not needed. */
        INSPECT_TARGET
    }

    SyncLauncher(
            CamelContext context,
            TransactionManager transactions,
            TransactionSynchronizationRegistry synchronizations,
            ProgramMeters meters,
            ScrapedMeters scraped) {
        this.meters = meters;
        this.scraped = scraped;
        this.context = context;
        this.transactions = transactions;
        this.synchronizations = synchronizations;
        // Narayana would open a port to distinguish processes
        Utility.setProcess(() -> (int) ProcessHandle.current().pid());
    }

    /**
     * Assembles the sync and adds its routes, without their schedule. A sync that was assembled before is closed first.
     *
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     * @throws Exception if the routes cannot be added
     */
    public ZenotiSync start(SyncSubscriber observer) throws Exception {
        return start(false, List.of(observer));
    }

    /**
     * Assembles the sync and adds its routes, which run cycles on their schedule.
     *
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     * @throws Exception if the routes cannot be added
     */
    public ZenotiSync startOnSchedule(List<SyncSubscriber> observers) throws Exception {
        WebPorts.problem().ifPresent(problem -> {
            throw new ConfigException(problem);
        });
        return start(true, observers);
    }

    /**
     * Assembles the sync and adds its routes for a verification or a restore. A target that does not exist is not
     * created.
     *
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     * @throws Exception if the routes cannot be added
     */
    public ZenotiSync startForVerification(SyncSubscriber observer) throws Exception {
        ZenotiSync sync = assemble(false, List.of(observer), Use.INSPECT_FEED);
        sync.addRoutes();
        return sync;
    }

    /**
     * A file for the differences that a verification finds.
     *
     * @throws IOException if it cannot be written
     */
    public DifferenceCsv differenceFile(Path path) throws IOException {
        return new DifferenceCsv(context, path);
    }

    private ZenotiSync start(boolean scheduled, List<SyncSubscriber> observers) throws Exception {
        ZenotiSync sync = assemble(scheduled, observers, Use.CYCLES);
        if (scheduled) {
            requireKnownControlTables(sync);
        }
        if (scheduled && management().isPresent()) {
            scraped.start(context);
        }
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                stopping.getShutdownStrategy().setTimeout(SECONDS_TO_END);
            }
        });
        sync.addRoutes();
        isStarted = true;
        return sync;
    }

    /** Without it, the schedule would refuse them again in each cycle, and the program would not end. */
    private static void requireKnownControlTables(ZenotiSync sync) {
        try {
            sync.requireKnownControlTables();
        } catch (SQLException e) {
            LOG.debug("The version of the control tables is not known; the first cycle reads it", e);
        }
    }

    /** The address of health and metrics; empty if they are not served. */
    public Optional<String> management() {
        Config config = ConfigProvider.getConfig();
        return config.getValue("quarkus.management.host-enabled", Boolean.class)
                ? Optional.of("http://" + config.getValue("quarkus.management.host", String.class) + ":"
                        + config.getValue("quarkus.management.port", Integer.class) + "/q")
                : Optional.empty();
    }

    /** The address of the status page; empty if it is not served. */
    public Optional<String> page() {
        Config config = ConfigProvider.getConfig();
        return config.getValue("quarkus.http.host-enabled", Boolean.class)
                ? Optional.of(
                        "http://" + config.getValue("quarkus.http.host", String.class) + ":" + pagePort(config) + "/")
                : Optional.empty();
    }

    /** 0 in the settings stands for any port that is free; Quarkus has put the one that it opened into the property. */
    private static int pagePort(Config config) {
        int port = config.getValue("quarkus.http.port", Integer.class);
        return port == 0 ? Integer.getInteger("quarkus.http.port", port) : port;
    }

    /**
     * What is served.
     *
     * @throws ConfigException if a setting is wrong
     */
    public WebConfig web() {
        return WebConfig.read(new MicroProfileSettings(ConfigProvider.getConfig()));
    }

    /** Whether the settings are read, the target is open and the routes of the cycles are added. */
    boolean isStarted() {
        return isStarted;
    }

    /**
     * Assembles the sync for reading only: it has no routes, and a target that does not exist is not created.
     *
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     */
    public ZenotiSync inspectFeed() {
        return assemble(false, List.of(), Use.INSPECT_FEED);
    }

    /**
     * Assembles the sync for reading the target only; a source need not be configured.
     *
     * @throws ConfigException if a setting is wrong
     * @throws UnreachableException if the target cannot be opened, or its folder is missing
     */
    public ZenotiSync inspectTarget() {
        return assemble(false, List.of(), Use.INSPECT_TARGET);
    }

    /** The file of the target, if the last inspection has found that it does not exist yet. */
    public Optional<Path> missingFile() {
        return missingFile;
    }

    private ZenotiSync assemble(boolean scheduled, List<SyncSubscriber> observers, Use use) {
        close();
        meters.bindTo(context);
        SettingsSource settings = new MicroProfileSettings(ConfigProvider.getConfig());
        SyncConfig config = SyncConfig.read(settings);
        WebConfig.read(settings);
        SourceClients s3 = clients(use, settings, config);
        String configuredUrl = config.target().url().text();
        Optional<Path> file = config.target().database().file(configuredUrl);
        file.ifPresent(path -> requireFolder(path, config.target()));
        missingFile = use == Use.CYCLES ? Optional.empty() : file.filter(Files::notExists);
        // DuckDB would create a missing file; a database in memory is as empty, and enough for reading
        String url = missingFile.isEmpty() ? configuredUrl : IN_MEMORY;
        TargetPool target;
        try {
            target = new TargetPool(config, url, transactions, synchronizations);
        } catch (SQLException e) {
            String reason = config.target()
                    .database()
                    .missingRight(e, url)
                    .map(right -> " cannot be used: " + right)
                    .orElseGet(() -> " cannot be opened: " + Failures.text(e));
            throw new UnreachableException(
                    "the target " + config.target() + config.target().url().hideSecretsIn(reason));
        }
        pool = Optional.of(target);
        meters.show(target);
        ZenotiSync sync = new ZenotiSync(context, config, target.dataSource(), s3, scheduled, observers);
        assembled = Optional.of(sync);
        return sync;
    }

    /**
     * What a failure of a command means if the target's user lacks a right: which one, and the statement that gives it.
     *
     * @return empty if the failure has another or an unknown reason, or the target was not opened
     */
    public Optional<UnreachableException> missingRight(Throwable failure) {
        return assembled.flatMap(sync -> sync.missingRight(failure));
    }

    private SourceClients clients(Use use, SettingsSource settings, SyncConfig config) {
        if (use == Use.INSPECT_TARGET) {
            S3Client unused = S3Clients.unused(settings);
            closeClients = unused::close;
            return source -> unused;
        }
        config.sources();
        S3SourceClients made = new S3SourceClients(
                settings, config, config.parallelism() * 2 + 4, source -> List.of(meters.requests(config, source)));
        closeClients = made::close;
        return made;
    }

    private static void requireFolder(Path file, SyncConfig.Target target) {
        if (file.getParent() != null && !Files.isDirectory(file.getParent())) {
            throw new UnreachableException("the target " + target + " cannot be opened: there is no folder "
                    + file.getParent() + "; create it, or correct zenoti.target.url");
        }
    }

    /** Closes the source and the target. */
    @PreDestroy
    void close() {
        closeClients.run();
        closeClients = () -> {};
        assembled = Optional.empty();
        pool.ifPresent(TargetPool::close);
        pool = Optional.empty();
    }
}
