package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaStatement.AddPrimaryKey;

/** ADD PRIMARY KEY: a table has one key, and a newer script replaces it. */
final class PrimaryKeyRule {

    private final PlanContext context;

    PrimaryKeyRule(PlanContext context) {
        this.context = context;
    }

    StatementPlan plan(FeedTable table, AddPrimaryKey key) throws SchemaException {
        List<String> columns = new ArrayList<>();
        for (String column : key.columns()) {
            String name = context.presentName(table, column);
            PlanContext.requireInFeed(table, name, column);
            columns.add(name);
        }
        TableDefinition before = table.definition();
        if (!before.primaryKey().isEmpty() && !context.isFirstTime()) {
            return StatementPlan.contained(table);
        }
        return new StatementPlan(table.withDefinition(before.withPrimaryKey(columns)), List.of());
    }
}
