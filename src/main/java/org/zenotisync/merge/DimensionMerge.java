package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/**
 * Update-insert (feed documentation, "Update-insert mechanism"): rows of known keys are replaced, others are inserted;
 * of several rows of one key the last one wins. void is data here. The update is a delete and an insert: every column
 * is staged, so the result is the same, and an UPDATE of many rows must be held in memory by a columnar database.
 */
public final class DimensionMerge {

    private final DataSource dataSource;
    private final Checkpoints checkpoints;

    public DimensionMerge(DataSource dataSource, Checkpoints checkpoints) {
        this.dataSource = dataSource;
        this.checkpoints = checkpoints;
    }

    /**
     * Merges the stage into the target.
     *
     * @throws LoadException if the key is not proven or the counts do not match
     */
    public LoadResult merge(StagedGroup staged) throws LoadException, SQLException {
        LoadPlan plan = staged.plan();
        if (staged.isInTarget()) {
            return firstRows(staged);
        }
        MergeSql sql = plan.sql();
        long rows = staged.counts().staged();
        try (Connection connection = dataSource.getConnection()) {
            if (plan.key().needsProof()) {
                KeyProof.require(connection, checkpoints, staged, KeyProof.repeats(connection, staged));
            }
            NullKeys.warnInReplay(connection, plan);
            long outdated = rows == 0 || staged.isKeyUnique() ? 0 : Jdbc.update(connection, sql.deleteOutdatedStaged());
            long updated = rows == 0 ? 0 : Jdbc.number(connection, sql.countMatched());
            long deleted = rows == 0 ? 0 : Jdbc.update(connection, sql.deleteAllStaged());
            requireUniqueInTarget(plan, updated, deleted);
            long written = rows == 0 ? 0 : Jdbc.update(connection, sql.insertAll());
            MergeCounts.requireEqual("rows were to be updated or inserted", rows - outdated, written);
            RunLog.Counts counts = staged.counts(written - updated, updated, 0, outdated, 0);
            return new LoadResult(staged, counts);
        }
    }

    /** For rows that are in the target already, which was empty: no two of them have the same key. */
    private LoadResult firstRows(StagedGroup staged) throws LoadException, SQLException {
        long rows = staged.counts().staged();
        try (Connection connection = dataSource.getConnection()) {
            KeyProof.require(connection, checkpoints, staged, 0);
        }
        return new LoadResult(staged, staged.counts(rows, 0, 0, 0, 0));
    }

    /** A change of the configured key can cause this: the delete would remove rows that are not inserted again. */
    private static void requireUniqueInTarget(LoadPlan plan, long matched, long deleted) throws LoadException {
        if (deleted != matched) {
            throw new LoadException(deleted + " rows of the target have the keys " + plan.key() + " of " + matched
                    + " rows to be updated, so this is not the key of "
                    + plan.table().name() + "; correct "
                    + TableKey.setting(plan.table().name()));
        }
    }
}
