package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;

/** ADD COLUMN: the column is the last one of the feed, unless it is there already. */
final class AddColumnRule {

    private final PlanContext context;
    private final AlterColumnRule alterColumn;
    private final Set<String> droppedHere;

    /** @param droppedHere columns that the script has dropped so far, as {@code table.column} */
    AddColumnRule(PlanContext context, AlterColumnRule alterColumn, Set<String> droppedHere) {
        this.context = context;
        this.alterColumn = alterColumn;
        this.droppedHere = droppedHere;
    }

    /** @param later the upgrades of the cycle that come after the statement */
    StatementPlan plan(FeedTable table, AddColumn add, UpgradeStatements later) throws SchemaException, SQLException {
        String own = add.column().name();
        String name = presentName(table, own, later);
        if (table.dropped().contains(name)) {
            return addAgain(table, add, name);
        }
        if (!table.definition().has(name)) {
            // what a later upgrade drops, a newer SchemaFull does not show
            boolean isDroppedLater = context.isFirstSetUp()
                    && later.drops(table.name(), own)
                    && !later.renamesTo(table.name(), own, from -> true);
            return isDroppedLater ? StatementPlan.contained(table) : append(table, add);
        }
        ColumnType type = table.definition().column(name).type();
        boolean fits = type.covers(add.column().type());
        if (!name.equals(own) && !fits) {
            if (later.drops(table.name(), name)) {
                // the column that is there is the one before a change of its type
                return append(table, add);
            }
            if (!context.isFirstSetUp() && !add.column().type().covers(type)) {
                return StatementPlan.contained(table);
            }
        }
        return alterColumn.alterType(
                table.withAdded(name),
                new AlterType(table.name(), name, add.column().type()));
    }

    /** The name under which the column may be there: a new script adds a new column, also under a former name. */
    private String presentName(FeedTable table, String column, UpgradeStatements later) {
        return switch (context.occasion()) {
            case FIRST_TIME -> column;
            case FIRST_SET_UP -> shownAs(table, column, later);
            case AGAIN -> context.presentName(table, column);
        };
    }

    /** The name under which SchemaFull shows a column that later upgrades may rename. */
    private static String shownAs(FeedTable table, String column, UpgradeStatements later) {
        if (table.isInFeed(column)) {
            return column;
        }
        String name = later.laterName(table.name(), column);
        return table.isInFeed(name) ? name : column;
    }

    private static StatementPlan append(FeedTable table, AddColumn add) {
        String name = add.column().name();
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.add(add.column());
        FeedTable after = table.withColumns(feed, table.droppedColumns()).withAdded(name);
        boolean isKnownName = table.formerNames().containsKey(name);
        return new StatementPlan(
                isKnownName ? after.withHistory(after.history().withReturned(name)) : after, List.of(add));
    }

    /** A column that has left the feed is back: the last one of its order. */
    private StatementPlan addAgain(FeedTable table, AddColumn add, String name) throws SchemaException, SQLException {
        boolean isOld = context.occasion() == Occasion.AGAIN
                && (!droppedHere.contains(table.name() + "." + name)
                        || table.history().returned().contains(name));
        if (isOld) {
            return StatementPlan.contained(table);
        }
        ReturnedColumn returned = ReturnedColumn.of(table, add.column(), add.defaultValue(), context.target());
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.add(returned.column());
        List<ColumnDefinition> left = new ArrayList<>(table.droppedColumns());
        left.removeIf(column -> column.name().equals(name));
        return new StatementPlan(
                table.withColumns(feed, left)
                        .withAdded(name)
                        .withHistory(table.history().withReturned(name)),
                returned.changes(),
                returned.notes());
    }
}
