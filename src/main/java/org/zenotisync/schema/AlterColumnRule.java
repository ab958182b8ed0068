package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.SetNotNull;

/** ALTER COLUMN: a column becomes wider, or must have a value or not. */
final class AlterColumnRule {

    private final PlanContext context;

    AlterColumnRule(PlanContext context) {
        this.context = context;
    }

    /** Another type, which must hold all values of the present one. */
    StatementPlan alterType(FeedTable table, AlterType alter) throws SchemaException {
        String name = context.presentName(table, alter.column());
        if (!context.isFirstTime() && table.dropped().contains(name)) {
            return StatementPlan.contained(table);
        }
        PlanContext.requireInFeed(table, name, alter.column());
        List<SchemaStatement> changes = new ArrayList<>();
        ColumnType type = Widening.of(table, name, alter.type(), changes);
        return new StatementPlan(
                table.withColumn(table.definition().column(name).withType(type)), changes);
    }

    /** NOT NULL, which only the reading of files knows: the target's columns take NULL. */
    StatementPlan notNull(FeedTable table, SetNotNull set) throws SchemaException {
        String name = context.presentName(table, set.column());
        if (!context.isFirstTime() && !table.isInFeed(name)) {
            return StatementPlan.contained(table);
        }
        PlanContext.requireInFeed(table, name, set.column());
        ColumnDefinition column = table.definition().column(name);
        return new StatementPlan(table.withColumn(column.withNotNull(set.notNull())), List.of());
    }
}
