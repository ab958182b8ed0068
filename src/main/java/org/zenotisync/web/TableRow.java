package org.zenotisync.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zenotisync.checkpoint.RowTimes;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.cycle.History;
import org.zenotisync.status.TableSnapshot;

/**
 * A track on the page.
 *
 * @param table folded table name
 * @param source name of the source, or its id
 * @param pod its POD
 * @param condition its state
 * @param lastGroup last consumed GroupID, {@code –} for none
 * @param lag how far it is from the source
 * @param chart rows of its latest groups
 * @param error what is wrong
 * @param verified the last verification; empty if there was none
 * @param isDifferent whether it has found differences, or could not compare
 * @param held rows in the quarantine, in words; empty if there is none
 * @param href address of the page of the table
 */
record TableRow(
        String table,
        String source,
        String pod,
        Condition condition,
        String lastGroup,
        String lag,
        Chart chart,
        ErrorText error,
        String verified,
        boolean isDifferent,
        String held,
        String href) {

    /** @param showsRows whether values of the feed may be shown */
    static TableRow of(TableSnapshot table, History history, Instant now, boolean showsRows) {
        List<RunLog.Run> runs = history.runs().getOrDefault(table.track(), List.of());
        Condition state = Condition.of(table.state());
        Optional<Duration> quiet = Optional.ofNullable(history.times().get(table.track()))
                .flatMap(times -> RowTimes.of(times).unusualQuiet(now))
                .filter(unusual -> state == Condition.IN_STEP);
        Optional<VerifyOutcomes.Kept> verified =
                table.verified().or(() -> Optional.ofNullable(history.verified().get(table.track())));
        String text = quiet.map(time -> "no new rows for " + Words.duration(time) + ", longer than usual")
                .or(table::error)
                .orElse("");
        return new TableRow(
                table.track().table(),
                table.track().sourceName().isEmpty()
                        ? table.track().source()
                        : table.track().sourceName(),
                table.track().pod(),
                quiet.isPresent() ? Condition.QUIET : state,
                table.lastGroup() == 0 ? "–" : Long.toString(table.lastGroup()),
                lag(table, state, now),
                Chart.of(runs),
                text.isEmpty() ? ErrorText.NONE : ErrorText.of(text, showsRows),
                verified.map(kept -> verified(kept, showsRows)).orElse(""),
                verified.filter(kept -> kept.entry().isDifferent()
                                || kept.entry().error().isPresent())
                        .isPresent(),
                held(history.quarantined().getOrDefault(table.track(), 0L)),
                href(table.track().table()));
    }

    /** The address of the page of a table. */
    static String href(String table) {
        return "/tables/" + URLEncoder.encode(table, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String lag(TableSnapshot table, Condition state, Instant now) {
        int behind = table.groupsBehind().orElse(0);
        if (!state.isConsumed()) {
            return "–";
        }
        return behind == 0
                ? "none"
                : Words.number(behind)
                        + (behind == 1 ? " group" : " groups")
                        + table.oldestUnconsumed()
                                .map(oldest ->
                                        ", oldest object " + Words.duration(Duration.between(oldest, now)) + " old")
                                .orElse("");
    }

    private static String held(long rows) {
        return rows == 0 ? "" : Words.number(rows) + (rows == 1 ? " row" : " rows") + " in quarantine";
    }

    private static String verified(VerifyOutcomes.Kept kept, boolean showsRows) {
        VerifyOutcomes.Entry entry = kept.entry();
        return "snapshot of " + entry.month() + ": "
                + entry.error()
                        .map(error -> ErrorText.of(error, showsRows).words())
                        .orElseGet(() -> entry.isDifferent()
                                ? Words.number(entry.differences()) + " rows differ"
                                : Words.number(entry.compared()) + " rows equal");
    }
}
