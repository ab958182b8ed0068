package org.zenotisync.schema;

import org.zenotisync.model.FeedTable;

/**
 * A feed table with its place in the target.
 *
 * @param table what the schema scripts say of it
 * @param target the name of its target table, without a schema: the one that it was made with, whatever the settings would
 *     name it now
 */
public record KnownTable(FeedTable table, String target) {

    /** The name of the feed table. */
    public String name() {
        return table.name();
    }
}
