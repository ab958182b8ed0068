package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.ddl.SchemaScript;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.warehouse.Warehouse;

/** Plans the statements of one schema file, one after the other, and checks what they come to. */
final class ScriptPlanner {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptPlanner.class);

    private final Warehouse warehouse;
    private final TableRegistry tables;
    private final TargetLimits limits;
    private final KeyColumns keys;

    ScriptPlanner(Warehouse warehouse, TableRegistry tables, TargetLimits limits, KeyColumns keys) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.limits = limits;
        this.keys = keys;
    }

    /**
     * Plans all statements of a script.
     *
     * @param rivals learns which tables the file makes, and knows which of them a later file makes
     * @throws SchemaException if any statement is refused
     */
    ScriptEffect plan(Connection connection, SchemaFile file, SchemaScript script, RivalFiles rivals)
            throws SchemaException, SQLException {
        TargetColumns target = (table, column) -> isEmpty(connection, table, column);
        StatementPlanner planner = StatementPlanner.of(file, file.upgrades(), target);
        ScriptEffect effect = new ScriptEffect();
        for (int i = 0; i < script.statements().size(); i++) {
            SchemaStatement statement = script.statements().get(i);
            limits.requireForeignName(statement.table());
            Optional<FeedTable> current =
                    current(connection, file.object().source().id(), effect, statement.table());
            boolean isCreate = statement instanceof CreateTable;
            if (isCreate) {
                rivals.noteCreate(statement.table());
            }
            if (rivals.isLeftOut(statement.table())) {
                if (isCreate) {
                    rivals.compare(statement.table(), current, asFarAsPlanned(planner, current, statement, i));
                }
                continue;
            }
            StatementPlan plan = planner.plan(current, statement, i);
            if (isCreate) {
                rivals.compare(statement.table(), current, Optional.of(plan.table()));
            }
            limits.requireFit(plan.table().definition());
            warnIfLate(file, plan);
            effect.add(current, plan);
        }
        requireKeys(connection, effect);
        return effect;
    }

    /** A table as the statements before have left it; empty if it is not known. */
    private Optional<FeedTable> current(Connection connection, String source, ScriptEffect effect, String table)
            throws SQLException {
        FeedTable planned = effect.after().get(table);
        if (planned != null) {
            return Optional.of(planned);
        }
        Optional<FeedTable> known = tables.ofSource(connection, source, table);
        if (known.isEmpty()) {
            return known;
        }
        effect.noteBefore(known.get());
        return Optional.of(withoutGone(connection, known.get()));
    }

    private void requireKeys(Connection connection, ScriptEffect effect) throws SchemaException, SQLException {
        for (FeedTable table : effect.after().values()) {
            FeedTable before = effect.before().get(table.name());
            if (before != null && !before.equals(table)) {
                keys.requireTypes(connection, before, table);
                keys.requireInFeed(connection, table);
            }
        }
    }

    /** The table after a statement; empty if the statement contradicts it. */
    private static Optional<FeedTable> asFarAsPlanned(
            StatementPlanner planner, Optional<FeedTable> current, SchemaStatement statement, int before)
            throws SQLException {
        try {
            return Optional.of(planner.plan(current, statement, before).table());
        } catch (SchemaException e) {
            return Optional.empty();
        }
    }

    /**
     * Forgets columns that have left the feed and that somebody has removed from the target. Those that the target was
     * made without are known as before: files of earlier groups have them.
     */
    private FeedTable withoutGone(Connection connection, FeedTable table) throws SQLException {
        if (table.dropped().isEmpty()) {
            return table;
        }
        Optional<List<String>> present =
                warehouse.catalog().columnsOf(connection, tables.targetOf(connection, table.name()));
        if (present.isEmpty()) {
            // a target that is missing will be made with all columns
            return table;
        }
        ColumnRules made = tables.rulesOf(connection, table.name());
        List<ColumnDefinition> left = table.droppedColumns().stream()
                .filter(column -> present.get().contains(column.name()) || made.excludes(column.name()))
                .toList();
        return left.size() == table.dropped().size() ? table : table.withColumns(table.feedColumns(), left);
    }

    private boolean isEmpty(Connection connection, String table, String column) throws SQLException {
        return TargetTable.isEmpty(connection, warehouse, tables.targetOf(connection, table), column);
    }

    private void warnIfLate(SchemaFile file, StatementPlan plan) {
        if (file.firstSetUp()
                && file.role() == SchemaFile.Role.UPGRADE
                && !plan.changes().isEmpty()) {
            LOG.warn(
                    "{} changes table {}, which SchemaFull should contain already: applied",
                    file.object().uri(),
                    plan.table().name());
        }
    }
}
