package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;

/**
 * What a pass has to do.
 *
 * @param lanes one per table that has anything to load, largest first
 * @param replays table groups from which on a table is consumed again, since objects turned up late
 * @param late objects that turned up late and are only reported
 * @param waiting table groups that may still be being written
 * @param misnamed consumed table groups in which files have turned up that are not CSV by their names
 * @param unknown keys of objects that belong to no known layout
 * @param more whether further groups wait that this pass does not take on
 */
public record Backlog(
        List<Lane> lanes,
        List<TableGroupId> replays,
        List<LateObjects.Entry> late,
        List<TableGroupId> waiting,
        List<TableGroup> misnamed,
        List<String> unknown,
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
