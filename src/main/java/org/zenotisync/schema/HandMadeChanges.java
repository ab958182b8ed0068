package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * The statements of an accepted file that can be read: somebody has carried them out by hand, so what the target has
 * counts where a cycle would have refused them.
 */
final class HandMadeChanges {

    private final StatementPlanner planner;
    private final TargetTable target;
    private final Map<String, ColumnType> named = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private Optional<FeedTable> table;
    private int statements;

    /** @param before what was known of the table */
    HandMadeChanges(Optional<FeedTable> before, StatementPlanner planner, TargetTable target) {
        this.table = before;
        this.planner = planner;
        this.target = target;
    }

    /** The table after the statements so far; empty if nothing is known of it. */
    Optional<FeedTable> table() {
        return table;
    }

    /** The columns that the statements leave in the table, with their types, in the order of the statements. */
    Map<String, ColumnType> named() {
        return named;
    }

    /** Why statements contradict what is known, in words for people. */
    List<String> refusals() {
        return refusals;
    }

    /** Takes over a statement about the table. */
    void add(SchemaStatement statement) throws SQLException {
        if (statement instanceof CreateTable create) {
            create.definition().columns().forEach(column -> named.put(column.name(), column.type()));
        } else if (statement instanceof AddColumn add) {
            named.put(add.column().name(), add.column().type());
        } else if (statement instanceof AlterType alter) {
            named.put(present(alter.column()), alter.type());
        } else if (statement instanceof DropColumn drop) {
            named.remove(drop.column());
        } else if (statement instanceof RenameColumn rename && named.containsKey(rename.from())) {
            named.put(rename.to(), named.remove(rename.from()));
        }
        table = table.map(this::retyped);
        if (statement instanceof RenameColumn rename && hasBoth(rename)) {
            table = Optional.of(replaced(table.orElseThrow(), rename));
            return;
        }
        try {
            table = Optional.of(planner.plan(table, statement, statements++).table());
        } catch (SchemaException e) {
            refusals.add(e.getMessage());
        }
    }

    private String present(String column) {
        return table.map(known -> known.presentName(column)).orElse(column);
    }

    /** A type that the target has taken on by hand is the column's type from now on. */
    private FeedTable retyped(FeedTable known) {
        List<ColumnDefinition> columns = known.definition().columns().stream()
                .map(column -> Optional.ofNullable(named.get(column.name()))
                        .filter(wanted -> !column.type().covers(wanted))
                        .filter(wanted -> !wanted.covers(column.type()))
                        .filter(wanted -> target.holds(column.name(), wanted))
                        .map(column::withType)
                        .orElse(column))
                .toList();
        return known.withDefinition(known.definition().withColumns(columns));
    }

    /** Whether both columns of a renaming are there, since the new one was added by hand. */
    private boolean hasBoth(RenameColumn rename) {
        return table.filter(known -> known.definition().has(rename.from()))
                .filter(known -> !known.dropped().contains(rename.from()))
                .filter(known -> target.has(rename.from()) && target.has(rename.to()))
                .isPresent();
    }

    /** The new column takes the place of the old one, which files do not have any more. */
    private FeedTable replaced(FeedTable known, RenameColumn rename) {
        ColumnDefinition from = known.definition().column(rename.from());
        List<String> feed = new ArrayList<>();
        known.feedColumnNames().stream()
                .filter(column -> !column.equals(rename.to()))
                .map(column -> column.equals(rename.from()) ? rename.to() : column)
                .forEach(feed::add);
        Map<String, ColumnDefinition> columns = columns(known);
        columns.putIfAbsent(rename.to(), from.withName(rename.to()));
        Map<String, String> formerNames = new HashMap<>(known.formerNames());
        formerNames.put(rename.from(), rename.to());
        return ReorderedTable.of(known.withFormerNames(formerNames), feed, columns, target);
    }

    /** All columns of a table, by name. */
    static Map<String, ColumnDefinition> columns(FeedTable known) {
        Map<String, ColumnDefinition> columns = new LinkedHashMap<>();
        known.definition().columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }
}
