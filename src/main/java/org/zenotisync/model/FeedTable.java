package org.zenotisync.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a feed table after all schema scripts so far.
 *
 * @param definition its columns: those that files without a header have, in their order, then the dropped ones
 * @param formerNames names that columns had before a RENAME, with their present names; older files may use them.
 *     A name that is a column's again is not a former one
 * @param added names of columns that the table gained after its first schema file; an older file may lack them
 * @param dropped names of columns that the feed does not have any more: the target keeps them, new rows have NULL there
 */
public record FeedTable(
        TableDefinition definition, Map<String, String> formerNames, Set<String> added, Set<String> dropped) {

    /** @throws IllegalArgumentException if a dropped column stands before one of the feed, or all are dropped */
    public FeedTable {
        Map<String, String> names = new HashMap<>(formerNames);
        definition.columnNames().forEach(names::remove);
        formerNames = Map.copyOf(names);
        added = kept(added, definition);
        dropped = kept(dropped, definition);
        int columns = definition.columns().size() - dropped.size();
        if (columns == 0
                || !dropped.containsAll(definition
                        .columnNames()
                        .subList(columns, definition.columns().size()))) {
            throw new IllegalArgumentException(
                    "the dropped columns of " + definition.name() + " are not its last ones");
        }
    }

    /** A table as its first schema file declares it. */
    public FeedTable(TableDefinition definition) {
        this(definition, Map.of(), Set.of(), Set.of());
    }

    private static Set<String> kept(Set<String> columns, TableDefinition definition) {
        Set<String> present = new HashSet<>(columns);
        present.retainAll(Set.copyOf(definition.columnNames()));
        return Set.copyOf(present);
    }

    /** The folded name of the table. */
    public String name() {
        return definition.name();
    }

    /** The columns that files have, in the order of files without a header. */
    public List<ColumnDefinition> feedColumns() {
        return definition.columns().subList(0, definition.columns().size() - dropped.size());
    }

    /** The present name of a column that may have been renamed. */
    public String presentName(String column) {
        return definition.has(column) ? column : formerNames.getOrDefault(column, column);
    }

    /** The same table with other former names. */
    public FeedTable withFormerNames(Map<String, String> names) {
        return new FeedTable(definition, names, added, dropped);
    }
}
