package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouse;

/**
 * The schema of a table that is adopted: what the sync would know of it if it had applied the schema files itself. No
 * statement is carried out in the target.
 */
public final class SchemaAdoption {

    private static final String ADOPTED = "the table was adopted; its target had what the file says";
    private static final String NOT_TRIED =
            "it is not tried yet, since a table was adopted before the first cycle; the next cycle applies it";

    private final Warehouse warehouse;
    private final SyncConfig config;
    private final SchemaFiles files;
    private final TableRegistry tables;
    private final SeenGroups seen;
    private final SchemaScripts scripts;

    /** @param scripts reads schema files */
    public SchemaAdoption(
            Warehouse warehouse,
            SyncConfig config,
            SchemaFiles files,
            TableRegistry tables,
            SeenGroups seen,
            SchemaScripts scripts) {
        this.warehouse = warehouse;
        this.config = config;
        this.files = files;
        this.tables = tables;
        this.seen = seen;
        this.scripts = scripts;
    }

    /**
     * Reads the schema files that are not applied.
     *
     * @param source that the files were found in
     * @param table folded name of the table
     */
    public PendingSchema read(Source source, SchemaChanges.Found found, String table) {
        return PendingSchema.read(source.id(), found, table, scripts);
    }

    /**
     * Finds out what the files make of the table. Changes nothing.
     *
     * @param fresh whether the database has no control tables yet
     */
    public AdoptedSchema plan(Connection connection, PendingSchema pending, boolean fresh) throws SQLException {
        String name = pending.table();
        Optional<KnownTable> known = fresh ? Optional.empty() : tables.known(connection, pending.source(), name);
        String target = known.map(KnownTable::target).orElse(config.target().nameOf(name));
        TargetColumns columns = (table, column) -> TargetTable.isEmpty(connection, warehouse, target, column);
        TableHistory history = new TableHistory(
                name,
                known.map(KnownTable::table),
                new HashMap<>(fresh ? Map.of() : tables.ofSources().origins(connection, pending.source())),
                columns);
        List<String> problems = new ArrayList<>(pending.problems());
        List<String> columnsThere =
                warehouse.catalog().columnsOf(connection, target).orElse(List.of());
        Optional<FeedTable> table = Optional.empty();
        try {
            for (PendingSchema.Script script : pending.scripts()) {
                history.add(script);
            }
            table = history.table();
            if (table.isPresent()) {
                requireFit(table.get());
                requireRepeatable(pending, table.get(), columns);
                table = Optional.of(withoutGone(table.get(), columnsThere));
                if (!fresh) {
                    tables.ofAll(connection, pending.source(), table.get());
                }
            }
        } catch (SchemaException e) {
            problems.add(String.valueOf(e.getMessage()));
            table = Optional.empty();
        }
        ColumnRules rules = ColumnRules.NONE;
        if (table.isPresent()) {
            ColumnRules made = known.map(KnownTable::rules).orElse(ColumnRules.NONE);
            rules = rules(connection, table.get(), target, columnsThere, made);
        }
        return new AdoptedSchema(pending, target, table, rules, history.origin(), problems);
    }

    private void requireFit(FeedTable table) throws SchemaException {
        TargetLimits limits = new TargetLimits(warehouse, config);
        limits.requireForeignName(table.name());
        limits.requireFit(table.definition());
    }

    /** The next cycle applies files that also concern other tables: for this table that must change nothing. */
    private static void requireRepeatable(PendingSchema pending, FeedTable table, TargetColumns columns)
            throws SchemaException, SQLException {
        for (PendingSchema.Script script : pending.scripts()) {
            if (script.isOfOneTable()) {
                continue;
            }
            TableHistory again = new TableHistory(table.name(), Optional.of(table), new HashMap<>(), columns);
            again.add(script);
            if (again.table().filter(table::equals).isEmpty()) {
                throw new SchemaException("the schema file "
                        + script.file().object().uri() + " also concerns other tables ("
                        + ConcernedTables.of(script.tables()) + "), so that the next cycle would apply it, and its"
                        + " statements about " + table.name()
                        + " do not fit after those of later files; run the command"
                        + " once, and adopt the table when 'schema list' shows the file as applied or accepted");
            }
        }
    }

    /**
     * What the target has of hidden columns. It may be another one than the target that the sync has made: a column
     * that is there is not left out, and digests are texts of their length.
     */
    private ColumnRules rules(
            Connection connection, FeedTable table, String target, List<String> present, ColumnRules made)
            throws SQLException {
        TargetTable there = TargetTable.of(connection, warehouse, target);
        ColumnRules rules = made.only(column -> made.excludes(column)
                ? !present.contains(column)
                : there.typeOf(column)
                        .flatMap(PresentType::type)
                        .filter(ColumnRules.DIGEST::equals)
                        .isPresent());
        // a hashed column that is not there is a column that the target lacks
        ColumnRules configured = config.columns().rulesOf(table.definition());
        for (String column : configured.excluded()) {
            rules = present.contains(column) ? rules : rules.with(column, configured);
        }
        return rules;
    }

    /**
     * Forgets columns that have left the feed and that the target does not have, unless the settings leave them out:
     * files of earlier groups have those.
     */
    private FeedTable withoutGone(FeedTable table, List<String> present) {
        ColumnRules configured = config.columns().rulesOf(table.definition());
        List<ColumnDefinition> left = table.droppedColumns().stream()
                .filter(column -> present.contains(column.name()) || configured.excludes(column.name()))
                .toList();
        return left.size() == table.dropped().size() ? table : table.withColumns(table.feedColumns(), left);
    }

    /**
     * Records the table and its files, as if the sync had applied them. The caller holds the schema.
     *
     * <p>What SchemaFull and upgrades mean depends on whether anything was consumed before they were first seen. The
     * adoption counts as consumption, so the other files are recorded as seen before it.
     */
    public void save(Connection connection, AdoptedSchema schema) throws SQLException {
        FeedTable table = schema.table().orElseThrow();
        String source = schema.pending().source();
        if (tables.ofSource(connection, source, table.name())
                .filter(table::equals)
                .isEmpty()) {
            save(connection, source, table);
        }
        tables.saveRules(connection, table.name(), schema.rules());
        if (schema.origin().isPresent()) {
            tables.ofSources()
                    .saveOrigin(
                            connection, source, table.name(), schema.origin().get());
        }
        Map<SchemaFile, ConcernedTables> others = new HashMap<>(schema.pending().concerned());
        for (PendingSchema.Script script : schema.pending().scripts()) {
            if (script.isOfOneTable()) {
                others.remove(script.file());
                if (!isAsRead(connection, script.file())) {
                    continue;
                }
                record(
                        connection,
                        script.file(),
                        SchemaFileOutcome.CONTAINED,
                        ADOPTED,
                        ConcernedTables.of(script.tables()));
                seen.forget(connection, script.file().object());
            }
        }
        for (Map.Entry<SchemaFile, ConcernedTables> other : others.entrySet()) {
            if (other.getKey().firstSetUp()
                    && other.getKey().before().isEmpty()
                    && isAsRead(connection, other.getKey())) {
                record(connection, other.getKey(), SchemaFileOutcome.WAITING, NOT_TRIED, other.getValue());
            }
        }
    }

    private void save(Connection connection, String source, FeedTable table) throws SQLException {
        try {
            tables.save(connection, source, table);
        } catch (SchemaException e) {
            // the plan would have found it
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Whether no cycle has applied a file since it was read. */
    private boolean isAsRead(Connection connection, SchemaFile file) throws SQLException {
        String source = file.object().source().id();
        return Optional.ofNullable(
                        files.of(connection, source).get(file.object().key()))
                .equals(file.before());
    }

    private void record(
            Connection connection, SchemaFile file, SchemaFileOutcome outcome, String note, ConcernedTables concerned)
            throws SQLException {
        files.record(connection, file, outcome, Optional.of(note), concerned, Optional.empty());
    }
}
