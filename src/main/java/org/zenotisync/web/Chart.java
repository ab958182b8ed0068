package org.zenotisync.web;

import java.util.List;
import org.zenotisync.checkpoint.RunLog;

/**
 * The changed rows of the latest table groups of a track as a small chart: a bar for each, the last one at the right. A
 * failed attempt is a dashed line of the full height, so that colour is not needed to see it.
 *
 * @param rows data of an SVG path with the bars
 * @param failures data of an SVG path with the lines of failed attempts; empty if there is none
 * @param summary the chart in words
 */
record Chart(String rows, String failures, String summary) {

    /** The size of the drawing. */
    static final int HEIGHT = 24;

    /** From one bar to the next. */
    static final int STEP = 5;

    /** The bars that fit. */
    static final int MOST = 30;

    /** @param runs in order of time */
    static Chart of(List<RunLog.Run> runs) {
        List<RunLog.Run> shown = runs.subList(Math.max(0, runs.size() - MOST), runs.size());
        long most = shown.stream().mapToLong(RunLog.Run::changed).max().orElse(0);
        StringBuilder rows = new StringBuilder();
        StringBuilder failures = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            int x = (MOST - shown.size() + i) * STEP + STEP / 2;
            if (shown.get(i).outcome() == RunLog.Outcome.FAILED) {
                failures.append('M').append(x).append(" 0V").append(HEIGHT);
            } else {
                int height = height(shown.get(i).changed(), most);
                rows.append('M')
                        .append(x)
                        .append(' ')
                        .append(HEIGHT)
                        .append('v')
                        .append(-height);
            }
        }
        return new Chart(rows.toString(), failures.toString(), summary(shown, most));
    }

    /** Whether there is nothing to draw. */
    public boolean isEmpty() {
        return rows.isEmpty() && failures.isEmpty();
    }

    /** At least 1, so that a group without rows is seen, and 2 for any row. */
    private static int height(long changed, long most) {
        return changed == 0 ? 1 : (int) Math.max(2, Math.round((double) changed / most * HEIGHT));
    }

    private static String summary(List<RunLog.Run> shown, long most) {
        if (shown.isEmpty()) {
            return "no attempt is recorded";
        }
        RunLog.Run last = shown.get(shown.size() - 1);
        long failed = shown.stream()
                .filter(run -> run.outcome() == RunLog.Outcome.FAILED)
                .count();
        return shown.size() + (shown.size() == 1 ? " attempt" : " attempts") + ", at most " + Words.number(most)
                + " rows changed; the last one, group " + last.group() + ": "
                + (last.outcome() == RunLog.Outcome.FAILED ? "failed" : Words.number(last.changed()) + " rows")
                + (failed == 0 ? "" : "; " + failed + " failed");
    }
}
