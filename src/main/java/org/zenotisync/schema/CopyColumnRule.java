package org.zenotisync.schema;

import java.util.List;
import java.util.Optional;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;

/** UPDATE … SET new = old: a column that a script has added gets the values of another one. */
final class CopyColumnRule {

    private final PlanContext context;

    CopyColumnRule(PlanContext context) {
        this.context = context;
    }

    StatementPlan plan(FeedTable table, CopyColumn copy) throws SchemaException {
        String to = context.presentName(table, copy.to());
        String from = table.definition().has(copy.from()) ? copy.from() : context.presentName(table, copy.from());
        boolean isDone = !table.isInFeed(from)
                || !table.isInFeed(to)
                || to.equals(table.history().moved().get(from));
        if (to.equals(from) || !context.isFirstTime() && isDone) {
            return StatementPlan.contained(table);
        }
        PlanContext.requireInFeed(table, from, copy.from());
        PlanContext.requireInFeed(table, to, copy.to());
        if (!table.added().contains(to)) {
            throw new SchemaException("UPDATE would change the values of column " + to + " of table " + table.name()
                    + "; only a column that a script has added is filled from another one");
        }
        requireSameType(table, copy, from, to);
        return new StatementPlan(
                table.withHistory(table.history().withMoved(from, to)),
                List.of(new CopyColumn(table.name(), from, to, Optional.empty())));
    }

    private static void requireSameType(FeedTable table, CopyColumn copy, String from, String to)
            throws SchemaException {
        ColumnType type = table.definition().column(to).type();
        if (copy.cast().isPresent()
                && !type.covers(copy.cast().get())
                && !(type.isText() && copy.cast().get().isText())) {
            throw new SchemaException("UPDATE converts column " + from + " of table " + table.name() + " to "
                    + copy.cast().get() + " and column " + to + " is " + type + "; let both be the same type");
        }
    }
}
