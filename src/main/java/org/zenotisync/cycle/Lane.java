package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.Track;

/**
 * The table groups of one table that are to be loaded, over all PODs of all sources. They are loaded one after
 * the other.
 *
 * @param table folded table name
 * @param pods in natural order of the sources' names, then of the PODs
 */
public record Lane(String table, List<PodLane> pods) {

    /**
     * The table groups of one track that are to be loaded. The first failure stops the later ones.
     *
     * @param groups by ascending GroupID, at least one
     */
    public record PodLane(Track track, List<TableGroup> groups) {}
}
