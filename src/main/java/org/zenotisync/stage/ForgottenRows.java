package org.zenotisync.stage;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.ForgettingSink;
import org.zenotisync.privacy.Projection;
import org.zenotisync.warehouse.RowSink;

/**
 * What becomes of rows of forgotten guests. Such a row says two things: what the guest's row is now, which is kept out,
 * and that the former row of its key is out of date, even if that was the row of somebody else. The second must still
 * be done where a merge does it by the row itself: in a dimension, and in a fact whose live rows replace others (a
 * replay, and rows that another source may have brought).
 *
 * @param kind of the table
 * @param match columns that rows are found by
 * @param form what is handed on of them
 */
record ForgottenRows(TableKind kind, List<String> match, ForgettingSink.Form form) {

    /** Those of a table group. */
    static ForgottenRows of(MergePlan plan, Destination destination) {
        boolean isStaged = destination == Destination.STAGE;
        boolean replaces = plan.kind() == TableKind.DIMENSION
                || plan.kind() == TableKind.FACT && (plan.isReplay() || plan.hasRivals());
        return new ForgottenRows(
                plan.kind(),
                plan.sql().match(),
                isStaged && replaces ? ForgettingSink.Form.KEY_ONLY : ForgettingSink.Form.LEFT_OUT);
    }

    /** Those of a snapshot, whose rows replace nothing. */
    static ForgottenRows ofSnapshot(TableKind kind, List<String> match) {
        return new ForgottenRows(kind, match, ForgettingSink.Form.LEFT_OUT);
    }

    /** Whether the rows of a table group may need the stage, since a row of a forgotten guest replaces another one. */
    static boolean needStage(LoadPlan plan) {
        return plan.merge().kind() == TableKind.DIMENSION
                && !plan.projection().filter().isEmpty()
                && !plan.merge()
                        .sql()
                        .match()
                        .containsAll(plan.projection().filter().columns());
    }

    /**
     * A sink that leaves them out; empty if there are none.
     *
     * @param sink takes the rows that stay
     * @param beforeKey is called before a row is handed on of which only the key is left
     */
    Optional<ForgettingSink> sink(Projection projection, RowSink sink, Runnable beforeKey) {
        return projection.forgetting(
                match,
                kind == TableKind.FACT ? Optional.of(TableCsvReader.VOID) : Optional.empty(),
                form,
                sink,
                beforeKey);
    }

    /** How many of them have become rows with void=1. */
    long voided(long keysOnly) {
        return kind == TableKind.FACT ? keysOnly : 0;
    }
}
