package org.zenotisync.schema;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.config.ColumnsConfig;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Carries out what a person decides about a schema file: its change was made by hand, or it shall be read again. */
public final class SchemaAcceptance {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SchemaFiles files;
    private final RegistrySnapshots snapshots;
    private final TableRegistry tables;
    private final SchemaScripts scripts;
    private final SchemaConcerns concerns;
    private final EarlierLayouts layouts;
    private final SeenGroups seen;
    private final TableUse.Tables uses;
    private final KeyColumns keys;
    private final ColumnsConfig columns;
    private final AcceptanceUndo undo;

    public SchemaAcceptance(
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
        this.snapshots = new RegistrySnapshots(warehouse);
        this.tables = tables;
        this.scripts = scripts;
        this.concerns = new SchemaConcerns(scripts);
        this.layouts = layouts;
        this.seen = seen;
        this.uses = uses;
        this.keys = new KeyColumns(config, uses);
        this.columns = config.columns();
        this.undo = new AcceptanceUndo(files, snapshots, tables, uses);
    }

    /**
     * The result of an acceptance.
     *
     * @param isDone whether the file is accepted; otherwise nothing has changed
     * @param lines to be shown: what is known now, or what does not fit
     */
    public record Result(boolean isDone, List<String> lines) {}

    /**
     * Marks a file as applied by hand, if the target fits what the file says, as far as it can be read.
     *
     * @param orders the feed's order of columns, where the person gives it, by folded name of the table
     * @param known folded names of the tables that are known by schema files
     * @param user who has accepted it
     * @throws ConfigException if an order is given for a table that the file does not concern
     */
    public Result accept(SchemaFile file, Map<String, List<String>> orders, Set<String> known, String user)
            throws SQLException {
        SchemaConcerns.Concern concern = concerns.of(file, known);
        requireConcerned(orders.keySet(), concern.tables());
        Optional<String> text = text(file);
        DdlParser.Readable readable =
                text.map(DdlParser::readable).orElse(new DdlParser.Readable(List.of(), List.of()));
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.locks().holdSchema(connection);
            Map<String, Optional<FeedTable>> before = new LinkedHashMap<>();
            for (String table : tablesOf(connection, file, concern.tables(), orders.keySet())) {
                before.put(
                        table,
                        tables.ofSource(connection, file.object().source().id(), table));
            }
            Map<String, AcceptedTable> accepted = new LinkedHashMap<>();
            Map<String, ColumnRules> rules = new LinkedHashMap<>();
            for (Map.Entry<String, Optional<FeedTable>> table : before.entrySet()) {
                String name = table.getKey();
                TargetTable target = TargetTable.of(connection, warehouse, tables.targetOf(connection, name));
                Optional<List<String>> order = Optional.ofNullable(orders.get(name));
                HandMadeRules made = HandMadeRules.of(
                        columns,
                        tables.rulesOf(connection, name),
                        table.getValue(),
                        readable.statements().stream()
                                .filter(statement -> statement.table().equals(name))
                                .toList(),
                        order,
                        Set.copyOf(target.columns()));
                rules.put(name, made.rules());
                accepted.put(
                        name,
                        accepted(
                                connection,
                                file,
                                name,
                                table.getValue(),
                                target.withHidden(made.rules()),
                                order,
                                made.renamedByPlace()));
            }
            for (SchemaStatement statement : readable.statements()) {
                AcceptedTable table = accepted.get(statement.table());
                if (table != null) {
                    table.add(statement);
                }
            }
            List<String> lines = complete(accepted, new UnreadStatements(readable.rest(), text.isPresent()));
            if (lines.isEmpty()) {
                lines.addAll(lostKeys(connection, accepted));
                lines.addAll(foreignRows(connection, before));
            }
            if (!lines.isEmpty()) {
                return new Result(false, lines);
            }
            return new Result(true, save(connection, file, concern.tables(), before, accepted, rules, user));
        });
    }

    private static void requireConcerned(Set<String> ordered, ConcernedTables concerned) {
        for (String table : ordered) {
            if (!concerned.has(table)) {
                throw new ConfigException("--columns: the file does not concern table " + table + "; it concerns "
                        + (concerned.isNone() ? "no known table" : concerned.toString()));
            }
        }
    }

    private Optional<String> text(SchemaFile file) {
        try {
            return SchemaScripts.text(scripts.bytes(file.object()));
        } catch (IOException | SchemaException e) {
            return Optional.empty();
        }
    }

    private Set<String> tablesOf(Connection connection, SchemaFile file, ConcernedTables concerned, Set<String> ordered)
            throws SQLException {
        Set<String> names = new LinkedHashSet<>(concerned.names());
        if (concerned.isAll()) {
            tables.all(connection).forEach(table -> names.add(table.name()));
        }
        if (file.role() == SchemaFile.Role.UPGRADE) {
            // a table that no schema file has made yet cannot be compared
            List<String> known =
                    tables.all(connection).stream().map(FeedTable::name).toList();
            names.removeIf(name -> !known.contains(name));
        }
        names.addAll(ordered);
        return names;
    }

    private AcceptedTable accepted(
            Connection connection,
            SchemaFile file,
            String table,
            Optional<FeedTable> before,
            TargetTable target,
            Optional<List<String>> order,
            Map<String, String> renamed)
            throws SQLException {
        return new AcceptedTable(
                table,
                before,
                // the person has looked after what the columns held
                StatementPlanner.of(file, UpgradeStatements.NONE, (name, column) -> true),
                target,
                tables.ofSources().ofOthers(connection, file.object().source().id(), table).values().stream()
                        .flatMap(other -> other.definition().columnNames().stream())
                        .collect(Collectors.toSet()),
                order,
                renamed);
    }

    /** What the target is made of now: columns that the acceptance has brought, and that it lacks, are left out. */
    private void saveRules(Connection connection, String table, ColumnRules made) throws SQLException {
        KnownTable known = tables.known(connection, table).orElseThrow();
        List<String> present =
                warehouse.catalog().columnsOf(connection, known.target()).orElse(List.of());
        ColumnRules configured = columns.rulesOf(known.table().definition());
        ColumnRules rules = made;
        for (String column : known.table().definition().columnNames()) {
            boolean isLeftOut = !present.isEmpty() && !present.contains(column) && configured.excludes(column);
            rules = isLeftOut ? rules.with(column, configured) : rules;
        }
        if (!rules.equals(known.rules())) {
            tables.saveRules(connection, table, rules);
        }
    }

    /** Completes all tables. Returns what does not fit, one line each. */
    private static List<String> complete(Map<String, AcceptedTable> accepted, UnreadStatements unread) {
        Map<String, AcceptedTable> withExtras = new LinkedHashMap<>(accepted);
        withExtras.values().removeIf(table -> table.extras().isEmpty());
        List<String> lines = new ArrayList<>();
        accepted.forEach((name, table) -> {
            table.complete(unread, withExtras.size() == 1);
            table.differences().forEach(difference -> lines.add(name + ": " + difference));
        });
        if (!unread.isText() && withExtras.size() > 1) {
            withExtras.forEach((name, table) -> {
                if (!table.isOrdered()) {
                    lines.add(name + ": the target table has columns that are not known ("
                            + String.join(", ", table.extras())
                            + "), and the file cannot be read; give the feed's columns with --columns " + name
                            + ":a,b,c");
                }
            });
        }
        return lines;
    }

    private List<String> lostKeys(Connection connection, Map<String, AcceptedTable> accepted) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, AcceptedTable> table : accepted.entrySet()) {
            try {
                keys.requireInFeed(connection, table.getValue().table().orElseThrow());
            } catch (SchemaException e) {
                lines.add(table.getKey() + ": " + e.getMessage());
            }
        }
        return lines;
    }

    /** Rows that this program has not loaded would be there twice after a load. */
    private List<String> foreignRows(Connection connection, Map<String, Optional<FeedTable>> before)
            throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Optional<FeedTable>> table : before.entrySet()) {
            String target = tables.targetOf(connection, table.getKey());
            // those of other sources are loaded by this program
            if (table.getValue().isEmpty()
                    && tables.find(connection, table.getKey()).isEmpty()
                    && warehouse.catalog().has(connection, target)
                    && Jdbc.number(
                                    connection,
                                    "SELECT count(*) FROM "
                                            + warehouse.dialect().qualified(target))
                            > 0) {
                lines.add(table.getKey() + ": the target table " + target
                        + " holds rows that were not loaded by this program; empty it");
            }
        }
        return lines;
    }

    private void saveTable(Connection connection, String source, FeedTable table) throws SQLException {
        try {
            tables.save(connection, source, table);
        } catch (SchemaException e) {
            throw new ConfigException("the file contradicts those of other sources: " + e.getMessage());
        }
    }

    private List<String> save(
            Connection connection,
            SchemaFile file,
            ConcernedTables concerned,
            Map<String, Optional<FeedTable>> before,
            Map<String, AcceptedTable> accepted,
            Map<String, ColumnRules> rules,
            String user)
            throws SQLException {
        String source = file.object().source().id();
        Map<String, Optional<FeedTable>> changed = new LinkedHashMap<>();
        Map<String, ColumnRules> formerRules = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, AcceptedTable> table : accepted.entrySet()) {
            Optional<FeedTable> old = before.getOrDefault(table.getKey(), Optional.empty());
            Optional<FeedTable> now = table.getValue().table();
            if (now.isPresent() && !now.map(AcceptedTable::fingerprint).equals(old.map(AcceptedTable::fingerprint))) {
                formerRules.put(table.getKey(), tables.rulesOf(connection, table.getKey()));
                saveTable(connection, source, now.get());
                saveRules(connection, table.getKey(), rules.getOrDefault(table.getKey(), ColumnRules.NONE));
                if (old.isPresent()) {
                    FeedTable after = now.get();
                    layouts.note(
                            connection,
                            source,
                            old.get(),
                            after,
                            after::presentName,
                            file.usesBefore(
                                    table.getKey(),
                                    seen.before(
                                            connection, file, table.getKey(), uses.of(connection, table.getKey()))));
                }
                changed.put(table.getKey(), old);
                lines.add(table.getKey() + ": the feed's columns are now "
                        + table.getValue().text());
            }
        }
        files.record(
                connection,
                file,
                SchemaFileOutcome.ACCEPTED,
                Optional.of("its change was made by hand"),
                concerned,
                Optional.of(user));
        seen.forget(connection, file.object());
        String snapshot = new RegistrySnapshot(changed, formerRules).text();
        if (snapshot.length() > ColumnType.MAX_VARCHAR) {
            lines.add("'schema retry' will not undo this acceptance: what was known of its tables before has "
                    + snapshot.length() + " characters, and at most " + ColumnType.MAX_VARCHAR + " are kept");
        } else if (!changed.isEmpty()) {
            snapshots.keep(connection, file.object(), snapshot);
        }
        return lines;
    }

    /**
     * Has the next cycle read a file and try it again. What its acceptance has changed is undone, unless later files
     * have changed the same tables since.
     *
     * @param loadedPast table groups that were loaded since the file was accepted
     * @param user who wants it
     * @return what is known now, to be shown
     */
    public List<String> retry(SchemaFileEntry file, PastGroups loadedPast, String user) throws SQLException {
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.locks().holdSchema(connection);
            List<String> lines = undo.undo(connection, file, loadedPast);
            boolean wasApplied =
                    file.outcome() == SchemaFileOutcome.APPLIED || file.outcome() == SchemaFileOutcome.CONTAINED;
            files.decide(
                    connection,
                    file,
                    wasApplied ? SchemaFileOutcome.RETRY : SchemaFileOutcome.FAILED,
                    "it is to be read again by the next cycle ('schema retry')",
                    file.tables().orElse(ConcernedTables.ALL),
                    Optional.of(user));
            return lines;
        });
    }
}
