package org.zenotisync.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a feed table after all schema scripts so far.
 *
 * @param definition its columns: those that files without a header have, in their order, then the dropped ones
 * @param formerNames names that columns had before a RENAME, with their present names; older files may use them.
 *     A name that is a column's again is not a former one
 * @param added names of columns that the table gained after its first schema file; an older file may lack them
 * @param dropped names of columns that the feed does not have any more: the target keeps them, new rows have NULL there
 * @param history what scripts that are applied again must know
 */
public record FeedTable(
        TableDefinition definition,
        Map<String, String> formerNames,
        Set<String> added,
        Set<String> dropped,
        ColumnHistory history) {

    /**
     * @throws IllegalArgumentException if a dropped column comes before a column of the feed, or all columns are
     *     dropped
     */
    public FeedTable {
        Map<String, String> names = new HashMap<>(formerNames);
        definition.columnNames().forEach(names::remove);
        formerNames = Map.copyOf(names);
        added = kept(added, definition);
        dropped = kept(dropped, definition);
        history = history.of(definition);
        int columns = definition.columns().size() - dropped.size();
        if (columns == 0
                || !dropped.containsAll(definition
                        .columnNames()
                        .subList(columns, definition.columns().size()))) {
            throw new IllegalArgumentException(
                    "the dropped columns of " + definition.name() + " are not its last ones");
        }
    }

    /** A table without a history. */
    public FeedTable(
            TableDefinition definition, Map<String, String> formerNames, Set<String> added, Set<String> dropped) {
        this(definition, formerNames, added, dropped, ColumnHistory.NONE);
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

    /** The names of the columns that files have, in the order of files without a header. */
    public List<String> feedColumnNames() {
        return feedColumns().stream().map(ColumnDefinition::name).toList();
    }

    /** The present name of a column that may have been renamed, or of the one that has taken over its values. */
    public String presentName(String column) {
        if (dropped.contains(column)) {
            return history.moved().getOrDefault(column, column);
        }
        return definition.has(column) ? column : formerNames.getOrDefault(column, column);
    }

    /** Whether files have a column of that name. */
    public boolean isInFeed(String column) {
        return definition.has(column) && !dropped.contains(column);
    }

    /** The columns that files do not have any more. */
    public List<ColumnDefinition> droppedColumns() {
        return definition
                .columns()
                .subList(
                        definition.columns().size() - dropped.size(),
                        definition.columns().size());
    }

    /** The same table with other former names. */
    public FeedTable withFormerNames(Map<String, String> names) {
        return new FeedTable(definition, names, added, dropped, history);
    }

    /** The same table with another history. */
    public FeedTable withHistory(ColumnHistory other) {
        return new FeedTable(definition, formerNames, added, dropped, other);
    }

    /**
     * The same table with other columns.
     *
     * @param feed those that files have, in their order
     * @param left those that files do not have any more
     */
    public FeedTable withColumns(List<ColumnDefinition> feed, List<ColumnDefinition> left) {
        List<ColumnDefinition> all = new ArrayList<>(feed);
        all.addAll(left);
        Set<String> names = left.stream().map(ColumnDefinition::name).collect(Collectors.toSet());
        return new FeedTable(definition.withColumns(all), formerNames, added, names, history);
    }

    /** The same table with another definition that has the same dropped columns. */
    public FeedTable withDefinition(TableDefinition other) {
        return new FeedTable(other, formerNames, added, dropped, history);
    }

    /** The same table, in which a column of the feed is declared in another way. */
    public FeedTable withColumn(ColumnDefinition changed) {
        List<ColumnDefinition> feed = feedColumns().stream()
                .map(column -> column.name().equals(changed.name()) ? changed : column)
                .toList();
        return withColumns(feed, droppedColumns());
    }

    /** The same table, of which a column is one that came later. */
    public FeedTable withAdded(String column) {
        Set<String> names = new HashSet<>(added);
        names.add(column);
        return new FeedTable(definition, formerNames, names, dropped, history);
    }

    /**
     * The same table as files of an earlier time have it.
     *
     * @param names the columns of files without a header at that time
     * @return empty if the table does not have all of these columns any more
     */
    public Optional<FeedTable> arrangedAs(List<String> names) {
        if (!definition.columnNames().containsAll(names)) {
            return Optional.empty();
        }
        List<ColumnDefinition> feed = names.stream().map(definition::column).toList();
        List<ColumnDefinition> others = definition.columns().stream()
                .filter(column -> !names.contains(column.name()))
                .toList();
        return Optional.of(withColumns(feed, others));
    }
}
