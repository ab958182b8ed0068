package org.zenotisync.feed.snapshot;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.FeedObject;

/**
 * A table of a snapshot (feed documentation, "MonthlySnapshot", FactName): all its folders, however they are spelt.
 *
 * @param snapshot that it is in
 * @param table its name, see {@code TableNames}
 * @param files that can be zip or CSV by their names, by logid, then by name, both in natural order; may be empty if
 *     there is a problem
 * @param problem why its rows are not known: a file that may hold some cannot be read by its name. In words, with the
 *     address of the file and the remedy. Empty if there is none.
 */
public record SnapshotTable(Snapshot snapshot, String table, List<FeedObject> files, Optional<String> problem) {

    public SnapshotTable {
        files = List.copyOf(files);
    }

    /** Bytes of all files as they are stored. */
    public long bytes() {
        return files.stream().mapToLong(FeedObject::size).sum();
    }
}
