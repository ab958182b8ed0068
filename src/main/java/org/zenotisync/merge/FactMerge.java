package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/**
 * Delete-insert (feed documentation, "Delete-insert mechanism"): each logid first deletes by its void=1 rows, then
 * inserts its void=0 rows; set-based over all logids of the table group.
 */
public final class FactMerge {

    private static final Logger LOG = LoggerFactory.getLogger(FactMerge.class);

    private final DataSource dataSource;
    private final Checkpoints checkpoints;

    public FactMerge(DataSource dataSource, Checkpoints checkpoints) {
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
        long live = staged.counts().staged() - staged.counts().voided();
        try (Connection connection = dataSource.getConnection()) {
            long repeats = KeyProof.repeats(connection, staged);
            proveKey(connection, staged, repeats);
            NullKeys.warnInReplay(connection, plan);
            long deleted = 0;
            if (plan.isReplay()) {
                deleted = Jdbc.update(connection, sql.deleteAllStaged());
            } else if (staged.counts().voided() > 0) {
                deleted = Jdbc.update(connection, sql.deleteVoided());
            }
            boolean ordered = staged.hasSeveralBatches() && staged.counts().voided() > 0;
            long superseded = ordered ? Jdbc.number(connection, sql.countSuperseded()) : 0;
            long inserted =
                    live == 0 ? 0 : Jdbc.update(connection, ordered ? sql.insertLiveByLogids() : sql.insertLive());
            MergeCounts.requireEqual("rows with void=0 were to be inserted", live - superseded, inserted);
            RunLog.Counts counts = staged.counts(inserted, 0, deleted, superseded, repeats);
            return new LoadResult(staged, counts);
        }
    }

    /** For rows with void=0 that are in the target already, which was empty: there was nothing to delete. */
    private LoadResult firstRows(StagedGroup staged) throws LoadException, SQLException {
        long live = staged.counts().staged();
        try (Connection connection = dataSource.getConnection()) {
            long repeats = KeyProof.repeats(connection, staged);
            proveKey(connection, staged, repeats);
            RunLog.Counts counts = staged.counts(live, 0, 0, 0, repeats);
            return new LoadResult(staged, counts);
        }
    }

    private void proveKey(Connection connection, StagedGroup staged, long repeats) throws LoadException, SQLException {
        KeyProof.require(connection, checkpoints, staged, repeats);
        LoadPlan plan = staged.plan();
        if (repeats > 0) {
            LOG.warn(
                    "{}: {} live rows share their key {} with another one of the same logid; all are inserted",
                    plan.group().id(),
                    repeats,
                    plan.key());
        }
    }
}
