package org.zenotisync.routes;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Preview;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.cycle.TableEntry;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.ops.SyncManagement;
import org.zenotisync.status.SyncSnapshot;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The sync in a Camel context. It adds the routes of the sync, and a program uses the sync through it.
 *
 * <p>The registry of the context must have these beans: a {@link DataSource} that joins transactions
 * ({@value #DATA_SOURCE}), an {@link S3Client} ({@value #S3_CLIENT}) and a TransactedPolicy. It may have a
 * {@link Clock} ({@value #CLOCK}) and any number of {@link SyncSubscriber}s.
 */
public final class ZenotiSync {

    /** Name of the bean that connects to the target. */
    public static final String DATA_SOURCE = "zenotiDataSource";

    /** Name of the bean that connects to the source. */
    public static final String S3_CLIENT = "zenotiS3Client";

    /** Name of the bean that gives the time. */
    public static final String CLOCK = "zenotiClock";

    /** Name of the context's property with the milliseconds before the first retry of a broken table group. */
    public static final String RETRY_DELAY = "zenotiRetryDelay";

    /** The endpoint that runs a cycle; its answer is a {@link CycleReport}. */
    public static final String SYNC = "direct:zenoti-sync";

    private final CamelContext context;
    private final SyncParts parts;
    private final boolean isScheduled;

    /**
     * Assembles the sync; {@link #addRoutes} starts it. Without routes it can read the source and the target, but it
     * cannot run a cycle.
     *
     * @param isScheduled whether the schedule's route starts with the context
     * @param observers receive the events of the sync, in addition to the subscribers that are beans of the context
     * @throws IllegalStateException if a bean is missing
     */
    public ZenotiSync(
            CamelContext context, SyncConfig config, boolean isScheduled, List<? extends SyncSubscriber> observers) {
        this.context = context;
        this.isScheduled = isScheduled;
        List<SyncSubscriber> subscribers = new ArrayList<>(observers);
        context.getRegistry().findByType(SyncSubscriber.class).stream()
                .filter(bean -> !subscribers.contains(bean))
                .forEach(subscribers::add);
        this.parts = new SyncParts(
                context,
                config,
                bean(DATA_SOURCE, DataSource.class),
                bean(S3_CLIENT, S3Client.class),
                Objects.requireNonNullElseGet(
                        context.getRegistry().lookupByNameAndType(CLOCK, Clock.class), Clock::systemUTC),
                subscribers);
    }

    /**
     * Adds the sync to a context whose properties hold the {@code zenoti.*} settings, with its schedule.
     *
     * @throws org.zenotisync.config.ConfigException if a setting is wrong
     * @throws IllegalStateException if a bean is missing, or the context already has a route with one of the sync's ids
     * @throws Exception if the routes cannot be added or started
     */
    public static ZenotiSync addTo(CamelContext context) throws Exception {
        return addTo(context, true);
    }

    /**
     * Adds the sync to a context whose properties hold the {@code zenoti.*} settings.
     *
     * @param scheduled whether cycles start automatically; otherwise a message to {@value #SYNC} starts one
     * @throws org.zenotisync.config.ConfigException if a setting is wrong
     * @throws IllegalStateException if a bean is missing, or the context already has a route with one of the sync's ids
     * @throws Exception if the routes cannot be added or started
     */
    public static ZenotiSync addTo(CamelContext context, boolean scheduled) throws Exception {
        ZenotiSync sync = new ZenotiSync(context, SyncConfig.read(new CamelSettings(context)), scheduled, List.of());
        sync.addRoutes();
        return sync;
    }

    /**
     * The routes that {@link #addTo(CamelContext, boolean)} adds, for hosts that collect routes before the context
     * exists.
     */
    public static RoutesBuilder routes(boolean scheduled) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                addTo(getContext(), scheduled);
            }
        };
    }

    /**
     * Adds the routes to the context, and starts them if it runs.
     *
     * @throws IllegalStateException if the context already has a sync, or a route with one of its ids
     */
    public void addRoutes() throws Exception {
        ZenotiRoutes routes = new ZenotiRoutes(parts, isScheduled);
        routes.configureRoutes(context);
        new RouteIds(context, routes.getRouteCollection().getRoutes()).claim();
        context.addRoutes(routes);
        context.addStartupListener(new ManagedSync(this, context));
    }

    /**
     * Runs one cycle now and waits for its end; waits first for a cycle that is running.
     *
     * @throws org.apache.camel.CamelExecutionException whose cause is a {@link org.zenotisync.feed.ListingException} if
     *     the source cannot be listed, or an {@link org.zenotisync.cycle.UnreachableException} if the target cannot be
     *     reached
     */
    public CycleReport runCycle() {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(SYNC, null, CycleReport.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The settings. */
    public SyncConfig config() {
        return parts.config();
    }

    /** What a cycle would do now; lists the source and changes nothing. */
    public Preview plan() throws SQLException {
        return parts.previewCycle().preview();
    }

    /** The state of the tables, read only from the target; empty if the sync has never written to it. */
    public SyncSnapshot status() throws SQLException {
        return parts.statusReader().read();
    }

    /** The state of the sync as far as this process knows it; does not query the source or the target. */
    public SyncSnapshot snapshot() {
        return parts.live().snapshot(parts.pauses()::isPaused);
    }

    /** The tables with their keys, read only from the target; empty if the sync has never written to it. */
    public List<TableEntry> tables() throws SQLException {
        return parts.tableReader().read();
    }

    /**
     * Starts a replay: the next cycle consumes groups of a table again.
     *
     * @param table name of the table, in any of its spellings
     * @param fromGroup the first GroupID, positive
     * @param pod only this POD, in any case; empty for all
     * @return the number of PODs in which any of these groups was consumed
     * @throws org.zenotisync.cycle.WrongReplayException if no such group was consumed
     */
    public int replay(String table, long fromGroup, Optional<String> pod) throws SQLException {
        return parts.replay().replay(table, fromGroup, pod);
    }

    /**
     * Pauses tables. A table group that is being loaded is finished first.
     *
     * @param glob a table name, in which {@code *} matches any characters and {@code ?} matches one; in any case
     * @return the tables that it matches
     * @throws IllegalArgumentException if no known table matches
     * @throws SQLException if the change cannot be stored in the target
     */
    public List<String> pause(String glob) throws SQLException {
        return parts.pauses().pause(glob);
    }

    /**
     * Resumes tables from the next cycle on.
     *
     * @param glob as for {@link #pause}
     * @return the tables that it matches, including those that were not paused
     * @throws IllegalArgumentException if no known table matches, or if a table stays paused by a glob that also
     *     matches other tables
     * @throws SQLException if the change cannot be stored in the target
     */
    public List<String> resume(String glob) throws SQLException {
        return parts.pauses().resume(glob);
    }

    /** What a person may decide about schema files; works with or without routes. */
    public SchemaDecisions schemaDecisions() {
        return parts.schemaDecisions();
    }

    SyncParts parts() {
        return parts;
    }

    SyncManagement management(SyncManagement.Cycles cycles) {
        return new SyncManagement(parts.config(), parts.pauses(), this::snapshot, cycles);
    }

    private <T> T bean(String name, Class<T> type) {
        T bean = context.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalStateException(
                    "the Camel registry has no bean " + name + " of type " + type.getName() + ", which the sync needs");
        }
        return bean;
    }
}
