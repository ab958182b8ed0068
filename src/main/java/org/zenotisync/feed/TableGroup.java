package org.zenotisync.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.zenotisync.model.TableGroupId;

/**
 * A table group with its files.
 *
 * @param id its name
 * @param files at least one, in {@link FeedFile#ORDER}
 * @param after the group of this table and POD that must have been consumed before it, 0 for none
 */
public record TableGroup(TableGroupId id, List<FeedFile> files, long after) {

    public TableGroup {
        files = files.stream().sorted(FeedFile.ORDER).toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("table group " + id + " has no files");
        }
    }

    /** A table group whose predecessor is not known yet. */
    public TableGroup(TableGroupId id, List<FeedFile> files) {
        this(id, files, 0);
    }

    /** The same table group, to be consumed after another group. */
    public TableGroup after(long group) {
        return new TableGroup(id, files, group);
    }

    /** The files that cannot be CSV by their names. If there are any, nothing of the table group is loaded. */
    public List<FeedFile> misnamed() {
        return files.stream().filter(file -> !file.isData()).toList();
    }

    /** The key for an idempotent consumer: the table group, and the group before it. */
    public String key() {
        return id.key() + "|" + after;
    }

    /** Bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(file -> file.object().size()).sum();
    }

    /** When the newest of its objects was written. */
    public Instant lastModified() {
        return files.stream()
                .map(file -> file.object().lastModified())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When the oldest of its objects was written. */
    public Instant oldestObject() {
        return files.stream()
                .map(file -> file.object().lastModified())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
