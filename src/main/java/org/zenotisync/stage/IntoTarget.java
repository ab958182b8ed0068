package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.KeyProof;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergeCounts;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.StagedRows;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.Jdbc;

/** Reads the files row by row directly into the target, if nothing is to be merged. */
final class IntoTarget implements Way {

    private final DirectLoad target;
    private final GroupReader reader;

    IntoTarget(DirectLoad target, GroupReader reader) {
        this.target = target;
        this.reader = reader;
    }

    @Override
    public Optional<StagedGroup> take(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        if (!needsNoMerge(connection, plan)) {
            return Optional.empty();
        }
        MergePlan merge = plan.merge();
        TableGroupRows rows = reader.rows(plan, Destination.TARGET);
        StagedGroup written =
                GroupReader.take(plan, rows, () -> target.fillTarget(connection, merge.target(), columns(merge), rows));
        if (merge.kind() != TableKind.DIMENSION) {
            return Optional.of(written);
        }
        long repeats = KeyProof.repeats(connection, written.rows());
        if (repeats == 0 || merge.otherwise().isPresent()) {
            return Optional.of(written.withRepeats(repeats));
        }
        // of several rows with one key the last one counts, and only the stage keeps their order
        rows.uncount();
        undo(connection, written.rows());
        return Optional.empty();
    }

    /** Deletes rows that were written into a target that was empty. */
    static void undo(Connection connection, StagedRows written) throws LoadException, SQLException {
        long deleted = Jdbc.update(connection, written.plan().sql().deleteTarget());
        MergeCounts.requireEqual("rows were to be deleted from the target again", written.count(), deleted);
    }

    /** Rows of append-only facts need no merge, and others if the target is empty and the table group has one logid. */
    private boolean needsNoMerge(Connection connection, LoadPlan plan) throws SQLException {
        MergePlan merge = plan.merge();
        if (merge.kind() == TableKind.APPEND_ONLY_FACT && merge.hasRivals()) {
            return false;
        }
        if (ForgottenRows.needStage(plan)) {
            return false;
        }
        boolean isPlain = merge.kind() == TableKind.APPEND_ONLY_FACT
                || !plan.hasSeveralBatches()
                        && Jdbc.first(connection, merge.sql().anyTargetRow(), row -> 1)
                                .isEmpty();
        return isPlain && target.isAsDeclared(connection, merge.target(), columns(merge));
    }

    private static List<ColumnDefinition> columns(MergePlan merge) {
        return merge.table().definition().columns();
    }
}
