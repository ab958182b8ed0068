package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/** RENAME COLUMN: the column keeps its place and its values, and older files may use the former name. */
final class RenameColumnRule {

    private final PlanContext context;
    private final RenameToDroppedRule renameToDropped;

    RenameColumnRule(PlanContext context) {
        this.context = context;
        this.renameToDropped = new RenameToDroppedRule(context.target());
    }

    /** @param later the upgrades of the cycle that come after the statement */
    StatementPlan plan(FeedTable table, RenameColumn rename, UpgradeStatements later)
            throws SchemaException, SQLException {
        boolean hasOld = table.definition().has(rename.from());
        boolean hasNew = table.definition().has(rename.to());
        if (table.dropped().contains(rename.from())) {
            if (context.isFirstTime()) {
                throw new SchemaException("column " + rename.from() + " of table " + table.name() + " was dropped");
            }
            return StatementPlan.contained(table);
        }
        if (hasOld
                && context.occasion() == Occasion.AGAIN
                && table.history().returned().contains(rename.from())) {
            // the column of that name is another one, which came after the script
            return StatementPlan.contained(
                    table,
                    "column " + rename.from() + " of table " + table.name() + " keeps its name: it came back after"
                            + " the script had been applied; to rename it, add another script");
        }
        if (hasOld && table.dropped().contains(rename.to())) {
            return renameToDropped.plan(table, rename);
        }
        if (hasOld && context.isFirstSetUp() && (hasNew || isShownUnderOldName(table, rename, later))) {
            return StatementPlan.contained(table);
        }
        if (hasOld && hasNew) {
            throw new SchemaException("table " + table.name() + " has both column " + rename.from() + " and column "
                    + rename.to() + ", so the one cannot be renamed to the other");
        }
        if (hasOld) {
            return new StatementPlan(renamed(table, rename), List.of(rename));
        }
        return hasNew
                ? StatementPlan.contained(table.withFormerNames(formerNames(table, rename)))
                : renamedSince(table, rename);
    }

    /** Neither name is a column's: a later script has given it a third one. */
    private StatementPlan renamedSince(FeedTable table, RenameColumn rename) throws SchemaException {
        String present = context.presentName(table, rename.to());
        if (!table.definition().has(present)) {
            throw new SchemaException("table " + table.name() + " has no column " + rename.from());
        }
        Map<String, String> formerNames = new HashMap<>(table.formerNames());
        formerNames.put(rename.from(), present);
        formerNames.put(rename.to(), present);
        return StatementPlan.contained(table.withFormerNames(formerNames));
    }

    /** The first set-up: SchemaFull shows the column that replaces the one that was renamed, and then dropped. */
    private static boolean isShownUnderOldName(FeedTable table, RenameColumn rename, UpgradeStatements later) {
        ColumnType type = table.definition().column(rename.from()).type();
        return later.drops(table.name(), rename.to())
                && later.adds(table.name(), rename.from())
                        .filter(add -> type.covers(add.column().type()))
                        .isPresent();
    }

    /** A table after one of its columns was renamed. */
    static FeedTable renamed(FeedTable table, RenameColumn rename) {
        TableDefinition before = table.definition();
        List<ColumnDefinition> columns = before.columns().stream()
                .map(column -> column.name().equals(rename.from()) ? column.withName(rename.to()) : column)
                .toList();
        ColumnHistory history = table.history().renamed(rename.from(), rename.to());
        boolean isKnownName = table.formerNames().containsKey(rename.to());
        return new FeedTable(
                renamed(before, columns, rename),
                formerNames(table, rename),
                renamed(table.added(), rename),
                table.dropped(),
                isKnownName ? history.withReturned(rename.to()) : history);
    }

    /** The definition with its renamed columns, and with the new name in its keys. */
    static TableDefinition renamed(TableDefinition before, List<ColumnDefinition> columns, RenameColumn rename) {
        return new TableDefinition(
                before.name(),
                columns,
                renamed(before.primaryKey(), rename),
                renamed(before.sortKey(), rename),
                before.storage().renamed(rename.from(), rename.to()));
    }

    private static List<String> renamed(List<String> columns, RenameColumn rename) {
        return columns.stream()
                .map(column -> column.equals(rename.from()) ? rename.to() : column)
                .distinct()
                .toList();
    }

    static Set<String> renamed(Set<String> columns, RenameColumn rename) {
        return Set.copyOf(renamed(List.copyOf(columns), rename));
    }

    /** The former names, of which the old one is one from now on, and the new one is not any more. */
    static Map<String, String> formerNames(FeedTable table, RenameColumn rename) {
        Map<String, String> formerNames = new HashMap<>(table.formerNames());
        formerNames.replaceAll((former, present) -> present.equals(rename.from()) ? rename.to() : present);
        formerNames.put(rename.from(), rename.to());
        formerNames.remove(rename.to());
        return formerNames;
    }
}
