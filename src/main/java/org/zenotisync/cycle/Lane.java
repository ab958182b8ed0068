package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.feed.TableGroup;

/**
 * The table groups of one table that wait, over all PODs: they are loaded one after the other.
 *
 * @param table folded table name
 * @param pods in natural order
 */
public record Lane(String table, List<PodLane> pods) {

    /**
     * The table groups of one table and POD that wait; the first failure stops the later ones.
     *
     * @param groups by ascending GroupID
     */
    public record PodLane(List<TableGroup> groups) {}
}
