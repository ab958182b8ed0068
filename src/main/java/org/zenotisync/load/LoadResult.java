package org.zenotisync.load;

import org.zenotisync.checkpoint.RunLog;

/**
 * A table group that is merged, but not committed yet.
 *
 * @param staged what was read from its files
 * @param counts what the merge did
 */
public record LoadResult(StagedGroup staged, RunLog.Counts counts) {

    /** How it was loaded. */
    public LoadPlan plan() {
        return staged.plan();
    }

    /** The key that rows were found by, as it stands now. */
    public TableKey key() {
        return KeyProof.isProvenBy(staged) ? plan().key().proven() : plan().key();
    }
}
