package org.zenotisync.cycle;

import java.util.List;
import java.util.SortedMap;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.model.TableGroupId;

/**
 * What a listing found of a POD.
 *
 * @param id the POD
 * @param complete the group up to which the POD counts as consumed whole, 0 for none
 * @param groupFolders all GroupIDs there are, ascending; at least one
 * @param listed the groups of the look-back and those beyond what is consumed whole, ascending, with their table groups;
 *     before the look-back only those that wait
 * @param wholeFrom from this group on all objects there are have been listed, as far as the listing goes
 * @param truncated whether more groups wait than one pass takes on
 */
record PodScan(
        PodId id,
        long complete,
        List<Long> groupFolders,
        SortedMap<Long, List<TableGroup>> listed,
        long wholeFrom,
        boolean truncated) {

    /** Whether all objects of a table group would have been found. */
    boolean covers(TableGroupId group) {
        return group.track().podId().equals(id)
                && group.group() >= wholeFrom
                && (!truncated || !listed.isEmpty() && group.group() <= listed.lastKey());
    }

    /** The highest GroupID there is. */
    long newestGroup() {
        return groupFolders.get(groupFolders.size() - 1);
    }

    /** The number of group folders up to a group. */
    long foldersUpTo(long group) {
        return groupFolders.stream().filter(folder -> folder <= group).count();
    }
}
