package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.config.Durations;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.Quantity;

/** What a cycle has done, for people: a table. */
final class CycleSummary {

    private final CycleReport report;

    CycleSummary(CycleReport report) {
        this.report = report;
    }

    /** What happened to one table over all PODs. */
    private static final class Line {
        private int groups;
        private long read;
        private long inserted;
        private long updated;
        private long deleted;
        private long ignored;
        private long lastGroup;
        private TableGroupOutcome.State state = TableGroupOutcome.State.CONSUMED;

        void add(TableGroupOutcome outcome) {
            if (outcome.state() == TableGroupOutcome.State.CONSUMED) {
                groups++;
                lastGroup = Math.max(lastGroup, outcome.id().group());
            }
            state = outcome.state().compareTo(state) > 0 ? outcome.state() : state;
            read += outcome.counts().read();
            inserted += outcome.counts().inserted();
            updated += outcome.counts().updated();
            deleted += outcome.counts().deleted();
            ignored += outcome.counts().ignored();
        }
    }

    private static String text(TableGroupOutcome.State state) {
        return state.isPaused()
                ? "paused"
                : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    void print(PrintWriter out) {
        Map<String, Line> lines = new TreeMap<>();
        long bytes = 0;
        long rows = 0;
        long bad = 0;
        for (TableGroupOutcome outcome : report.outcomes()) {
            lines.computeIfAbsent(outcome.id().table(), t -> new Line()).add(outcome);
            if (outcome.state() == TableGroupOutcome.State.CONSUMED) {
                bytes += outcome.bytes();
                rows += outcome.counts().read();
                bad += outcome.counts().quarantined();
            }
        }
        if (!lines.isEmpty()) {
            TextTable table = new TextTable(
                    "table",
                    ">groups",
                    ">last group",
                    ">read",
                    ">inserted",
                    ">updated",
                    ">deleted",
                    ">ignored",
                    "state");
            lines.forEach((name, line) -> table.row(
                    name,
                    Integer.toString(line.groups),
                    line.lastGroup == 0 ? "-" : Long.toString(line.lastGroup),
                    Sizes.count(line.read),
                    Sizes.count(line.inserted),
                    Sizes.count(line.updated),
                    Sizes.count(line.deleted),
                    Sizes.count(line.ignored),
                    text(line.state)));
            table.print(out);
        }
        long paused =
                report.outcomes().stream().filter(o -> o.state().isPaused()).count();
        long held = report.waitingForSchema().size();
        long consumed = report.outcomes().size() - report.failures().size() - paused - held;
        double seconds = report.took().toMillis() / 1000.0;
        out.println(Quantity.of(consumed, "table group") + ", " + Quantity.of(rows, "row") + ", " + Sizes.bytes(bytes)
                + " in "
                + Durations.format(report.took()) + " (" + Sizes.perSecond(bytes, seconds) + "), "
                + Quantity.of(report.schemaFilesApplied(), "schema file")
                + (paused == 0 ? "" : ", " + Quantity.of(paused, "table group") + " paused")
                + (held == 0 ? "" : ", " + Quantity.of(held, "table group") + " waiting for schema files")
                + (report.cutShort() ? ", cut short" : "")
                + (report.waiting().isEmpty()
                        ? ""
                        : ", " + Quantity.of(report.waiting().size(), "table group") + " still settling")
                + (report.replays().isEmpty()
                        ? ""
                        : ", " + Quantity.of(report.replays().size(), "replay"))
                + (bad == 0 ? "" : ", " + Quantity.of(bad, "bad row") + " in quarantine")
                + (report.late().isEmpty()
                        ? ""
                        : ", " + Quantity.of(report.late().size(), "late object") + " not loaded (see status)")
                + (report.unknown().isEmpty()
                        ? ""
                        : ", " + Quantity.of(report.unknown().size(), "unknown object") + " (see status)"));
        out.flush();
    }
}
