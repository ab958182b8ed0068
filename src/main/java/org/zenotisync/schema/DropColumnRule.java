package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;

/** DROP COLUMN: the column leaves the feed and stays in the target. */
final class DropColumnRule {

    private final PlanContext context;
    private final Set<String> droppedHere;

    /**
     * @param droppedHere takes the columns that the script drops, as {@code table.column}, whether that has an effect
     *     or not
     */
    DropColumnRule(PlanContext context, Set<String> droppedHere) {
        this.context = context;
        this.droppedHere = droppedHere;
    }

    /** @param later the upgrades of the cycle that come after the statement */
    StatementPlan plan(FeedTable table, DropColumn drop, UpgradeStatements later) throws SchemaException {
        String name = drop.column();
        droppedHere.add(table.name() + "." + name);
        if (!table.isInFeed(name)) {
            requireNoFormerName(table, name);
            return StatementPlan.contained(table);
        }
        if (!context.isFirstTime() && isBack(table, name, later)) {
            return context.isFirstSetUp()
                    ? StatementPlan.contained(table)
                    : StatementPlan.contained(
                            table,
                            "column " + name + " of table " + table.name() + " stays: it came back after the"
                                    + " script had dropped it; to drop it again, add another script");
        }
        if (table.feedColumns().size() == 1) {
            throw new SchemaException("column " + name + " is the last one of table " + table.name());
        }
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.removeIf(column -> column.name().equals(name));
        List<ColumnDefinition> left = new ArrayList<>(table.droppedColumns());
        left.add(table.definition().column(name).withNotNull(false));
        return new StatementPlan(table.withColumns(feed, left), List.of());
    }

    private void requireNoFormerName(FeedTable table, String name) throws SchemaException {
        if (context.isFirstTime()
                && !table.definition().has(name)
                && table.formerNames().containsKey(name)) {
            throw new SchemaException("table " + table.name() + " has no column " + name + "; it is called "
                    + table.formerNames().get(name) + " now");
        }
    }

    /** Whether a column that the script has dropped before is there since a later statement brought it back. */
    private boolean isBack(FeedTable table, String name, UpgradeStatements later) {
        if (!context.isFirstSetUp()) {
            return table.history().returned().contains(name);
        }
        return later.adds(table.name(), name).isPresent()
                || later.renamesTo(table.name(), name, from -> !table.isInFeed(from));
    }
}
