package org.zenotisync.schema;

import java.util.List;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;

/**
 * What a statement still has to change.
 *
 * @param table the table after it
 * @param changes what is missing in the target, in order; empty if the effect is there
 * @param notes what people should know of it
 */
record StatementPlan(FeedTable table, List<SchemaStatement> changes, List<String> notes) {

    StatementPlan(FeedTable table, List<SchemaStatement> changes) {
        this(table, changes, List.of());
    }

    /** Nothing is to be done: the effect is there. */
    static StatementPlan contained(FeedTable table) {
        return new StatementPlan(table, List.of(), List.of());
    }

    /** Nothing is done, and people should know why. */
    static StatementPlan contained(FeedTable table, String note) {
        return new StatementPlan(table, List.of(), List.of(note));
    }
}
