package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/**
 * Update-insert (feed documentation, "Update-insert mechanism"): rows of known keys are replaced, others are inserted;
 * of several rows of one key the last one wins. void is data here. The update is a delete and an insert: every column
 * is staged, so the result is the same, and an UPDATE of many rows must be held in memory by a columnar database.
 */
public final class DimensionMerge implements Merge {

    @Override
    public Merged merge(Connection connection, StagedRows staged) throws LoadException, SQLException {
        return staged.isInTarget()
                // the target was empty, and no two of the rows have the same key
                ? new Merged(staged, staged.count(), 0, 0, 0, 0)
                : fromStage(connection, staged);
    }

    private static Merged fromStage(Connection connection, StagedRows staged) throws LoadException, SQLException {
        MergePlan plan = staged.plan();
        MergeSql sql = plan.sql();
        long rows = staged.count();
        if (staged.mustProveKey()) {
            KeyProof.require(staged, KeyProof.repeats(connection, staged));
        }
        NullKeys.warnInReplay(connection, plan);
        long outdated = rows == 0 || staged.isKeyUnique()
                ? 0
                : Jdbc.update(connection, sql.prepared(connection, sql.deleteOutdatedStaged()));
        // of forgotten guests: their keys delete, and nothing of them is inserted
        long keysOnly = staged.keysOnly() == 0 ? 0 : Jdbc.number(connection, sql.countKeysOnly());
        long removed = keysOnly == 0 ? 0 : Jdbc.number(connection, sql.countMatchedByKeysOnly());
        long updated = rows == 0 ? 0 : Jdbc.number(connection, sql.countMatched());
        long deleted = rows == 0 ? 0 : Jdbc.update(connection, sql.deleteAllStaged());
        requireUniqueInTarget(plan, updated, deleted);
        long written =
                rows == 0 ? 0 : Jdbc.update(connection, keysOnly == 0 ? sql.insertAll() : sql.insertAllButKeysOnly());
        MergeCounts.requireEqual("rows were to be updated or inserted", rows - outdated - keysOnly, written);
        long replaced = updated - removed;
        // those that are outdated themselves were counted when they were read
        long superseded = outdated - (staged.keysOnly() - keysOnly);
        return new Merged(staged, written - replaced, replaced, removed, superseded, 0);
    }

    /** A change of the configured key can cause this: the delete would remove rows that are not inserted again. */
    private static void requireUniqueInTarget(MergePlan plan, long matched, long deleted) throws LoadException {
        if (deleted != matched) {
            throw new LoadException(deleted + " rows of the target have the keys " + plan.key() + " of " + matched
                    + " rows to be updated, so this is not the key of "
                    + plan.table().name() + "; correct "
                    + TableKey.setting(plan.table().name()));
        }
    }
}
