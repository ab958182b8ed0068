package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;

/**
 * The groups of a POD, and what one table has in them.
 *
 * @param id the POD
 * @param folders all GroupIDs of the POD, ascending; at least one
 * @param tableGroups those of the table, ascending
 */
record GroupsOfPod(PodId id, List<Long> folders, List<TableGroup> tableGroups) {

    /** Ranges of groups that a message names. */
    private static final int RANGES = 6;

    /** The POD's name. */
    String name() {
        return id.pod();
    }

    /** Whether the table has files in the POD. */
    boolean hasTable() {
        return !tableGroups.isEmpty();
    }

    /** The table groups up to a group. */
    List<TableGroup> upTo(long group) {
        return tableGroups.stream().filter(g -> g.id().group() <= group).toList();
    }

    /** The first table group after a group; empty if there is none. */
    OptionalLong next(long group) {
        return tableGroups.stream()
                .mapToLong(g -> g.id().group())
                .filter(g -> g > group)
                .min();
    }

    /** The first group that is there. */
    long firstGroup() {
        return folders.get(0);
    }

    /** The GroupIDs for people: {@code 1 to 9, 12}. */
    String text() {
        List<String> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= folders.size(); i++) {
            boolean isNext = i < folders.size() && folders.get(i) == folders.get(i - 1) + 1;
            if (!isNext) {
                long first = folders.get(from);
                long last = folders.get(i - 1);
                ranges.add(first == last ? Long.toString(first) : first + " to " + last);
                from = i;
            }
        }
        return ranges.size() <= RANGES
                ? String.join(", ", ranges)
                : "..., " + String.join(", ", ranges.subList(ranges.size() - RANGES, ranges.size()));
    }

    /** The objects of a table group as consumed ones. */
    static List<Manifest.Entry> entries(TableGroup group) {
        return group.files().stream()
                .filter(FeedFile::isData)
                .map(file -> new Manifest.Entry(
                        file.logid(),
                        file.object().key(),
                        file.object().etag(),
                        file.object().size(),
                        -1))
                .toList();
    }
}
