package org.zenotisync.consume;

import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.merge.KeyProof;
import org.zenotisync.merge.TableKey;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;

/**
 * A table group that is merged, but not committed yet.
 *
 * @param staged what was read from its files
 * @param counts what the merge did
 */
public record LoadResult(StagedGroup staged, RunLog.Counts counts) {

    /** The plan by which it was loaded. */
    public LoadPlan plan() {
        return staged.plan();
    }

    /** The key by which rows were found, proven if this table group has proven it. */
    public TableKey key() {
        return KeyProof.isProvenBy(staged) ? plan().key().proven() : plan().key();
    }
}
