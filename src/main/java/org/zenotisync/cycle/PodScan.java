package org.zenotisync.cycle;

import java.util.List;
import java.util.SortedMap;
import org.zenotisync.feed.TableGroup;

/**
 * What a listing found of a POD.
 *
 * @param pod its name as it was first seen
 * @param newestGroup the highest GroupID there is, 0 for none
 * @param groupFolders all GroupIDs there are, ascending
 * @param listed the groups that were listed, ascending, with their table groups: those beyond what is consumed whole, and
 *     the newest consumed ones that the look-back looks through
 * @param truncated whether more groups wait than one pass takes on
 */
record PodScan(
        String pod,
        long newestGroup,
        List<Long> groupFolders,
        SortedMap<Long, List<TableGroup>> listed,
        boolean truncated) {}
