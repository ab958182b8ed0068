package org.zenotisync.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableStorage;

/** A known table whose files have other columns, or the same ones in another order, since somebody has said so. */
final class ReorderedTable {

    private ReorderedTable() {}

    /**
     * The table with columns in the order of files. Other columns of the target are dropped ones, and what the target
     * lacks is forgotten.
     *
     * @param feed the columns of files, in their order
     * @param columns definitions of these and of the known columns, by name
     */
    static FeedTable of(FeedTable known, List<String> feed, Map<String, ColumnDefinition> columns, TargetTable target) {
        List<String> dropped = known.definition().columnNames().stream()
                .filter(column -> !feed.contains(column))
                .filter(column -> !target.isThere() || target.has(column))
                .toList();
        List<String> names = Stream.concat(feed.stream(), dropped.stream()).toList();
        Set<String> added = new HashSet<>(known.added());
        feed.stream().filter(column -> !known.definition().has(column)).forEach(added::add);
        TableStorage storage = known.definition().storage();
        TableDefinition definition = new TableDefinition(
                known.name(),
                names.stream().map(columns::get).toList(),
                keyIn(names, known.definition().primaryKey()),
                keyIn(names, known.definition().sortKey()),
                storage.distKey() == null || names.contains(storage.distKey()) ? storage : TableStorage.AUTO);
        return new FeedTable(definition, known.formerNames(), added, Set.copyOf(dropped), known.history());
    }

    /** A key of which a column is gone is not the key any more. */
    private static List<String> keyIn(List<String> columns, List<String> key) {
        return columns.containsAll(key) ? key : List.of();
    }
}
