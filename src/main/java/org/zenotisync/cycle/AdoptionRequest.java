package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.feed.Source;
import org.zenotisync.schema.PendingSchema;

/**
 * An adoption that was asked for, with what the source has to it.
 *
 * @param table folded name of the table
 * @param group GroupID of the last group that is in the target
 * @param pods the chosen PODs, in natural order; at least one
 * @param others other PODs in which the table has files
 * @param otherSources sources of which nothing was consumed, and of which the next cycle would load the table
 * @param schema the schema files that are not applied
 * @param isFresh whether the target has no control tables yet
 */
record AdoptionRequest(
        String table,
        long group,
        List<GroupsOfPod> pods,
        List<GroupsOfPod> others,
        List<Source> otherSources,
        PendingSchema schema,
        boolean isFresh) {

    /** The same, after the control tables have been made. */
    AdoptionRequest withControlTables() {
        return new AdoptionRequest(table, group, pods, others, otherSources, schema, false);
    }
}
