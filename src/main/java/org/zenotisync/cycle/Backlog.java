package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;

/**
 * What a pass is to load, and what it has found besides.
 *
 * @param lanes one per table that has table groups to load, largest first
 * @param replays first table group of each replay that late objects start
 * @param late late objects that are reported and not loaded
 * @param waiting table groups that are settling
 * @param misnamed consumed table groups with new files whose names are not those of CSV files
 * @param more whether more groups wait than this pass loads
 */
public record Backlog(
        List<Lane> lanes,
        List<TableGroupId> replays,
        List<LateObjects.Entry> late,
        List<TableGroupId> waiting,
        List<TableGroup> misnamed,
        boolean more) {

    /** All table groups to load. */
    public List<TableGroup> tableGroups() {
        return lanes.stream()
                .flatMap(lane -> lane.pods().stream())
                .flatMap(pod -> pod.groups().stream())
                .toList();
    }

    /** Bytes of all table groups to load. */
    public long bytes() {
        return tableGroups().stream().mapToLong(TableGroup::bytes).sum();
    }
}
