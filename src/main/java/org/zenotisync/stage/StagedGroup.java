package org.zenotisync.stage;

import java.util.List;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.merge.Destination;

/**
 * A table group whose rows are in the stage of the session, or in the target if nothing was to be merged.
 *
 * @param counts what was read from its files
 * @param entries the files that the rows come from
 * @param quarantined bad rows that were left out
 * @param destination where the rows are
 * @param isKeyUnique whether it is certain that no two of the rows share their key; of a fact, no two with void=0 of
 *     one logid
 * @param hasNullKeys whether rows (of a fact, rows with void=0) have a NULL in their key; only looked at if there is
 *     another key to try
 * @param repeats rows that share their key with another one of the same logid; empty if they are not counted yet
 */
public record StagedGroup(
        LoadPlan plan,
        RowCounts counts,
        List<Manifest.Entry> entries,
        List<Quarantine.Entry> quarantined,
        Destination destination,
        boolean isKeyUnique,
        boolean hasNullKeys,
        OptionalLong repeats) {

    /** Whether the rows are in the target already, so that there is no stage to merge. */
    public boolean isInTarget() {
        return destination == Destination.TARGET;
    }

    /** The counts for the run log, by what a merge has done. */
    public RunLog.Counts counts(long inserted, long updated, long deleted, long ignored, long repeats) {
        return new RunLog.Counts(counts.read(), inserted, updated, deleted, ignored, repeats, counts.quarantined());
    }

    /** The same with the number of rows that share their key. */
    StagedGroup withRepeats(long counted) {
        return new StagedGroup(
                plan, counts, entries, quarantined, destination, isKeyUnique, hasNullKeys, OptionalLong.of(counted));
    }

    /** Whether rows of several logids are staged, so that their order matters. */
    public boolean hasSeveralBatches() {
        return entries.stream().mapToLong(Manifest.Entry::logid).distinct().count() > 1;
    }
}
