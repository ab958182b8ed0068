package org.zenotisync.merge;

import java.util.Optional;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;

/**
 * How the rows of a table group come from the stage into a target.
 *
 * @param id names the rows in messages
 * @param kind decides which merge they need
 * @param table their columns
 * @param target the name of the target table
 * @param key by which rows of the target are found
 * @param purpose what the merge is for
 * @param rivals other sources that may have brought the same rows; a fact that has any always needs the
 *     replay-safe merge, and an append-only fact compares rows
 * @param sql the statements of the merge
 * @param otherwise the plan by the next key, if the rows of the table group disprove a guessed key; empty for the last
 *     key
 */
public record MergePlan(
        TableGroupId id,
        TableKind kind,
        FeedTable table,
        String target,
        TableKey key,
        Purpose purpose,
        Rivals rivals,
        MergeSql sql,
        Optional<MergePlan> otherwise) {

    /** Whether other sources may have brought the same rows. */
    public boolean hasRivals() {
        return rivals.areThere();
    }

    /** What a merge is for. */
    public enum Purpose {
        /** The table group is consumed for the first time. */
        LOAD,
        /** The table group is consumed again. */
        REPLAY,
        /** A verification or restore computes expected rows in a temporary table. */
        COMPARISON
    }

    /** Whether rows of the table group may be in the target already, so that the replay-safe merge is needed. */
    public boolean isReplay() {
        return purpose != Purpose.LOAD;
    }

    /** Whether the rows are consumed, so that people are warned of those that may surprise them in the target. */
    boolean isConsumed() {
        return purpose != Purpose.COMPARISON;
    }
}
