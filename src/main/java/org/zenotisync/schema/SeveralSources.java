package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/** One table that several sources declare: its target has the columns of all, each with the widest type. */
final class SeveralSources {

    private SeveralSources() {}

    /**
     * The table over all sources.
     *
     * @param before what it was over all sources
     * @param own as the source declares it now
     * @param others as the other sources declare it
     * @throws SchemaException if a column cannot have a type that holds the values of all
     */
    static FeedTable union(FeedTable before, FeedTable own, List<FeedTable> others) throws SchemaException {
        List<ColumnDefinition> feed = new ArrayList<>();
        List<ColumnDefinition> left = new ArrayList<>();
        for (ColumnDefinition column : before.definition().columns()) {
            String name = column.name();
            boolean isInFeed = own.isInFeed(name) || others.stream().anyMatch(other -> other.isInFeed(name));
            ColumnDefinition both = own.definition().has(name)
                    ? both(before, column, own.definition().column(name))
                    : column;
            boolean isMandatory = both.notNull() && own.isInFeed(name);
            (isInFeed ? feed : left).add(both.withNotNull(isInFeed && isMandatory));
        }
        for (ColumnDefinition column : own.definition().columns()) {
            if (!before.definition().has(column.name())) {
                (own.isInFeed(column.name()) ? feed : left).add(column.withNotNull(false));
            }
        }
        Map<String, String> formerNames = new HashMap<>(before.formerNames());
        formerNames.putAll(own.formerNames());
        Set<String> added = new HashSet<>(before.added());
        added.addAll(own.added());
        FeedTable columns = before.withColumns(feed, left);
        return new FeedTable(
                withKey(columns.definition(), own.definition()),
                formerNames,
                added,
                columns.dropped(),
                columns.history());
    }

    private static ColumnDefinition both(FeedTable table, ColumnDefinition column, ColumnDefinition own)
            throws SchemaException {
        ColumnType type = Widening.of(table, column.name(), own.type(), new ArrayList<>());
        return column.withType(type).withNotNull(column.notNull() && own.notNull());
    }

    private static TableDefinition withKey(TableDefinition table, TableDefinition own) throws SchemaException {
        if (own.primaryKey().isEmpty() || own.primaryKey().equals(table.primaryKey())) {
            return table;
        }
        if (!table.primaryKey().isEmpty()) {
            throw new SchemaException("the primary key of table " + table.name() + " is "
                    + String.join(", ", table.primaryKey()) + " in another source, and "
                    + String.join(", ", own.primaryKey()) + " here; both must be the same");
        }
        return table.withPrimaryKey(own.primaryKey());
    }

    /**
     * The table for reading files of one source, see {@link TableRegistry#known(java.sql.Connection, String, String)}.
     *
     * @param all the table over all sources
     * @param own as the source declares it
     */
    static FeedTable read(FeedTable all, FeedTable own) {
        if (all.equals(own)) {
            return all;
        }
        List<ColumnDefinition> feed = own.feedColumns().stream()
                .map(column -> all.definition().has(column.name())
                        ? column.withType(all.definition().column(column.name()).type())
                        : column)
                .toList();
        List<String> names = own.feedColumnNames();
        List<ColumnDefinition> left = all.definition().columns().stream()
                .filter(column -> !names.contains(column.name()))
                // a column of another source: in these files the name is still that of the column that was renamed
                .filter(column -> !own.formerNames().containsKey(column.name()))
                .map(column -> column.withNotNull(false))
                .toList();
        FeedTable columns = all.withColumns(feed, left);
        return new FeedTable(columns.definition(), own.formerNames(), own.added(), columns.dropped(), own.history());
    }
}
