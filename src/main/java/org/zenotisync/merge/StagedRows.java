package org.zenotisync.merge;

import java.util.OptionalLong;
import org.zenotisync.model.TableKind;

/**
 * Rows that are in the stage of the session, or in the target if nothing was to be merged.
 *
 * @param plan how they are merged
 * @param count all of them
 * @param voided rows with void=1, also those that were left out and are not counted; 0 for dimensions, where void is
 *     data
 * @param destination where the rows are
 * @param hasSeveralBatches whether they come from several logids, so that their order matters
 * @param isKeyUnique whether it is certain that no two of the rows share their key; of a fact, no two with void=0 of
 *     one logid
 * @param hasNullKeys whether rows (of a fact, rows with void=0) have a NULL in their key; only looked at if there is
 *     another key to try
 * @param repeats rows that share their key with another one of the same logid; empty if they are not counted yet
 * @param keysOnly rows of forgotten guests that have their key only: they replace others, and are not inserted
 */
public record StagedRows(
        MergePlan plan,
        long count,
        long voided,
        Destination destination,
        boolean hasSeveralBatches,
        boolean isKeyUnique,
        boolean hasNullKeys,
        OptionalLong repeats,
        long keysOnly) {

    /** Whether the rows are in the target already, so that there is no stage to merge. */
    public boolean isInTarget() {
        return destination == Destination.TARGET;
    }

    /** The same with the number of rows that share their key. */
    public StagedRows withRepeats(long counted) {
        return new StagedRows(
                plan,
                count,
                voided,
                destination,
                hasSeveralBatches,
                isKeyUnique,
                hasNullKeys,
                OptionalLong.of(counted),
                keysOnly);
    }

    /** Whether the rows must prove a guessed key before they are merged. Only a table group with rows does so. */
    public boolean mustProveKey() {
        return plan.key().needsProof() && toProve() > 0;
    }

    /**
     * The number of rows that the proof of a key looks at; rows of a fact with void=1 are never written directly into
     * the target.
     */
    long toProve() {
        return plan.kind() == TableKind.FACT && !isInTarget() ? count - voided : count;
    }
}
