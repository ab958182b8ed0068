package org.zenotisync.schema;

import java.util.HashMap;
import java.util.Map;
import org.zenotisync.model.TableDefinition;

/**
 * What is known of a feed table after all schema scripts so far.
 *
 * @param definition its columns in the order of files without a header
 * @param formerNames names that columns had before a RENAME, with their present names; older files may use them.
 *     A name that is a column's again is no former one
 */
public record FeedTable(TableDefinition definition, Map<String, String> formerNames) {

    public FeedTable {
        Map<String, String> names = new HashMap<>(formerNames);
        definition.columnNames().forEach(names::remove);
        formerNames = Map.copyOf(names);
    }

    /** The folded name of the table. */
    public String name() {
        return definition.name();
    }

    /** The present name of a column that may have been renamed. */
    public String presentName(String column) {
        return definition.has(column) ? column : formerNames.getOrDefault(column, column);
    }
}
