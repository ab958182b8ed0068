package org.zenotisync.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Applies one schema file in the transaction of its caller: {@link #plan} keeps the new definitions and gives the
 * statements that the target still needs, {@link #record} notes the file as applied.
 */
public final class SchemaApplier {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaApplier.class);

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final SchemaFiles files;
    private final TableRegistry tables;
    private final SchemaScripts scripts;

    /** The tables of the files that are being applied, by key. */
    private final Map<String, ConcernedTables> planned = new ConcurrentHashMap<>();

    public SchemaApplier(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            SchemaFiles files,
            TableRegistry tables,
            SchemaScripts scripts) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.files = files;
        this.tables = tables;
        this.scripts = scripts;
    }

    /**
     * Reads a file and finds what is missing.
     *
     * @return statements for the target, in order
     * @throws SchemaException if the file is refused
     * @throws IOException if the object cannot be had
     */
    public List<String> plan(SchemaFile file) throws SchemaException, IOException, SQLException {
        List<SchemaStatement> statements = scripts.read(file.object());
        planned.put(
                file.object().key(),
                ConcernedTables.of(
                        statements.stream().map(SchemaStatement::table).toList()));
        if (statements.isEmpty() && file.role() == SchemaFile.Role.FULL) {
            throw new SchemaException("the file holds no CREATE TABLE statement");
        }
        try (Connection connection = dataSource.getConnection()) {
            // another process may be applying the same file: then this one finds its effect
            warehouse.holdSchema(connection);
            SchemaPlanner planner = new SchemaPlanner(file.laterRenames(), file.firstSetUp(), file.firstTime());
            Map<String, FeedTable> changed = new LinkedHashMap<>();
            List<String> sql = new ArrayList<>();
            ColumnFills fills = new ColumnFills();
            Set<String> made = new HashSet<>();
            for (SchemaStatement statement : statements) {
                requireForeignName(statement.table());
                Optional<FeedTable> current = Optional.ofNullable(changed.get(statement.table()));
                if (current.isEmpty()) {
                    current = tables.find(connection, statement.table());
                }
                SchemaPlanner.Plan plan = planner.plan(current, statement);
                requireFit(plan.table().definition());
                warnIfLate(file, plan);
                for (SchemaStatement change : plan.changes()) {
                    boolean isMade = change instanceof CreateTable || made.contains(change.table());
                    List<String> translated = isMade || isThere(connection, change.table())
                            ? translate(connection, plan.table().definition(), change)
                            : List.of();
                    if (change instanceof CreateTable && !translated.isEmpty()) {
                        made.add(change.table());
                    }
                    sql.addAll(translated);
                    if (!translated.isEmpty()) {
                        fills.note(change);
                    }
                }
                changed.put(statement.table(), plan.table());
            }
            sql.addAll(fills.statements(warehouse, config.target()::nameOf));
            for (FeedTable table : changed.values()) {
                tables.save(connection, table);
            }
            return sql;
        }
    }

    /** Notes a file as applied; in the same transaction as its statements. */
    public void record(SchemaFile file, boolean changedSomething) throws SQLException {
        ConcernedTables concerned = planned.getOrDefault(file.object().key(), ConcernedTables.NONE);
        Jdbc.with(dataSource, connection -> {
            files.record(
                    connection,
                    file,
                    changedSomething ? SchemaFiles.Outcome.APPLIED : SchemaFiles.Outcome.CONTAINED,
                    Optional.empty(),
                    concerned,
                    Optional.empty());
            return null;
        });
    }

    /**
     * Notes a file that was not applied; outside of the transaction that was rolled back.
     *
     * @param outcome what it is instead
     * @param concerned the tables that it concerns
     */
    public void recordFailure(SchemaFile file, SchemaFiles.Outcome outcome, String reason, ConcernedTables concerned)
            throws SQLException {
        Jdbc.with(dataSource, connection -> {
            files.record(connection, file, outcome, Optional.of(reason), concerned, Optional.empty());
            return null;
        });
    }

    /** Is told of a target table that was made. */
    @FunctionalInterface
    public interface Created {
        void table(Connection connection, String table) throws SQLException;
    }

    /**
     * Creates target tables that are known but not there, as after a change of {@code zenoti.include}. One whose groups
     * count as consumed is not created again: its rows would be missing.
     *
     * @param hasConsumed tells by a folded name whether a table has consumed any group that a replay does not bring back
     * @param created is told of each table that was made, in the transaction that makes it
     * @return folded names of the tables that are gone
     */
    public List<String> createMissing(Predicate<String> hasConsumed, Created created) throws SQLException {
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.holdSchema(connection);
            List<String> gone = new ArrayList<>();
            for (FeedTable table : tables.all(connection)) {
                String target = config.target().nameOf(table.name());
                boolean missing = config.filter().accepts(table.name())
                        && warehouse.columnsOf(connection, target).isEmpty();
                if (missing && hasConsumed.test(table.name())) {
                    gone.add(table.name());
                } else if (missing) {
                    for (String sql : warehouse.createTable(target, table.definition())) {
                        Jdbc.update(connection, sql);
                    }
                    created.table(connection, table.name());
                }
            }
            return gone;
        });
    }

    /** One that is gone, or was never wanted, is made with all its columns when it is made. */
    private boolean isThere(Connection connection, String table) throws SQLException {
        return warehouse.columnsOf(connection, config.target().nameOf(table)).isPresent();
    }

    private void requireForeignName(String table) throws SchemaException {
        if (config.target().nameOf(table).startsWith(SyncConfig.CONTROL_PREFIX)) {
            throw new SchemaException(
                    "the name of table " + table + " is refused: in the target, names that begin with "
                            + SyncConfig.CONTROL_PREFIX + " are those of this program's own tables");
        }
    }

    /** What the target would cut or refuse later on, or take for a column of the program's own stage. */
    private void requireFit(TableDefinition table) throws SchemaException {
        int most = Math.min(TableDefinition.MOST_COLUMNS, warehouse.mostColumns());
        if (table.columns().size() > most) {
            throw new SchemaException("table " + table.name() + " would have "
                    + table.columns().size() + " columns; " + warehouse.name() + " can take at most " + most);
        }
        int bytes = DdlParser.canonical(table).length();
        if (bytes > warehouse.longestText()) {
            throw new SchemaException("the definition of table " + table.name() + " takes " + bytes + " bytes; "
                    + warehouse.name() + " can keep at most " + warehouse.longestText());
        }
        requireShort(config.target().nameOf(table.name()));
        for (ColumnDefinition column : table.columns()) {
            requireShort(column.name());
            if (column.name().startsWith(SyncConfig.CONTROL_PREFIX)) {
                throw new SchemaException("the name of column " + column.name() + " of table " + table.name()
                        + " is refused: names that begin with " + SyncConfig.CONTROL_PREFIX
                        + " are those of this program's own columns");
            }
        }
    }

    private void requireShort(String name) throws SchemaException {
        if (name.length() > warehouse.longestName()) {
            throw new SchemaException("the name " + name + " has " + name.length() + " characters; " + warehouse.name()
                    + " can take at most " + warehouse.longestName());
        }
    }

    private void warnIfLate(SchemaFile file, SchemaPlanner.Plan plan) {
        if (file.firstSetUp()
                && file.role() == SchemaFile.Role.UPGRADE
                && !plan.changes().isEmpty()) {
            LOG.warn(
                    "{} changes table {}, which SchemaFull should contain already: applied",
                    file.object().uri(),
                    plan.table().name());
        }
    }

    private List<String> translate(Connection connection, TableDefinition definition, SchemaStatement change)
            throws SQLException, SchemaException {
        String target = config.target().nameOf(change.table());
        if (change instanceof CreateTable create) {
            return create(connection, target, create);
        }
        if (change instanceof AddColumn add) {
            return warehouse.addColumn(target, add.column(), add.defaultValue());
        }
        if (change instanceof AlterType alter) {
            return warehouse.changeType(target, definition, definition.column(alter.column()));
        }
        RenameColumn rename = (RenameColumn) change;
        return warehouse.renameColumn(target, rename.from(), rename.to());
    }

    /** A table that is not ours is adopted while it is empty; rows of unknown origin would be doubled. */
    private List<String> create(Connection connection, String target, CreateTable create)
            throws SQLException, SchemaException {
        if (!config.filter().accepts(create.table())) {
            return List.of();
        }
        Optional<List<String>> present = warehouse.columnsOf(connection, target);
        if (present.isEmpty()) {
            return warehouse.createTable(target, create.definition());
        }
        if (Jdbc.number(connection, "SELECT count(*) FROM " + warehouse.qualified(target)) > 0) {
            throw new SchemaException("the target table " + target + " is there already and holds rows that were not"
                    + " loaded by this program; empty it, or set zenoti.target.schema or zenoti.target.table-name");
        }
        List<String> sql = new ArrayList<>();
        for (ColumnDefinition column : create.definition().columns()) {
            if (!present.get().contains(column.name())) {
                sql.addAll(warehouse.addColumn(target, column, null));
            }
        }
        return sql;
    }
}
