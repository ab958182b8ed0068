package org.zenotisync.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.zenotisync.model.TableGroupId;

/**
 * A table group with its files.
 *
 * @param id what it is called
 * @param files at least one, in {@link FeedFile#ORDER}
 */
public record TableGroup(TableGroupId id, List<FeedFile> files) {

    public TableGroup {
        files = files.stream().sorted(FeedFile.ORDER).toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("table group " + id + " has no files");
        }
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
}
