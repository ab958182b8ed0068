package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AddPrimaryKey;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.SetNotNull;

/**
 * Finds what the statements of one script still have to change: nothing if their effect is there, so that applying a
 * script twice is harmless, and never anything that could lose data. There is a class for each kind of statement.
 */
final class StatementPlanner {

    private final PlanContext context;
    private final AddColumnRule addColumn;
    private final AlterColumnRule alterColumn;
    private final DropColumnRule dropColumn;
    private final CopyColumnRule copyColumn;
    private final RenameColumnRule renameColumn;
    private final PrimaryKeyRule primaryKey;

    StatementPlanner(PlanContext context) {
        Set<String> droppedHere = new HashSet<>();
        this.context = context;
        this.alterColumn = new AlterColumnRule(context);
        this.addColumn = new AddColumnRule(context, alterColumn, droppedHere);
        this.dropColumn = new DropColumnRule(context, droppedHere);
        this.copyColumn = new CopyColumnRule(context);
        this.renameColumn = new RenameColumnRule(context);
        this.primaryKey = new PrimaryKeyRule(context);
    }

    /** Plans the statements of a file. */
    static StatementPlanner of(SchemaFile file, UpgradeStatements upgrades, TargetColumns target) {
        return new StatementPlanner(new PlanContext(file.role(), upgrades, file.occasion(), target));
    }

    /**
     * Plans one statement.
     *
     * @param current the table before it, empty if it is not known
     * @param position how many statements of the script come before it
     * @throws SchemaException if the statement needs a table or column that is missing, or would narrow a column
     */
    StatementPlan plan(Optional<FeedTable> current, SchemaStatement statement, int position)
            throws SchemaException, SQLException {
        UpgradeStatements later = context.upgrades().after(position + 1);
        if (statement instanceof CreateTable create) {
            return current.isEmpty()
                    ? new StatementPlan(DeclaredTable.first(create.definition()), List.of(create))
                    : create(current.get(), create, later);
        }
        FeedTable table = current.orElseThrow(() -> new SchemaException("table " + statement.table()
                + " is not known: no schema file before this one makes it; look for SchemaFull/" + statement.table()
                + ".txt in the bucket, and in status for files that were refused"));
        if (statement instanceof AddColumn add) {
            return addColumn.plan(table, add, later);
        }
        if (statement instanceof AlterType alter) {
            return alterColumn.alterType(table, alter);
        }
        if (statement instanceof DropColumn drop) {
            return dropColumn.plan(table, drop, later);
        }
        if (statement instanceof CopyColumn copy) {
            return copyColumn.plan(table, copy);
        }
        if (statement instanceof AddPrimaryKey key) {
            return primaryKey.plan(table, key);
        }
        if (statement instanceof SetNotNull set) {
            return alterColumn.notNull(table, set);
        }
        return renameColumn.plan(table, (RenameColumn) statement, later);
    }

    /** SchemaFull says what its table is; an upgrade says what it once was, if the table is there already. */
    private StatementPlan create(FeedTable table, CreateTable create, UpgradeStatements later)
            throws SchemaException, SQLException {
        boolean isContained =
                context.role() == SchemaFile.Role.UPGRADE && (create.onlyIfMissing() || isShown(table, create, later));
        return isContained
                ? StatementPlan.contained(table)
                : new DeclaredTable(table, context.target()).plan(create.definition());
    }

    private boolean isShown(FeedTable table, CreateTable create, UpgradeStatements later) {
        return context.isFirstSetUp()
                && create.definition().columnNames().stream()
                        .allMatch(column -> table.isInFeed(context.presentName(table, column))
                                || later.drops(table.name(), column));
    }
}
