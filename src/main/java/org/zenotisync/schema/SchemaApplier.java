package org.zenotisync.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Counted;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaScript;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;
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
    private final EarlierLayouts layouts;
    private final SeenGroups seen;
    private final TableUse.Tables uses;
    private final KeyColumns keys;

    /** The files that are being applied, by key. */
    private final Map<String, Planned> planned = new ConcurrentHashMap<>();

    public SchemaApplier(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            SchemaFiles files,
            TableRegistry tables,
            SchemaScripts scripts,
            EarlierLayouts layouts,
            SeenGroups seen,
            TableUse.Tables uses) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.files = files;
        this.tables = tables;
        this.scripts = scripts;
        this.layouts = layouts;
        this.seen = seen;
        this.uses = uses;
        this.keys = new KeyColumns(config, uses);
    }

    /**
     * What the log and the control table say of a file when it has been applied.
     *
     * @param summary whether it has changed anything, and if not, why
     * @param notes what people should know of its statements
     */
    private record Planned(ConcernedTables tables, String summary, List<String> notes) {}

    /**
     * Reads a file and finds what is missing.
     *
     * @return statements for the target, in order
     * @throws SchemaException if the file is refused
     * @throws IOException if the object cannot be had
     */
    public List<String> plan(SchemaFile file) throws SchemaException, IOException, SQLException {
        SchemaScript script = scripts.read(file.object());
        if (script.statements().isEmpty() && file.role() == SchemaFile.Role.FULL) {
            throw new SchemaException("the file holds no CREATE TABLE statement");
        }
        requireNamesake(file, script.statements());
        try (Connection connection = dataSource.getConnection()) {
            // another process may be applying the same file: then this one finds its effect
            warehouse.holdSchema(connection);
            RivalFiles rivals =
                    new RivalFiles(file, file.role() == SchemaFile.Role.FULL ? tables.origins(connection) : Map.of());
            ScriptEffect effect = effect(connection, file, script, rivals);
            List<String> sql = sql(connection, effect);
            ConcernedTables concerned = ConcernedTables.of(
                    script.statements().stream().map(SchemaStatement::table).toList());
            String summary = sql.isEmpty() && !effect.changesTables()
                    ? "changes nothing: " + whyNothing(script, rivals)
                    : "is applied";
            planned.put(file.object().key(), new Planned(concerned, summary, ScriptNotes.of(script, effect)));
            for (FeedTable table : effect.after().values()) {
                FeedTable before = effect.before().get(table.name());
                if (before != null) {
                    UnaryOperator<String> nameOf = column -> effect.nameAfter(table.name(), column);
                    List<TableUse> earlier =
                            seen.before(connection, file, table.name(), uses.of(connection, table.name()));
                    layouts.note(connection, before, table, nameOf, file.usesBefore(table.name(), earlier));
                }
                tables.save(connection, table);
            }
            rivals.save(connection, tables);
            return sql;
        }
    }

    private static String whyNothing(SchemaScript script, RivalFiles rivals) {
        if (script.statements().isEmpty()) {
            return "none of its statements is about columns";
        }
        return rivals.leftOut().isEmpty()
                ? "its effect is there already"
                : "a later file of SchemaFull makes table " + String.join(", ", rivals.leftOut());
    }

    /** "The file name is the same as the table name" (feed documentation): one that makes only another table is a mistake. */
    private static void requireNamesake(SchemaFile file, List<SchemaStatement> statements) throws SchemaException {
        Set<String> created = new LinkedHashSet<>();
        statements.stream().filter(CreateTable.class::isInstance).forEach(statement -> created.add(statement.table()));
        Optional<String> namesake = file.namesake();
        if (namesake.isPresent() && created.size() == 1 && !created.contains(namesake.get())) {
            throw new SchemaException("the file is named like table " + namesake.get()
                    + ", but its only CREATE TABLE makes table "
                    + created.iterator().next() + "; one of the two names is wrong");
        }
    }

    /** What the statements come to, one after the other. */
    private ScriptEffect effect(Connection connection, SchemaFile file, SchemaScript script, RivalFiles rivals)
            throws SchemaException, SQLException {
        TargetColumns target = (table, column) -> isEmpty(connection, table, column);
        SchemaPlanner planner = SchemaPlanner.of(file, file.upgrades(), target);
        ScriptEffect effect = new ScriptEffect();
        for (int i = 0; i < script.statements().size(); i++) {
            SchemaStatement statement = script.statements().get(i);
            requireForeignName(statement.table());
            Optional<FeedTable> current = Optional.ofNullable(effect.after().get(statement.table()));
            if (current.isEmpty()) {
                Optional<FeedTable> known = tables.find(connection, statement.table());
                known.ifPresent(effect::begin);
                current = known.isPresent() ? Optional.of(withoutGone(connection, known.get())) : known;
            }
            boolean isCreate = statement instanceof CreateTable;
            if (isCreate) {
                rivals.creates(statement.table());
            }
            if (rivals.isLeftOut(statement.table())) {
                if (isCreate) {
                    rivals.compare(statement.table(), current, asFarAsPlanned(planner, current, statement, i));
                }
                continue;
            }
            SchemaPlanner.Plan plan = planner.plan(current, statement, i);
            if (isCreate) {
                rivals.compare(statement.table(), current, Optional.of(plan.table()));
            }
            requireFit(plan.table().definition());
            warnIfLate(file, plan);
            effect.add(current.orElse(null), plan);
        }
        for (FeedTable table : effect.after().values()) {
            FeedTable before = effect.before().get(table.name());
            if (before != null && !before.equals(table)) {
                keys.requireTypes(connection, before, table);
                keys.requireInFeed(connection, table);
            }
        }
        return effect;
    }

    /** The table after a statement; empty if the statement contradicts it. */
    private static Optional<FeedTable> asFarAsPlanned(
            SchemaPlanner planner, Optional<FeedTable> current, SchemaStatement statement, int before)
            throws SQLException {
        try {
            return Optional.of(planner.plan(current, statement, before).table());
        } catch (SchemaException e) {
            return Optional.empty();
        }
    }

    private List<String> sql(Connection connection, ScriptEffect effect) throws SQLException, SchemaException {
        List<String> sql = new ArrayList<>();
        ColumnFills fills = new ColumnFills();
        Set<String> made = new HashSet<>();
        List<TargetChanges.Change> changes = effect.changes().inOrder();
        for (int i = 0; i < changes.size(); i++) {
            SchemaStatement change = changes.get(i).statement();
            boolean isMade = change instanceof CreateTable || made.contains(change.table());
            if (!isMade && !isThere(connection, change.table())) {
                continue;
            }
            if (!isMade) {
                requireShortTexts(connection, effect, changes.get(i), i);
            }
            List<String> translated = translate(connection, changes.get(i));
            if (change instanceof CreateTable && !translated.isEmpty()) {
                made.add(change.table());
            }
            sql.addAll(translated);
            if (!translated.isEmpty() || change instanceof CopyColumn) {
                fills.note(change);
            }
        }
        sql.addAll(fills.statements(warehouse, tables.targetNames(connection), effect.after()));
        return sql;
    }

    /** A column that has left the feed, and that somebody has removed from the target, is known no more. */
    private FeedTable withoutGone(Connection connection, FeedTable table) throws SQLException {
        if (table.dropped().isEmpty()) {
            return table;
        }
        Optional<List<String>> present = warehouse.columnsOf(connection, tables.targetOf(connection, table.name()));
        if (present.isEmpty()) {
            // one that is gone, or was never wanted, is made with all its columns
            return table;
        }
        List<ColumnDefinition> left = table.droppedColumns().stream()
                .filter(column -> present.get().contains(column.name()))
                .toList();
        return left.size() == table.dropped().size() ? table : table.withColumns(table.feedColumns(), left);
    }

    private boolean isEmpty(Connection connection, String table, String column) throws SQLException {
        String target = tables.targetOf(connection, table);
        return !warehouse.columnsOf(connection, target).orElse(List.of()).contains(column)
                || Jdbc.number(
                                connection,
                                "SELECT count(*) FROM " + warehouse.qualified(target) + " WHERE "
                                        + warehouse.quote(column) + " IS NOT NULL")
                        == 0;
    }

    /** Not every database keeps the length of a text, and none may cut it. */
    private void requireShortTexts(
            Connection connection, ScriptEffect effect, TargetChanges.Change change, int position)
            throws SQLException, SchemaException {
        ColumnDefinition from;
        ColumnType to;
        if (change.statement() instanceof CopyColumn copy) {
            from = change.definition().column(copy.from());
            to = change.definition().column(copy.to()).type();
        } else if (change.statement() instanceof ReplaceColumn replace) {
            from = new ColumnDefinition(replace.column().name(), replace.before());
            to = replace.column().type();
        } else {
            return;
        }
        Optional<String> present =
                effect.changes().nameBefore(change.statement().table(), from.name(), position);
        if (present.isEmpty() || !to.isText() || from.type().isText() && to.covers(from.type())) {
            return;
        }
        String target = tables.targetOf(connection, change.statement().table());
        String value = warehouse.quote(present.get());
        String text = from.type().isText()
                ? value
                : "CAST(" + value + " AS " + warehouse.typeName(ColumnType.varchar(ColumnType.MAX_VARCHAR)) + ")";
        long tooLong = Jdbc.number(
                connection,
                "SELECT count(*) FROM " + warehouse.qualified(target) + " WHERE " + warehouse.bytes(text) + " > "
                        + to.precision());
        if (tooLong > 0) {
            throw new SchemaException("column " + present.get() + " of table "
                    + change.statement().table() + " has "
                    + Counted.of(tooLong, "value") + " of more than " + to.precision() + " bytes, so it cannot become "
                    + to);
        }
    }

    /** Notes a file as applied; in the same transaction as its statements. */
    public void record(SchemaFile file, boolean changedSomething) throws SQLException {
        ConcernedTables concerned = planned.get(file.object().key()).tables();
        Jdbc.with(dataSource, connection -> {
            files.record(
                    connection,
                    file,
                    changedSomething ? SchemaFiles.Outcome.APPLIED : SchemaFiles.Outcome.CONTAINED,
                    Optional.empty(),
                    concerned,
                    Optional.empty());
            seen.forget(connection, file.object());
            return null;
        });
    }

    /** Says in the log what a file has done, when its transaction is committed. */
    public void logApplied(SchemaFile file) {
        Optional.ofNullable(planned.remove(file.object().key())).ifPresent(done -> {
            LOG.info("{} {}", file.object().uri(), done.summary());
            done.notes().forEach(note -> LOG.info("{}: {}", file.object().uri(), note));
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
        Jdbc.inTransaction(dataSource, connection -> {
            warehouse.holdSchema(connection);
            // meanwhile somebody may have accepted it, or another process may have applied it
            Optional<SchemaFiles.Entry> before = Optional.ofNullable(
                    files.of(connection, file.object().source().id())
                            .get(file.object().key()));
            boolean isDone = before.filter(known -> known.outcome().isDone())
                    .filter(known -> file.object().etag().equals(known.etag()))
                    .isPresent();
            if (!isDone) {
                if (outcome.holdsTables()
                        && before.filter(known -> known.outcome().holdsTables()).isEmpty()) {
                    seen.keep(connection, file.object());
                }
                files.record(connection, file, outcome, Optional.of(reason), concerned, Optional.empty());
            }
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
            for (KnownTable table : tables.allKnown(connection)) {
                String target = table.target();
                boolean missing = config.filter().accepts(table.name())
                        && warehouse.columnsOf(connection, target).isEmpty();
                if (missing && hasConsumed.test(table.name())) {
                    gone.add(table.name());
                } else if (missing) {
                    for (String sql :
                            warehouse.createTable(target, table.table().definition())) {
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
        return warehouse
                .columnsOf(connection, tables.targetOf(connection, table))
                .isPresent();
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

    private List<String> translate(Connection connection, TargetChanges.Change planned)
            throws SQLException, SchemaException {
        SchemaStatement change = planned.statement();
        String target = tables.targetOf(connection, change.table());
        if (change instanceof CreateTable create) {
            return create(connection, target, create);
        }
        if (change instanceof AddColumn add) {
            return warehouse.addColumn(target, add.column(), add.defaultValue());
        }
        if (change instanceof AlterType alter) {
            return warehouse.changeType(
                    target, planned.definition(), planned.definition().column(alter.column()));
        }
        if (change instanceof RemoveColumn remove) {
            return warehouse.dropColumn(target, remove.column());
        }
        if (change instanceof CopyColumn) {
            // after all else, see ColumnFills
            return List.of();
        }
        if (change instanceof ReplaceColumn replace) {
            Warehouse.Replacement replacement =
                    new Warehouse.Replacement(planned.hasCopy() ? replace.copy() : null, planned.isCopied());
            return warehouse.replaceColumn(
                    target, planned.definition(), replace.column(), replace.before(), replacement);
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
