package org.zenotisync.event;

import java.time.YearMonth;
import java.util.List;
import org.zenotisync.checkpoint.VerifyOutcomes;

/**
 * The outcome of a verification or of a restore.
 *
 * @param month of the snapshot
 * @param tables by table, source and POD
 * @param unknown folders below MonthlySnapshot that could not be read as a snapshot
 */
public record VerifyReport(YearMonth month, List<TableVerification> tables, List<String> unknown) {

    /** Whether everything that has a snapshot was compared and is equal. */
    public boolean isEqual() {
        return tables.stream().noneMatch(TableVerification::isProblem);
    }

    /** The outcomes of the tables that have a snapshot, as the target keeps them. */
    public List<VerifyOutcomes.Entry> outcomes() {
        return tables.stream()
                .filter(table -> table.group() > 0 && isKept(table.state()))
                .map(this::outcome)
                .toList();
    }

    /** What was interrupted is verified again. */
    private static boolean isKept(TableVerification.State state) {
        return state != TableVerification.State.INTERRUPTED
                && state != TableVerification.State.NOT_LOADED
                && state != TableVerification.State.LEFT_OUT
                && state != TableVerification.State.SHARED;
    }

    /** Whether any table was compared, or could not be: not if all of them are too early or not there. */
    public boolean hasNews() {
        return tables.stream().anyMatch(table -> table.isCompared() || table.state() == TableVerification.State.FAILED);
    }

    private VerifyOutcomes.Entry outcome(TableVerification table) {
        TableVerification.Counts counts = table.counts();
        return new VerifyOutcomes.Entry(
                table.track(),
                month.toString(),
                table.group(),
                table.state().id(),
                table.compared(),
                counts.missing(),
                counts.different(),
                counts.notDeleted(),
                counts.surplus(),
                counts.quarantined(),
                counts.undecided(),
                table.error());
    }

    /** Whether every table that was to be restored could be. */
    public boolean isDone() {
        return tables.stream()
                .noneMatch(table -> table.isProblem()
                        && (table.state() != TableVerification.State.DIFFERENT
                                || table.error().isPresent()));
    }
}
