package org.zenotisync.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.TransactedPolicy;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.cycle.History;
import org.zenotisync.cycle.Preview;
import org.zenotisync.cycle.PrivacyReport;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.cycle.SourceNames;
import org.zenotisync.cycle.TableEntry;
import org.zenotisync.cycle.TableHistory;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.ops.SyncManagement;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.s3.SourceClients;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.verify.VerifyRequest;

/**
 * The sync in a Camel context: the routes of the sync, and the methods by which a program uses it.
 *
 * <pre>{@code
 * context.addRoutes(ZenotiSync.named("emea")
 *         .settings("estate.feed")
 *         .target(dataSource, transactedPolicy)
 *         .source(s3Client)
 *         .routes());
 * }</pre>
 *
 * A context can have several syncs with different names, and one without a name. Every id, endpoint, MBean and thread
 * of a named sync begins with {@code zenoti-<name>}; a message to {@code direct:zenoti-<name>-sync} runs a cycle.
 */
public final class ZenotiSync {

    /** Name of the bean that connects to the target, where it is not passed. */
    public static final String DATA_SOURCE = "zenotiDataSource";

    /** Name of the bean that connects to the source, where it is not passed. */
    public static final String S3_CLIENT = "zenotiS3Client";

    /** Name of the bean that gives the time, a {@link Clock}; the system's clock if there is none. */
    public static final String CLOCK = "zenotiClock";

    /** Name of the context's property with the milliseconds before the first retry of a broken table group. */
    public static final String RETRY_DELAY = "zenotiRetryDelay";

    /** The endpoint that runs a cycle of the sync without a name; its answer is a {@link CycleReport}. */
    public static final String SYNC = SyncNames.UNNAMED.direct("sync");

    private final CamelContext context;
    private final SyncNames names;
    private final HostMeters meters;
    private final SyncParts parts;
    private final boolean isScheduled;
    private @Nullable RequestedCycle requested;

    /**
     * Assembles a sync without a name; {@link #addRoutes} starts it. Without routes it can read the source and the
     * target, but it cannot run a cycle.
     *
     * @param dataSource connects to the target, and joins transactions
     * @param clients connect to the sources
     * @param isScheduled whether there is a route that starts cycles on their schedule
     * @param observers receive the events of the sync, in addition to the subscribers that are beans of the context
     */
    public ZenotiSync(
            CamelContext context,
            SyncConfig config,
            DataSource dataSource,
            SourceClients clients,
            boolean isScheduled,
            List<? extends SyncSubscriber> observers) {
        this(context, SyncNames.UNNAMED, config, dataSource, Optional.empty(), clients, isScheduled, observers);
    }

    ZenotiSync(
            CamelContext context,
            SyncNames names,
            SyncConfig config,
            DataSource dataSource,
            Optional<TransactedPolicy> policy,
            SourceClients clients,
            boolean isScheduled,
            List<? extends SyncSubscriber> observers) {
        this.context = context;
        this.names = names;
        this.isScheduled = isScheduled;
        this.meters = new HostMeters(context, names);
        List<SyncSubscriber> subscribers = new ArrayList<>(observers);
        context.getRegistry().findByType(SyncSubscriber.class).stream()
                .filter(bean -> !subscribers.contains(bean))
                .forEach(subscribers::add);
        subscribers.add(meters);
        this.parts = new SyncParts(
                context,
                names,
                config,
                dataSource,
                policy,
                clients,
                Objects.requireNonNullElseGet(
                        context.getRegistry().lookupByNameAndType(CLOCK, Clock.class), Clock::systemUTC),
                subscribers);
    }

    /**
     * Builds a sync with a name.
     *
     * @param name letters, digits, {@code .}, {@code _} and {@code -}
     * @throws IllegalArgumentException if the name has other characters
     */
    public static ZenotiSyncBuilder named(String name) {
        return new ZenotiSyncBuilder(SyncNames.of(name));
    }

    /** Builds the sync without a name. */
    public static ZenotiSyncBuilder builder() {
        return new ZenotiSyncBuilder(SyncNames.UNNAMED);
    }

    /**
     * Adds the sync without a name, with its schedule, to a context that has the settings {@code zenoti.*} as
     * properties, and the beans {@value #DATA_SOURCE}, {@value #S3_CLIENT} and a TransactedPolicy.
     *
     * @throws Exception as {@link ZenotiSyncBuilder#addTo}
     */
    public static ZenotiSync addTo(CamelContext context) throws Exception {
        return builder().addTo(context);
    }

    /**
     * As {@link #addTo(CamelContext)}.
     *
     * @param scheduled whether cycles start automatically; otherwise a message to {@code direct:zenoti-sync} starts one
     * @throws Exception as {@link ZenotiSyncBuilder#addTo}
     */
    public static ZenotiSync addTo(CamelContext context, boolean scheduled) throws Exception {
        return builder().schedule(scheduled).addTo(context);
    }

    /**
     * The routes that {@link #addTo(CamelContext, boolean)} adds, for hosts that collect routes before the context
     * exists.
     */
    public static RoutesBuilder routes(boolean scheduled) {
        return builder().schedule(scheduled).routes();
    }

    /**
     * The sync of a name that was added to a context.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ZenotiSync in(CamelContext context, String name) {
        return in(context, SyncNames.of(name));
    }

    /**
     * The sync without a name that was added to a context.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ZenotiSync in(CamelContext context) {
        return in(context, SyncNames.UNNAMED);
    }

    private static ZenotiSync in(CamelContext context, SyncNames names) {
        ZenotiSync sync = context.getRegistry().lookupByNameAndType(names.bean(), ZenotiSync.class);
        if (sync == null) {
            throw new IllegalArgumentException(names + " was not added to the Camel context " + context.getName());
        }
        return sync;
    }

    /**
     * Adds the routes to the context, and starts them if it runs. The first cycle proves that the transactions of the
     * host keep rows and checkpoint together.
     *
     * @throws IllegalStateException if the context already has this sync, or a route with one of its ids
     */
    public void addRoutes() throws Exception {
        new SyncStart(context, names, parts, isScheduled).addRoutes();
        publish();
    }

    /** As {@link #addRoutes}, and proves it now, or at the start of the context. */
    void addRoutesProven() throws Exception {
        SyncStart start = new SyncStart(context, names, parts, isScheduled);
        start.addRoutes();
        start.prove();
        publish();
    }

    private void publish() throws Exception {
        SharedTarget.warn(context, names, config());
        context.getRegistry().bind(names.bean(), this);
        context.addStartupListener(new ManagedSync(this, names, context));
        new Observation(this, names, context, meters).begin();
    }

    /**
     * Runs one cycle now and waits for its end; waits first for a cycle that is running.
     *
     * @throws org.apache.camel.CamelExecutionException whose cause is a {@link org.zenotisync.feed.ListingException} if
     *     the source cannot be listed, an {@link org.zenotisync.cycle.UnreachableException} if the target cannot be
     *     reached, or a {@link org.zenotisync.cycle.TransactionException} if the caller is in a transaction
     */
    public CycleReport runCycle() {
        return request("sync", null, CycleReport.class);
    }

    /**
     * Waits until the events and bad rows that were written are delivered, 30 seconds at most. Returns at once if
     * neither {@code zenoti.events.to} nor {@code zenoti.quarantine.to} is set. What is not delivered then is delivered
     * by the next process.
     *
     * @return whether all are delivered
     */
    public boolean awaitEvents() {
        try {
            return parts.announce().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T request(String route, @Nullable Object body, Class<T> answer) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(names.direct(route) + "?block=false", body, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a cycle now, or after the one that is running. Does not wait for its end.
     *
     * @return true if a cycle was requested; false if a cycle that was requested before has not begun yet
     * @throws IllegalStateException if the route {@code sync} is stopped
     */
    public boolean startCycle() {
        return cycles().start();
    }

    /** Whether a cycle runs. */
    public boolean isCycleRunning() {
        return RequestedCycle.isRunning(context, names);
    }

    /** For how long nothing has moved in the cycle that runs; empty unless it is longer than zenoti.stalled-after. */
    public Optional<Duration> cycleStalledFor() {
        return parts.stalls().stalledFor(this::isCycleRunning);
    }

    /** The cycles that JMX and {@link #startCycle} request. */
    synchronized SyncManagement.Cycles cycles() {
        RequestedCycle made = requested;
        if (made == null) {
            made = new RequestedCycle(this, names, context, parts.threads().newPool("ZenotiCycleNow", 1));
            requested = made;
        }
        return made;
    }

    SyncNames names() {
        return names;
    }

    /** The settings. */
    public SyncConfig config() {
        return parts.config();
    }

    /**
     * Refuses a target whose control tables are of a newer version than this program. Every cycle does that too.
     *
     * @throws org.zenotisync.config.ConfigException if they are
     * @throws SQLException if the target cannot be read
     */
    public void requireKnownControlTables() throws SQLException {
        parts.control().requireKnownVersion();
    }

    /** What a cycle would do now; lists the sources and changes nothing. */
    public Preview plan() throws SQLException {
        return plan(Optional.empty());
    }

    /**
     * What a cycle would do now with one of the sources.
     *
     * @param source name of the source; empty for all
     * @throws org.zenotisync.config.ConfigException if there is no such source
     */
    public Preview plan(Optional<String> source) throws SQLException {
        return parts.pass().previewCycle().preview(source);
    }

    /** The state of the tables, read only from the target; empty if the sync has never written to it. */
    public SyncSnapshot status() throws SQLException {
        return parts.statusReader().read();
    }

    /** The state of the sync as far as this process knows it; does not query the source or the target. */
    public SyncSnapshot snapshot() {
        return parts.live().snapshot(parts.pauses()::isPaused);
    }

    /**
     * What the target records of the time before now. Unlike {@link #status()}, it counts no rows of target tables.
     */
    public History history() throws SQLException {
        return parts.historyReader().read();
    }

    /**
     * What the target records of one table.
     *
     * @param table folded table name
     */
    public TableHistory history(String table) throws SQLException {
        return parts.historyReader().read(table);
    }

    /** The tables with their keys, read only from the target; empty if the sync has never written to it. */
    public List<TableEntry> tables() throws SQLException {
        return parts.tableReader().read();
    }

    /**
     * Brings the columns of targets that are there to what {@code zenoti.columns.*} hides, each table in a transaction
     * of its own. Not to be called inside of a transaction.
     *
     * @param table only this table; empty for all
     * @param isPlan whether nothing is to be changed
     * @param progress takes lines for people
     * @throws ConfigException if there is no such table
     */
    public PrivacyReport applyPrivacy(Optional<String> table, boolean isPlan, Consumer<String> progress)
            throws SQLException {
        return parts.applyPrivacy().apply(table, isPlan, progress);
    }

    /**
     * What a failure of any of these methods means if the target's user lacks a right: which one, and the statement
     * that gives it.
     *
     * @return empty if the failure has another or an unknown reason
     */
    public Optional<UnreachableException> missingRight(Throwable failure) {
        return parts.cycleSteps().missingRight(failure);
    }

    /**
     * Removes the rows of a guest from all tables that refer to guests, each in a transaction of its own, and keeps
     * them out from now on. Not to be called inside of a transaction.
     *
     * @param progress takes lines for people, without the guest's key
     * @throws ConfigException if it is not certain who is meant
     */
    public ForgetReport forget(ForgetRequest request, Consumer<String> progress) throws SQLException {
        return parts.forget().forget(request, progress);
    }

    /**
     * Ends that rows of a guest are kept out. Those that are removed come back with a replay.
     *
     * @return whether the guest was forgotten
     */
    public boolean undoForget(GuestKey guest) throws SQLException {
        return parts.forget().undo(guest);
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
        return replay(table, fromGroup, pod, Optional.empty());
    }

    /**
     * Starts a replay in one of several sources.
     *
     * @param source name of the source; empty for all
     * @see #replay(String, long, Optional)
     */
    public int replay(String table, long fromGroup, Optional<String> pod, Optional<String> source) throws SQLException {
        return parts.replay().replay(table, fromGroup, pod, source);
    }

    /**
     * Adopts a table whose target somebody else, such as a script, has filled up to a group: the next cycle continues
     * after that group. One transaction over all its PODs; nothing changes if it is refused. Works with or without
     * routes.
     *
     * @param table name of the table, in any of its spellings
     * @param group GroupID of the last group that is in the target, positive
     * @param pod only this POD, in any case; empty for all that have the table
     * @return what was done, or why it was refused
     * @throws org.zenotisync.cycle.WrongAdoptionException if the source has no such table, group or POD, or the
     *     settings leave the table out
     * @throws org.zenotisync.feed.ListingException if the source cannot be listed
     */
    public AdoptionReport adopt(String table, long group, Optional<String> pod) throws SQLException {
        return adopt(table, group, pod, Optional.empty());
    }

    /**
     * The same of one of several sources.
     *
     * @param source name or id of the source whose rows are in the target; empty if there is only one
     */
    public AdoptionReport adopt(String table, long group, Optional<String> pod, Optional<String> source)
            throws SQLException {
        return parts.schema().adoption().adopt(table, group, pod, source);
    }

    /** What {@link #adopt} would do; changes nothing. */
    public AdoptionReport planAdoption(String table, long group, Optional<String> pod) throws SQLException {
        return planAdoption(table, group, pod, Optional.empty());
    }

    /** What {@link #adopt(String, long, Optional, Optional)} would do; changes nothing. */
    public AdoptionReport planAdoption(String table, long group, Optional<String> pod, Optional<String> source)
            throws SQLException {
        return parts.schema().adoption().plan(table, group, pod, source);
    }

    /**
     * Compares the target with a monthly snapshot and what came after it; waits for the end. Changes nothing. Needs the
     * routes.
     *
     * @throws org.apache.camel.CamelExecutionException whose cause is a
     *     {@link org.zenotisync.verify.WrongVerifyException} if there is no such snapshot, table, POD or source, a
     *     {@link org.zenotisync.feed.ListingException} if the source cannot be listed, or as {@link #runCycle}
     */
    public VerifyReport verify(VerifyRequest request) {
        if (request.isRestore()) {
            throw new IllegalArgumentException("verify changes nothing; call restore");
        }
        return request("verify", request, VerifyReport.class);
    }

    /**
     * Brings back the rows of a monthly snapshot that the target has lost; waits for the end. One transaction per
     * table; repeating it changes nothing. Needs the routes.
     *
     * @param request says what is brought back
     * @throws org.apache.camel.CamelExecutionException as {@link #verify}
     */
    public VerifyReport restore(VerifyRequest request) {
        if (!request.isRestore()) {
            throw new IllegalArgumentException("the request does not say what is brought back");
        }
        return request("restore", request, VerifyReport.class);
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

    /** What is known of sources: which are paused, and which the settings do not have any more. */
    public SourceNames sourceNames() {
        return parts.sourceNames();
    }

    /** What a person may decide about schema files; works with or without routes. */
    public SchemaDecisions schemaDecisions() {
        return parts.schema().decisions();
    }

    boolean isScheduled() {
        return isScheduled;
    }

    SyncParts parts() {
        return parts;
    }

    SyncManagement management(SyncManagement.Cycles cycles) {
        return new SyncManagement(parts.config(), parts.pauses(), parts.sourceNames(), this::snapshot, cycles);
    }
}
