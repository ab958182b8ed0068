package org.zenotisync.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaScript;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.warehouse.HeldTargets;
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
    private final SchemaFiles files;
    private final TableRegistry tables;
    private final SchemaScripts scripts;
    private final EarlierLayouts layouts;
    private final SeenGroups seen;
    private final TableUse.Tables uses;
    private final SyncConfig config;
    private final ScriptPlanner planner;
    private final TargetStatements statements;
    private final MissingTargets missingTargets;

    /** The files that are being applied, by address. */
    private final Map<String, Planned> planned = new ConcurrentHashMap<>();

    /** What keeps other processes from the tables of files that are being applied, by address. */
    private final Map<String, HeldTargets> held = new ConcurrentHashMap<>();

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
        this.files = files;
        this.tables = tables;
        this.scripts = scripts;
        this.layouts = layouts;
        this.seen = seen;
        this.uses = uses;
        this.config = config;
        this.planner =
                new ScriptPlanner(warehouse, tables, new TargetLimits(warehouse, config), new KeyColumns(config, uses));
        this.statements = new TargetStatements(warehouse, config, tables, uses);
        this.missingTargets = new MissingTargets(dataSource, warehouse, config, tables);
    }

    /**
     * What the log and the control table say of a file when it has been applied.
     *
     * @param summary whether it has changed anything, and if not, why
     * @param notes what people should know of its statements
     * @param left what is to be noted when its statements were executed
     */
    private record Planned(ConcernedTables tables, String summary, List<String> notes, Jdbc.Action left) {}

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
            hold(connection, file, script);
            String source = file.object().source().id();
            RivalFiles rivals = new RivalFiles(
                    file,
                    file.role() == SchemaFile.Role.FULL ? tables.ofSources().origins(connection, source) : Map.of());
            ScriptEffect effect = planner.plan(connection, file, script, rivals);
            TargetEffect targets = TargetEffect.of(connection, tables, uses, config.sourceIds(), source, effect);
            ScriptEffect onTargets = targets.onTargets();
            ProjectedEffect projected =
                    ProjectedEffect.of(connection, warehouse, tables, config.columns(), targets.known(), onTargets);
            List<String> sql = statements.of(connection, projected.effect());
            ConcernedTables concerned = ConcernedTables.of(
                    script.statements().stream().map(SchemaStatement::table).toList());
            String summary = sql.isEmpty() && !effect.changesTables()
                    ? "changes nothing: " + whyNothing(script, rivals)
                    : "is applied";
            List<String> notes = new ArrayList<>(ScriptNotes.of(script, effect));
            notes.addAll(projected.notes());
            Jdbc.Action known = c -> {
                noteLayouts(c, file, effect);
                targets.save(c, layouts);
                projected.save(c);
                rivals.save(c, source, tables);
            };
            // where each statement is committed at once, the tables are known to be changed when all are executed
            boolean isAtOnce = warehouse.ddl().isTransactional() || sql.isEmpty();
            planned.put(file.object().uri(), new Planned(concerned, summary, notes, isAtOnce ? c -> {} : known));
            if (isAtOnce) {
                known.run(connection);
            }
            return sql;
        }
    }

    /** Until the transaction ends, or, where the first statement would commit it, until {@link #endTry}. */
    private void hold(Connection connection, SchemaFile file, SchemaScript script) throws SQLException {
        if (!HeldTargets.areNeeded(warehouse)) {
            warehouse.locks().holdSchema(connection);
            return;
        }
        List<String> targets = new ArrayList<>();
        for (SchemaStatement statement : script.statements()) {
            targets.add(tables.targetOf(connection, statement.table()));
        }
        endTry(file);
        held.put(file.object().uri(), HeldTargets.hold(dataSource, warehouse, targets));
    }

    /** Lets other processes load the tables of a file after a try to apply it, when its transaction has ended. */
    public void endTry(SchemaFile file) {
        Optional.ofNullable(held.remove(file.object().uri())).ifPresent(HeldTargets::close);
    }

    private void noteLayouts(Connection connection, SchemaFile file, ScriptEffect effect) throws SQLException {
        String source = file.object().source().id();
        for (FeedTable table : effect.after().values()) {
            FeedTable before = effect.before().get(table.name());
            if (before != null) {
                UnaryOperator<String> nameOf = column -> effect.nameAfter(table.name(), column);
                List<TableUse> earlier = seen.before(connection, file, table.name(), uses.of(connection, table.name()));
                layouts.note(connection, source, before, table, nameOf, file.usesBefore(table.name(), earlier));
            }
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

    /**
     * "The file name is the same as the table name" (feed documentation): one that makes only another table is a
     * mistake.
     */
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

    /** Notes a file as applied; in the same transaction as its statements. */
    public void record(SchemaFile file, boolean changedSomething) throws SQLException {
        Planned done = Optional.ofNullable(planned.get(file.object().uri())).orElseThrow();
        HeldTargets targets = held.get(file.object().uri());
        if (targets != null) {
            targets.requireHeld();
        }
        Jdbc.run(dataSource, connection -> {
            done.left().run(connection);
            files.record(
                    connection,
                    file,
                    changedSomething ? SchemaFileOutcome.APPLIED : SchemaFileOutcome.CONTAINED,
                    Optional.empty(),
                    done.tables(),
                    Optional.empty());
            seen.forget(connection, file.object());
        });
    }

    /** The folded names of the tables that a file concerns which is being applied, sorted. */
    public List<String> tablesOf(SchemaFile file) {
        return Optional.ofNullable(planned.get(file.object().uri()))
                .map(done -> done.tables().names().stream().sorted().toList())
                .orElse(List.of());
    }

    /** Says in the log what a file has done, when its transaction is committed. */
    public void logApplied(SchemaFile file) {
        Optional.ofNullable(planned.remove(file.object().uri())).ifPresent(done -> {
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
    public void recordFailure(SchemaFile file, SchemaFileOutcome outcome, String reason, ConcernedTables concerned)
            throws SQLException {
        Jdbc.runInTransaction(dataSource, connection -> {
            warehouse.locks().holdSchema(connection);
            // meanwhile somebody may have accepted it, or another process may have applied it
            Optional<SchemaFileEntry> before = Optional.ofNullable(
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
        });
    }

    /** Takes the name of a target table that is to be made. */
    @FunctionalInterface
    public interface Created {
        void table(Connection connection, String table) throws SQLException;
    }

    /**
     * Creates target tables that are known but not there, as after a change of {@code zenoti.include}. One whose groups
     * count as consumed is not created again: its rows would be missing.
     *
     * @param hasConsumed whether a table, by its folded name, has consumed any group that a replay does not bring back
     * @param created takes the name of each table before it is made; harmless if it is called again
     * @return folded names of the tables that are gone
     */
    public List<String> createMissing(Predicate<String> hasConsumed, Created created) throws SQLException {
        return missingTargets.create(hasConsumed, created);
    }
}
