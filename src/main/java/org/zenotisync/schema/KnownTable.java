package org.zenotisync.schema;

import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;

/**
 * A feed table with its place in the target.
 *
 * @param table what the schema scripts say of it
 * @param target the name of its target table, without a schema: the name that it was made with, even if the settings
 *     have changed since
 * @param hasForgottenRows whether its target may have rows of a source that is forgotten
 * @param rules which columns its target does not have as the feed has them, whatever the settings say now
 */
public record KnownTable(FeedTable table, String target, boolean hasForgottenRows, ColumnRules rules) {

    /** The name of the feed table. */
    public String name() {
        return table.name();
    }

    /** The same place with other columns. */
    public KnownTable with(FeedTable other) {
        return new KnownTable(other, target, hasForgottenRows, rules);
    }
}
