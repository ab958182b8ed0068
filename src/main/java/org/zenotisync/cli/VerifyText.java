package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.model.Quantity;
import org.zenotisync.verify.VerifyRequest;

/** What a verification or restore has found, as lines of text. */
final class VerifyText {

    private final VerifyReport report;
    private final Optional<VerifyRequest.Restore> restore;

    VerifyText(VerifyReport report, Optional<VerifyRequest.Restore> restore) {
        this.report = report;
        this.restore = restore;
    }

    void print(PrintWriter out) {
        TextTable table = new TextTable(
                "pod",
                "table",
                "state",
                ">compared",
                ">missing",
                ">different",
                ">not deleted",
                ">surplus",
                ">quarantined",
                ">undecided",
                ">later groups",
                restore.isPresent() ? "restored" : "");
        for (TableVerification outcome : report.tables()) {
            TableVerification.Counts counts = outcome.counts();
            boolean isCompared = outcome.isCompared();
            table.row(
                    outcome.track().podId().toString(),
                    outcome.track().table(),
                    outcome.state().id(),
                    number(isCompared, outcome.compared()),
                    number(isCompared, counts.missing()),
                    number(isCompared, counts.different()),
                    number(isCompared, counts.notDeleted()),
                    number(isCompared, counts.surplus()),
                    number(isCompared, counts.quarantined()),
                    number(isCompared, counts.undecided()),
                    number(isCompared, outcome.groupsApplied()),
                    outcome.restored().map(VerifyText::restored).orElse(""));
        }
        table.print(out);
        for (TableVerification outcome : report.tables()) {
            printUndecided(out, outcome);
            printColumns(out, outcome);
        }
        report.unknown().forEach(key -> out.println("not understood: " + key));
        out.println(summary());
        out.flush();
    }

    private static String number(boolean isCompared, long number) {
        return isCompared ? Sizes.count(number) : "-";
    }

    private static String restored(TableVerification.Restored restored) {
        return restored.inserted() + " inserted, " + restored.replaced() + " replaced, " + restored.deleted()
                + " deleted";
    }

    private static void printUndecided(PrintWriter out, TableVerification outcome) {
        outcome.undecidedBecause()
                .forEach(undecided -> out.println(outcome.track() + ": " + Quantity.of(undecided.rows(), "row")
                        + " undecided: " + undecided.reason()));
    }

    private static void printColumns(PrintWriter out, TableVerification outcome) {
        if (!outcome.columns().isEmpty()) {
            out.println(outcome.track() + ": columns that differ: "
                    + String.join(
                            ", ",
                            outcome.columns().entrySet().stream()
                                    .map(column -> column.getKey() + " (" + column.getValue() + ")")
                                    .toList()));
        }
        if (!outcome.stampedColumns().isEmpty()) {
            out.println(outcome.track() + ": differ in nearly all rows, so Zenoti's extract may have written them:"
                    + " zenoti.verify.ignore-columns="
                    + String.join(
                            ",",
                            outcome.stampedColumns().stream()
                                    .map(column -> outcome.track().table() + "." + column)
                                    .toList()));
        }
        if (!outcome.columnsLeftOut().isEmpty()) {
            out.println(outcome.track() + ": not compared: " + String.join(", ", outcome.columnsLeftOut()));
        }
    }

    private String summary() {
        long compared =
                report.tables().stream().filter(TableVerification::isCompared).count();
        long problems =
                report.tables().stream().filter(TableVerification::isProblem).count();
        String found = "snapshot of " + report.month() + ": "
                + (problems == 0
                        ? compared + " compared, all equal" + undecided()
                        : compared + " compared, " + problems + " not equal or not comparable");
        if (restore.isEmpty()) {
            return found;
        }
        TableVerification.Restored all = TableVerification.Restored.NOTHING;
        for (TableVerification table : report.tables()) {
            all = table.restored().map(all::plus).orElse(all);
        }
        return found + " before; " + restored(all) + (restore.get().isDryRun() ? " if it were not a dry run" : "");
    }

    private String undecided() {
        long rows = report.tables().stream()
                .mapToLong(table -> table.counts().undecided())
                .sum();
        return rows == 0 ? "" : " as far as it can be decided; undecided: " + Quantity.of(rows, "row");
    }

    void printProblems(PrintWriter err) {
        report.tables().stream().filter(TableVerification::isProblem).forEach(outcome -> outcome.error()
                .ifPresent(text -> err.println("zenoti-s3-sync: " + outcome.track() + ": "
                        + outcome.state().id() + ": " + text)));
        err.flush();
    }
}
