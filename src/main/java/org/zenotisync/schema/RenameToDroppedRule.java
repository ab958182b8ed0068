package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;

/**
 * RENAME COLUMN to the name of a column that has left the feed: the end of the four statements that change a type, or
 * the reuse of a name. The target's dropped column goes, so nothing in it may be lost.
 */
final class RenameToDroppedRule {

    private final TargetColumns target;

    RenameToDroppedRule(TargetColumns target) {
        this.target = target;
    }

    StatementPlan plan(FeedTable table, RenameColumn rename) throws SchemaException, SQLException {
        ColumnDefinition column = table.definition().column(rename.from()).withName(rename.to());
        boolean isCopied = rename.from().equals(table.history().moved().get(rename.to()));
        List<SchemaStatement> changes = isCopied
                ? List.of(new ReplaceColumn(
                        table.name(),
                        column,
                        table.definition().column(rename.to()).type(),
                        rename.from()))
                : List.of(remove(table, rename), rename);
        return new StatementPlan(after(table, rename, column, isCopied), changes);
    }

    private RemoveColumn remove(FeedTable table, RenameColumn rename) throws SchemaException, SQLException {
        if (!target.isEmpty(table.name(), rename.to())) {
            throw new SchemaException("column " + rename.from() + " of table " + table.name() + " cannot be renamed to "
                    + rename.to() + ": the values of the dropped column " + rename.to() + " would be lost; add UPDATE "
                    + table.name() + " SET " + rename.from() + " = " + rename.to()
                    + " before DROP COLUMN, or rename or drop that column in the target yourself");
        }
        return new RemoveColumn(table.name(), rename.to());
    }

    /**
     * The table afterwards.
     *
     * @param column the column with its new name
     * @param isCopied whether it has the values of the dropped one
     */
    static FeedTable after(FeedTable table, RenameColumn rename, ColumnDefinition column, boolean isCopied) {
        List<ColumnDefinition> columns = new ArrayList<>();
        table.feedColumns().forEach(other -> columns.add(other.name().equals(rename.from()) ? column : other));
        table.droppedColumns().stream()
                .filter(other -> !other.name().equals(rename.to()))
                .forEach(columns::add);
        Set<String> added = new HashSet<>(table.added());
        if (!added.contains(rename.to()) && isCopied) {
            // files had it under that name all the time
            added.remove(rename.from());
        }
        Set<String> dropped = new HashSet<>(table.dropped());
        dropped.remove(rename.to());
        ColumnHistory history =
                table.history().renamed(rename.from(), rename.to()).withReturned(rename.to());
        return new FeedTable(
                RenameColumnRule.renamed(table.definition(), columns, rename),
                RenameColumnRule.formerNames(table, rename),
                RenameColumnRule.renamed(added, rename),
                dropped,
                history);
    }
}
