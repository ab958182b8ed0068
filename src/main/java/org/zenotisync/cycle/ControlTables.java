package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.ControlVersion;
import org.zenotisync.checkpoint.EventLease;
import org.zenotisync.checkpoint.FailingTables;
import org.zenotisync.checkpoint.GuestRecords;
import org.zenotisync.checkpoint.KnownSources;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.checkpoint.PausedTables;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.TransactionMarks;
import org.zenotisync.checkpoint.UnknownObjects;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.UnclaimedRows;
import org.zenotisync.schema.EarlierLayouts;
import org.zenotisync.schema.SchemaFileTable;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.schema.SeenGroups;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.ControlTableMaker;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * The control tables in the target, all named {@code zenoti_sync_…}. Creates those that are missing, and adds the
 * columns that this version of the program needs.
 */
public final class ControlTables {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final String target;
    private final ControlVersion version;
    private final Checkpoints checkpoints;
    private final PodProgress podProgress;
    private final Manifest manifest;
    private final RunLog runLog;
    private final Quarantine quarantine;
    private final LateObjects lateObjects;
    private final UnknownObjects unknownObjects;
    private final PausedTables pausedTables;
    private final SchemaFiles schemaFiles;
    private final TableRegistry tables;
    private final EarlierLayouts layouts;
    private final SeenGroups seenGroups;
    private final TransactionMarks transactionMarks;
    private final VerifyOutcomes verifyOutcomes;
    private final KnownSources knownSources;
    private final GuestRecords guestRecords;
    private final Map<OutboxChannel, Outbox> outboxes = new EnumMap<>(OutboxChannel.class);
    private final Map<OutboxChannel, EventLease> leases = new EnumMap<>(OutboxChannel.class);
    private final FailingTables failingTables;
    private final NameUpgrade names;
    private volatile boolean isOwnDialect;

    /** In the order in which they are created. */
    private final List<ControlTable> all;

    public ControlTables(DataSource dataSource, Warehouse warehouse, SyncConfig config, Clock clock) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.target = config.target().toString();
        this.version = new ControlVersion(warehouse, clock);
        this.checkpoints = new Checkpoints(warehouse, clock, config::nameOf);
        this.podProgress = new PodProgress(warehouse, clock);
        this.manifest = new Manifest(warehouse, clock);
        this.runLog = new RunLog(warehouse, clock);
        this.quarantine = new Quarantine(warehouse, clock);
        this.lateObjects = new LateObjects(warehouse, clock, config::nameOf);
        this.unknownObjects = new UnknownObjects(warehouse, clock);
        this.pausedTables = new PausedTables(warehouse, clock);
        this.schemaFiles = new SchemaFiles(warehouse, clock);
        this.tables = new TableRegistry(warehouse, config.target(), clock);
        this.layouts = new EarlierLayouts(warehouse);
        this.seenGroups = new SeenGroups(warehouse);
        this.transactionMarks = new TransactionMarks(warehouse);
        this.verifyOutcomes = new VerifyOutcomes(warehouse, clock, config::nameOf);
        this.knownSources = new KnownSources(warehouse, clock);
        this.guestRecords = new GuestRecords(warehouse, clock);
        this.names = new NameUpgrade(warehouse, tables, podProgress);
        for (OutboxChannel channel : OutboxChannel.values()) {
            outboxes.put(channel, new Outbox(warehouse, channel, clock));
            leases.put(channel, new EventLease(warehouse, channel, clock));
        }
        this.failingTables = new FailingTables(warehouse, clock);
        List<ControlTable> tablesInOrder = new ArrayList<>(List.of(
                version,
                podProgress,
                manifest,
                runLog,
                quarantine,
                lateObjects,
                unknownObjects,
                pausedTables,
                new SchemaFileTable(),
                tables,
                tables.ofSources(),
                layouts,
                seenGroups,
                transactionMarks,
                verifyOutcomes,
                knownSources,
                guestRecords));
        if (config.events().needsOutbox()) {
            tablesInOrder.addAll(
                    List.of(outbox(OutboxChannel.EVENTS), eventLease(OutboxChannel.EVENTS), failingTables));
        }
        // the last one: if it exists, all do
        tablesInOrder.add(checkpoints);
        this.all = List.copyOf(tablesInOrder);
    }

    /**
     * Creates the schema and the tables that are missing, and brings those of an earlier version up to date.
     *
     * @throws ConfigException if they are of a newer version than this program; nothing is changed then
     * @throws SQLException if the target cannot be reached or refuses the statements
     */
    public void create() throws SQLException {
        int before = knownVersion();
        int overtaken = 0;
        while (!isCreated(before, overtaken)) {
            overtaken++;
        }
        podProgress.readAs(ControlVersion.CURRENT);
        names.run(dataSource);
        tables.ofSources().noteSources(dataSource);
    }

    /**
     * Creates what is missing, in one try.
     *
     * @param overtaken the tries that have failed because another process had created something. Before the first table
     *     exists, some databases cannot keep other processes out; each try gets past what they have created by then
     * @return false if it is worth another try
     * @throws SQLException if it is not
     */
    private boolean isCreated(int before, int overtaken) throws SQLException {
        try {
            createMissing(before);
            return true;
        } catch (SQLException e) {
            if (overtaken == 0 && exist() || overtaken < all.size() && warehouse.isOvertaken(e)) {
                return false;
            }
            throw e;
        }
    }

    private void createMissing(int before) throws SQLException {
        ControlTableMaker maker = new ControlTableMaker(warehouse);
        Jdbc.runInTransaction(dataSource, connection -> {
            maker.make(connection, all);
            if (before < ControlVersion.CURRENT) {
                maker.rename(connection, all);
            }
            version.note(connection);
        });
    }

    /**
     * Refuses the tables of a newer program.
     *
     * @throws ConfigException if they are of a newer version than this program
     */
    public void requireKnownVersion() throws SQLException {
        knownVersion();
    }

    private int knownVersion() throws SQLException {
        int present = Jdbc.with(dataSource, connection -> {
            warehouse.requireSession(connection);
            requireOwnDialect(connection);
            return version.read(connection);
        });
        if (present > ControlVersion.CURRENT) {
            throw new ConfigException("the control tables of " + target + " have version " + present
                    + ", and this program knows no version above " + ControlVersion.CURRENT
                    + ": a newer program has worked on them. Nothing was changed. Start the newer program again, or"
                    + " restore the backup from before the upgrade (docs/deploy.md, Upgrade and roll back)");
        }
        podProgress.readAs(present);
        return present;
    }

    /** Once for a process. */
    private void requireOwnDialect(Connection connection) throws SQLException {
        if (!isOwnDialect && warehouse.isOfOtherDialect(connection, ControlVersion.TABLE)) {
            throw new ConfigException(
                    "zenoti.target.dialect: the control tables of " + target + " were made with another"
                            + " value of it, by processes that lock in another way: two of them could load one table"
                            + " at once. Nothing was changed. Give it the value that it had (ansi, or none), or set"
                            + " another zenoti.target.schema");
        }
        isOwnDialect = true;
    }

    /**
     * Whether the tables exist; false if the sync has never written to the database.
     *
     * @throws ConfigException if they are of a newer version than this program
     */
    public boolean exist() throws SQLException {
        requireKnownVersion();
        return Jdbc.with(dataSource, c -> warehouse.catalog().columnsOf(c, Checkpoints.TABLE))
                .isPresent();
    }

    /** Finds out which right of the target's user a failure comes from. */
    TargetRights rights() {
        return new TargetRights(
                dataSource, warehouse, all.stream().map(ControlTable::name).toList());
    }

    public Checkpoints checkpoints() {
        return checkpoints;
    }

    public PodProgress podProgress() {
        return podProgress;
    }

    public Manifest manifest() {
        return manifest;
    }

    public RunLog runLog() {
        return runLog;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    public LateObjects lateObjects() {
        return lateObjects;
    }

    public UnknownObjects unknownObjects() {
        return unknownObjects;
    }

    public PausedTables pausedTables() {
        return pausedTables;
    }

    public SchemaFiles schemaFiles() {
        return schemaFiles;
    }

    public TableRegistry tables() {
        return tables;
    }

    public EarlierLayouts layouts() {
        return layouts;
    }

    /** The groups that were listed and not consumed. */
    public SeenGroups seenGroups() {
        return seenGroups;
    }

    /** The sources that have names. */
    public KnownSources knownSources() {
        return knownSources;
    }

    /** The guests who are forgotten. */
    public GuestRecords guestRecords() {
        return guestRecords;
    }

    /** What waits for its delivery. The table exists only if anything is sent. */
    public Outbox outbox(OutboxChannel channel) {
        return Objects.requireNonNull(outboxes.get(channel));
    }

    /** Which process delivers. The table exists only if anything is sent. */
    public EventLease eventLease(OutboxChannel channel) {
        return Objects.requireNonNull(leases.get(channel));
    }

    /** The tables whose failure was reported by an event. It exists only if events are sent. */
    public FailingTables failingTables() {
        return failingTables;
    }

    /** Whether the target of a feed table exists. */
    boolean isTargetThere(Connection connection, String table) throws SQLException {
        return warehouse
                .catalog()
                .has(connection, tables.targetNames(connection).apply(table));
    }

    /** Begins a transaction that changes checkpoints: on Redshift it must be its first statement. */
    void holdCheckpoints(Connection connection) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
    }

    /** Drops the rows of an append-only fact that are kept to be compared with those of a source. */
    void dropUnclaimed(Connection connection, String source, String table) throws SQLException {
        UnclaimedRows.drop(
                warehouse, connection, source, tables.targetNames(connection).apply(table));
    }

    /**
     * Removes messages about a table that may quote its values.
     *
     * @param table folded table name
     * @return the number of errors that the run log had of it
     */
    long hideMessages(Connection connection, String table) throws SQLException {
        verifyOutcomes.hideErrors(connection, table);
        schemaFiles.hideNotes(connection, table, RunLog.HIDDEN);
        return runLog.hideErrors(connection, table);
    }

    /** The names of the control tables that may quote values of the feed. */
    List<String> tablesWithValues() {
        return List.of(Quarantine.TABLE, RunLog.TABLE, VerifyOutcomes.TABLE, SchemaFileTable.NAME);
    }

    /**
     * For commands that treat what was loaded.
     *
     * @throws ConfigException if nothing was ever loaded into the target
     */
    void requireThere() throws SQLException {
        if (!exist()) {
            throw new ConfigException("zenoti.target.url: this target has no tables of zenoti-s3-sync, so nothing was"
                    + " ever loaded into it, and nothing was done: is it the right one (zenoti.target.schema,"
                    + " too)?");
        }
    }

    /** The names of all control tables. */
    List<String> tableNames() {
        return all.stream().map(ControlTable::name).toList();
    }

    /** The outcomes of automatic verifications. */
    public VerifyOutcomes verifyOutcomes() {
        return verifyOutcomes;
    }

    /** The rows that prove how transactions work. */
    TransactionMarks transactionMarks() {
        return transactionMarks;
    }
}
