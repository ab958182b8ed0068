package org.zenotisync.cycle;

import java.util.List;
import java.util.SortedMap;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.model.TableGroupId;

/**
 * What a listing has found in a POD.
 *
 * @param id the POD
 * @param complete the group up to which the POD counts as consumed completely, 0 for none
 * @param groupFolders all GroupIDs of the POD, ascending; at least one
 * @param listed the groups of the look-back and those that are not consumed completely, ascending, with their table
 *     groups; before the look-back only the table groups that wait
 * @param completeFrom from this group on the listing has all objects, as far as it goes
 * @param truncated whether more groups wait than one pass loads
 */
record PodScan(
        PodId id,
        long complete,
        List<Long> groupFolders,
        SortedMap<Long, List<TableGroup>> listed,
        long completeFrom,
        boolean truncated) {

    /** Whether the listing would have found all objects of a table group. */
    boolean covers(TableGroupId group) {
        return group.track().podId().equals(id)
                && group.group() >= completeFrom
                && (!truncated || !listed.isEmpty() && group.group() <= listed.lastKey());
    }

    /** The highest GroupID of the POD. */
    long newestGroup() {
        return groupFolders.get(groupFolders.size() - 1);
    }

    /** The number of group folders up to a group. */
    long foldersUpTo(long group) {
        return groupFolders.stream().filter(folder -> folder <= group).count();
    }
}
