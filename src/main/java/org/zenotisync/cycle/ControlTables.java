package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.PausedTables;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.UnknownObjects;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.load.KeyStatus;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.schema.EarlierLayouts;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.schema.SchemaHolds;
import org.zenotisync.schema.SeenGroups;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The control tables in the target database, all named {@code zenoti_sync_…}. */
public final class ControlTables {

    private static final Logger LOG = LoggerFactory.getLogger(ControlTables.class);

    /** Causes that are looked through. */
    private static final int DEEPEST = 20;

    private final DataSource dataSource;
    private final Warehouse warehouse;
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
    private final NameUpgrade names;
    private final SeenGroups seenGroups;

    public ControlTables(DataSource dataSource, Warehouse warehouse, SyncConfig.Target target, Clock clock) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.checkpoints = new Checkpoints(warehouse, clock);
        this.podProgress = new PodProgress(warehouse, clock);
        this.manifest = new Manifest(warehouse, clock);
        this.runLog = new RunLog(warehouse, clock);
        this.quarantine = new Quarantine(warehouse, clock);
        this.lateObjects = new LateObjects(warehouse, clock);
        this.unknownObjects = new UnknownObjects(warehouse, clock);
        this.pausedTables = new PausedTables(warehouse, clock);
        this.schemaFiles = new SchemaFiles(warehouse, clock);
        this.tables = new TableRegistry(warehouse, target, clock);
        this.layouts = new EarlierLayouts(warehouse);
        this.names = new NameUpgrade(warehouse, tables, podProgress);
        this.seenGroups = new SeenGroups(warehouse);
    }

    /** Creates the schema and the tables that are missing, and brings those of an earlier version up to date. */
    public void create() throws SQLException {
        try {
            createMissing();
        } catch (SQLException e) {
            // where nothing keeps others out before the first table is there, another process may have made it
            // meanwhile
            if (!exist()) {
                throw e;
            }
            createMissing();
        }
        names.run(dataSource);
    }

    private void createMissing() throws SQLException {
        List<String> statements = new ArrayList<>(warehouse.createSchema());
        statements.add(podProgress.createTable());
        statements.add(manifest.createTable());
        statements.add(runLog.createTable());
        statements.add(quarantine.createTable());
        statements.add(lateObjects.createTable());
        statements.add(unknownObjects.createTable());
        statements.add(pausedTables.createTable());
        statements.add(schemaFiles.createTable());
        statements.add(tables.createTable());
        statements.add(layouts.createTable());
        statements.add(seenGroups.createTable());
        // the last one: it tells that all are there
        statements.add(checkpoints.createTable());
        Jdbc.inTransaction(dataSource, connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                for (String sql : later(connection)) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }

    /** What tables of an earlier version lack. */
    private List<String> later(Connection connection) throws SQLException {
        Map<String, List<LaterColumn>> laterColumns = Map.of(
                RunLog.TABLE,
                runLog.laterColumns(),
                Manifest.TABLE,
                manifest.laterColumns(),
                SchemaFiles.TABLE,
                schemaFiles.laterColumns(),
                TableRegistry.TABLE,
                tables.laterColumns());
        List<String> statements = new ArrayList<>();
        for (String table : laterColumns.keySet()) {
            List<String> present = warehouse.columnsOf(connection, table).orElse(List.of());
            for (LaterColumn later : laterColumns.get(table)) {
                if (!present.contains(later.column().name())) {
                    statements.addAll(warehouse.addColumn(table, later.column(), later.value()));
                    if (later.value() != null) {
                        statements.addAll(warehouse.fillColumn(table, later.column(), later.value()));
                    }
                }
            }
        }
        return statements;
    }

    /**
     * Which right of the target's user a failure comes from.
     *
     * @param targets names of target tables that were to be used
     * @return what is missing and the remedy; empty if it is no matter of rights, or not known
     */
    Optional<String> missingRight(Throwable failure, List<String> targets) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                List<String> tables = new ArrayList<>(targets);
                tables.addAll(List.of(
                        Checkpoints.TABLE,
                        PodProgress.TABLE,
                        Manifest.TABLE,
                        RunLog.TABLE,
                        Quarantine.TABLE,
                        LateObjects.TABLE,
                        UnknownObjects.TABLE,
                        PausedTables.TABLE,
                        SchemaFiles.TABLE,
                        TableRegistry.TABLE));
                try {
                    return Jdbc.with(dataSource, c -> warehouse.missingRight(c, refusal, tables));
                } catch (SQLException | RuntimeException e) {
                    LOG.debug("The target does not say which right is missing", e);
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the tables are there; false for a database that was never written to. */
    public boolean exist() throws SQLException {
        return Jdbc.with(dataSource, c -> warehouse.columnsOf(c, Checkpoints.TABLE))
                .isPresent();
    }

    /** How the tables stand; empty for a database that was never written to. */
    public SyncStatus status(SyncConfig config) throws SQLException {
        return exist()
                ? SyncStatus.read(
                        dataSource, warehouse, config, tables, checkpoints, lateObjects, schemaFiles, pauses())
                : new SyncStatus(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The tables that are kept in step, with their keys: those that schema files have made, and those of which table groups were
     * seen; by name. Empty for a database that was never written to.
     */
    public List<TableEntry> list(SyncConfig config) throws SQLException {
        if (!exist()) {
            return List.of();
        }
        return Jdbc.with(dataSource, connection -> {
            Map<String, List<Checkpoint>> ofTable =
                    checkpoints.all(connection).stream().collect(Collectors.groupingBy(Checkpoint::table));
            Map<String, TableEntry> entries = new TreeMap<>();
            for (KnownTable known : tables.allKnown(connection)) {
                KeyStatus key =
                        KeyStatus.ofAllPods(known.table(), config, ofTable.getOrDefault(known.name(), List.of()));
                entries.putIfAbsent(known.name(), new TableEntry(known.name(), Optional.of(known.target()), key));
            }
            ofTable.keySet()
                    .forEach(table -> entries.putIfAbsent(
                            table, new TableEntry(table, Optional.empty(), KeyStatus.withoutSchema(table, config))));
            return entries.values().stream()
                    .filter(entry -> config.filter().accepts(entry.table()))
                    .toList();
        });
    }

    /** What is paused; nothing for a database that was never written to, or by an earlier version. */
    public PausedNames pauses() throws SQLException {
        return PausedNames.of(canPause() ? Jdbc.with(dataSource, pausedTables::all) : List.of());
    }

    /** The late objects of all sources; none for a database that was never written to, or by an earlier version. */
    List<LateObjects.Entry> late() throws SQLException {
        return Jdbc.with(
                dataSource,
                c -> warehouse.columnsOf(c, LateObjects.TABLE).isPresent() ? lateObjects.all(c) : List.of());
    }

    /** Notes what is known by now of consumed objects. */
    void renewManifest(Map<TableGroupId, List<Manifest.Entry>> entries) throws SQLException {
        Jdbc.inTransaction(dataSource, connection -> {
            warehouse.holdCheckpoints(connection);
            for (Map.Entry<TableGroupId, List<Manifest.Entry>> group : entries.entrySet()) {
                manifest.renew(connection, group.getKey(), group.getValue());
            }
            return null;
        });
    }

    /** Whether there is a table for pauses; not before the first cycle. */
    boolean canPause() throws SQLException {
        return Jdbc.with(dataSource, c -> warehouse.columnsOf(c, PausedTables.TABLE))
                .isPresent();
    }

    /** What is known of the schema files, by source and key; nothing for a database that was never written to. */
    public List<SchemaFiles.Entry> schemaFileEntries() throws SQLException {
        return exist() ? Jdbc.with(dataSource, schemaFiles::all) : List.of();
    }

    /**
     * What waits for schema files, by the last cycle.
     *
     * @param files those that are there and not applied, in order; what is known of others does not count
     */
    SchemaHolds holds(Source source, List<SchemaFile> files) throws SQLException {
        if (!exist()) {
            return SchemaHolds.NONE;
        }
        Map<String, SchemaFiles.Entry> entries = Jdbc.with(dataSource, c -> schemaFiles.of(c, source.id()));
        List<SchemaHolds.Hold> holds = new ArrayList<>();
        for (SchemaFile file : files) {
            Optional.ofNullable(entries.get(file.object().key()))
                    .filter(entry -> entry.etag().equals(file.object().etag()))
                    .flatMap(ControlTables::hold)
                    .ifPresent(holds::add);
        }
        return new SchemaHolds(holds);
    }

    /** What waits for a schema file; nothing if it is applied, or if an earlier version has noted it. */
    static Optional<SchemaHolds.Hold> hold(SchemaFiles.Entry file) {
        return file.outcome().holdsTables()
                ? file.tables()
                        .map(tables -> new SchemaHolds.Hold(
                                SyncStatus.address(file.source(), file.key()),
                                tables,
                                file.note().orElse(file.outcome().text())))
                : Optional.empty();
    }

    /** The checkpoints of a source; none for a database that was never written to. */
    public List<Checkpoint> checkpointsOf(String source) throws SQLException {
        return exist() ? Jdbc.with(dataSource, c -> checkpoints.all(c, source)) : List.of();
    }

    /**
     * Goes back so that the groups of a table are consumed again by the next cycle.
     *
     * @param source the source's id
     * @param table folded table name
     * @param pod only this POD, in any case; null for all
     * @return the number of PODs that had consumed any of them
     */
    public int rewind(String source, String table, String pod, long fromGroup) throws SQLException {
        if (!exist()) {
            return 0;
        }
        create();
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.holdCheckpoints(connection);
            int rewound = 0;
            for (Checkpoint checkpoint : checkpoints.all(connection, source)) {
                boolean chosen = checkpoint.table().equals(table)
                        && (pod == null || checkpoint.pod().equalsIgnoreCase(pod));
                if (chosen && checkpoint.lastGroup() >= fromGroup) {
                    checkpoints.rewind(connection, new TableGroupId(source, checkpoint.pod(), table, fromGroup));
                    podProgress.reset(connection, source, checkpoint.pod());
                    rewound++;
                } else if (chosen && checkpoint.isReplay(fromGroup)) {
                    // the next cycle replays it anyway
                    rewound++;
                }
            }
            return rewound;
        });
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
}
