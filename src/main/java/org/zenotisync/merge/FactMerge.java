package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/**
 * Delete-insert (feed documentation, "Delete-insert mechanism"): each logid first deletes by its void=1 rows, then
 * inserts its void=0 rows; set-based over all logids of the table group.
 */
public final class FactMerge implements Merge {

    private static final Logger LOG = LoggerFactory.getLogger(FactMerge.class);

    @Override
    public Merged merge(Connection connection, StagedRows staged) throws LoadException, SQLException {
        long repeats = KeyProof.repeats(connection, staged);
        proveKey(staged, repeats);
        return staged.isInTarget()
                // with void=0, in a target that was empty: there was nothing to delete
                ? new Merged(staged, staged.count(), 0, 0, 0, repeats)
                : fromStage(connection, staged, repeats);
    }

    private static Merged fromStage(Connection connection, StagedRows staged, long repeats)
            throws LoadException, SQLException {
        MergePlan plan = staged.plan();
        MergeSql sql = plan.sql();
        long live = staged.count() - staged.voided();
        NullKeys.warnInReplay(connection, plan);
        long deleted = 0;
        if (plan.isReplay() || plan.hasRivals()) {
            deleted = Jdbc.update(connection, sql.deleteAllStaged());
        } else if (staged.voided() > 0) {
            deleted = Jdbc.update(connection, sql.deleteVoided());
        }
        boolean ordered = staged.hasSeveralBatches() && staged.voided() > 0;
        long superseded = ordered ? Jdbc.number(connection, sql.prepared(connection, sql.countSuperseded())) : 0;
        String insert = ordered ? sql.insertLiveByLogids() : sql.insertLive();
        long inserted = live == 0 ? 0 : Jdbc.update(connection, sql.prepared(connection, insert));
        MergeCounts.requireEqual("rows with void=0 were to be inserted", live - superseded, inserted);
        return new Merged(staged, inserted, 0, deleted, superseded, repeats);
    }

    private static void proveKey(StagedRows staged, long repeats) throws LoadException {
        KeyProof.require(staged, repeats);
        if (repeats > 0 && staged.plan().isConsumed()) {
            LOG.warn(
                    "{}: {} live rows share their key {} with another one of the same logid; all are inserted",
                    staged.plan().id(),
                    repeats,
                    staged.plan().key());
        }
    }
}
