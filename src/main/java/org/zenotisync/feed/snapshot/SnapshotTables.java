package org.zenotisync.feed.snapshot;

import java.util.List;

/**
 * The tables of a snapshot.
 *
 * @param tables by name
 * @param unknown keys of objects that belong to no table, for a report; if there are very many, the last item is a
 *     number
 */
public record SnapshotTables(List<SnapshotTable> tables, List<String> unknown) {

    public SnapshotTables {
        tables = List.copyOf(tables);
        unknown = List.copyOf(unknown);
    }
}
