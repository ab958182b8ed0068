package org.zenotisync.load;

import java.util.List;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.feed.csv.RowCounts;

/**
 * A table group whose rows stand in the stage of the session, or have gone straight into a target where nothing was to be
 * merged.
 *
 * @param counts what was read from its files
 * @param entries the files that it was staged from
 * @param quarantined bad rows that were left out
 * @param isWritten whether the rows are in the target, so that there is no stage
 * @param isKeyUnique whether it is certain that no two of the rows share their key; of a fact, no two with void=0 of one logid
 * @param hasNullKeys whether rows (of a fact, rows with void=0) have a NULL in their key; only looked at where another key
 *     could take its place
 * @param repeats rows that share their key with another one of the same logid, where they have been counted already
 */
public record StagedGroup(
        LoadPlan plan,
        RowCounts counts,
        List<Manifest.Entry> entries,
        List<Quarantine.Entry> quarantined,
        boolean isWritten,
        boolean isKeyUnique,
        boolean hasNullKeys,
        OptionalLong repeats) {

    /** What the run log tells of it, when a merge has told what it did. */
    RunLog.Counts counted(long inserted, long updated, long deleted, long ignored, long repeats) {
        return new RunLog.Counts(counts.read(), inserted, updated, deleted, ignored, repeats, counts.quarantined());
    }

    /** The same, when the rows that share their key are counted. */
    StagedGroup withRepeats(long counted) {
        return new StagedGroup(
                plan, counts, entries, quarantined, isWritten, isKeyUnique, hasNullKeys, OptionalLong.of(counted));
    }

    /** Whether rows of several logids are staged, so that their order matters. */
    boolean hasSeveralBatches() {
        return entries.stream().mapToLong(Manifest.Entry::logid).distinct().count() > 1;
    }
}
