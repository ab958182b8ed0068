package org.zenotisync.cli;

import java.io.PrintWriter;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.Quantity;

/** What an adoption does, or would do, as lines of text. */
final class AdoptionText {

    private final AdoptionReport report;

    AdoptionText(AdoptionReport report) {
        this.report = report;
    }

    void print(PrintWriter out) {
        if (report.outcome() == AdoptionReport.Outcome.UNCHANGED) {
            pods(out);
            out.println(report.table() + " was adopted at this group before: nothing has changed");
            out.flush();
            return;
        }
        out.println("target  " + report.target() + ": " + Quantity.of(report.rows(), "row"));
        report.columns()
                .ifPresent(columns -> out.println("columns " + columns.equal() + " of " + columns.of()
                        + " can hold what the feed brings"
                        + (columns.extra().isEmpty()
                                ? ""
                                : "; not in the feed, left as they are: " + String.join(", ", columns.extra()))));
        report.key().ifPresent(key -> out.println("key     " + key(key)));
        if (report.outcome() != AdoptionReport.Outcome.REFUSED) {
            report.appliedFiles().forEach(file -> out.println("schema  " + file + " counts as applied"));
        }
        pods(out);
        report.notes().forEach(note -> out.println("note    " + note));
        switch (report.outcome()) {
            case PLANNED -> out.println(report.table() + " would be adopted; nothing has changed");
            case ADOPTED ->
                out.println(report.table() + " is adopted: the next cycle continues after "
                        + (report.pods().size() == 1 ? "this group" : "these groups"));
            default -> {
                // the problems follow on the other stream
            }
        }
        out.flush();
    }

    void printProblems(PrintWriter err) {
        report.problems().forEach(problem -> err.println("zenoti-s3-sync: " + problem));
        if (!report.problems().isEmpty()) {
            err.println("zenoti-s3-sync: " + report.table() + " is not adopted, nothing has changed");
        }
        err.flush();
    }

    private static String key(TableKey key) {
        return switch (key.origin()) {
            case NONE -> "none: the table does not need one";
            case SETTING -> key + " of the settings, unique in these rows";
            case PRIMARY_KEY -> key + ", the PRIMARY KEY of the schema file, unique in these rows";
            case DOCUMENTATION -> key + " of Zenoti's documentation, proven by these rows";
            case SORTKEY -> key + ", the sortkey of the schema file, proven by these rows";
        };
    }

    private void pods(PrintWriter out) {
        TextTable table = new TextTable("pod", ">checkpoint", ">table groups", ">objects", ">size", ">next group", "");
        for (AdoptionReport.Pod pod : report.pods()) {
            table.row(
                    pod.pod(),
                    Long.toString(pod.group()),
                    Sizes.count(pod.tableGroups()),
                    Sizes.count(pod.objects()),
                    Sizes.bytes(pod.bytes()),
                    pod.next().isPresent() ? Long.toString(pod.next().getAsLong()) : "-",
                    pod.isAdopted() ? "adopted before" : "");
        }
        table.print(out);
    }
}
