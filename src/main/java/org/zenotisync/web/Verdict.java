package org.zenotisync.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zenotisync.config.Schedule;
import org.zenotisync.status.CycleSnapshot;
import org.zenotisync.status.SyncSnapshot;

/**
 * The answer to "is it all fresh?".
 *
 * @param level how bad it is
 * @param sentence for people
 */
record Verdict(Level level, String sentence) {

    /** If no cycle has ended when so many should have started since the last one, the page does not know. */
    private static final int PATIENCE = 4;

    /** How bad it is. */
    enum Level {
        FRESH("✔"),
        CATCHING_UP("↻"),
        UNKNOWN("?"),
        ATTENTION("✖");

        private final String symbol;

        Level(String symbol) {
            this.symbol = symbol;
        }

        /** The class for the style. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** A sign beside the sentence. */
        public String symbol() {
            return symbol;
        }
    }

    /**
     * @param rows every track
     * @param refusedFiles schema files that are not applied
     * @param problems of the last cycle, without those of schema files
     * @param schedule when cycles start
     * @param cycle the cycle that runs
     */
    static Verdict of(
            SyncSnapshot now,
            List<TableRow> rows,
            long refusedFiles,
            int problems,
            Schedule schedule,
            Optional<RunningCycle.View> cycle) {
        Optional<String> stuckFor = cycle.filter(RunningCycle.View::isStuck).map(RunningCycle.View::stuckFor);
        if (stuckFor.isPresent()) {
            return new Verdict(
                    Level.ATTENTION, "Nobody knows: the cycle is stuck, nothing has moved for " + stuckFor.get() + ".");
        }
        List<TableRow> consumed =
                rows.stream().filter(row -> row.condition().isConsumed()).toList();
        Optional<CycleSnapshot> last = now.lastCycle();
        String asOf = last.map(ended -> ", as of the cycle that ended " + ago(ended.endedAt(), now.takenAt()))
                .orElse("");
        if (last.flatMap(CycleSnapshot::error).isPresent()) {
            return new Verdict(
                    Level.ATTENTION,
                    "Nobody knows: the last cycle, " + ago(last.get().endedAt(), now.takenAt()) + ", could not run.");
        }
        long people =
                consumed.stream().filter(row -> row.condition().needsPerson()).count();
        if (people > 0 || refusedFiles > 0 || problems > 0) {
            return new Verdict(
                    Level.ATTENTION, "No: " + attention(consumed, people, refusedFiles, problems) + asOf + ".");
        }
        boolean isCutShort = last.filter(CycleSnapshot::cutShort).isPresent();
        if (consumed.isEmpty() && isCutShort) {
            return new Verdict(
                    Level.UNKNOWN, "Not known yet: the last cycle was cut short before it had listed everything.");
        }
        if (consumed.isEmpty()) {
            return new Verdict(
                    Level.UNKNOWN,
                    last.isPresent()
                            ? "There is no table to load" + asOf + "."
                            : "Not known yet: the first cycle "
                                    + (cycle.isPresent() ? "has not listed the feed." : "has not run."));
        }
        // a cycle that runs, and moves, may take long
        if (cycle.isEmpty()
                && last.flatMap(ended -> schedule.startAfter(ended.endedAt(), PATIENCE))
                        .filter(due -> due.isBefore(now.takenAt()))
                        .isPresent()) {
            return new Verdict(
                    Level.ATTENTION,
                    "Nobody knows: the last cycle ended " + ago(last.get().endedAt(), now.takenAt())
                            + ", and none has ended since.");
        }
        long late = consumed.stream()
                .filter(row -> row.condition() == Condition.BEHIND || row.condition() == Condition.LOADING)
                .count();
        long paused = count(consumed, Condition.PAUSED);
        String pauses = paused == 0 ? "" : "; " + paused + " paused";
        if (late > 0) {
            return new Verdict(
                    Level.CATCHING_UP,
                    "Nearly: " + (consumed.size() - late - paused) + " of " + tables(consumed.size()) + " fresh, "
                            + late + " being brought up to date" + pauses + asOf + ".");
        }
        if (isCutShort) {
            return new Verdict(
                    Level.CATCHING_UP,
                    "Nearly: no table is known to be behind, but the last cycle, "
                            + ago(last.get().endedAt(), now.takenAt())
                            + ", was cut short before it had listed everything" + pauses + ".");
        }
        return paused > 0
                ? new Verdict(
                        Level.CATCHING_UP,
                        (consumed.size() - paused) + " of " + tables(consumed.size()) + " fresh" + pauses + asOf + ".")
                : new Verdict(
                        Level.FRESH,
                        (consumed.size() == 1
                                        ? "Yes: the table is fresh"
                                        : "Yes: all " + consumed.size() + " tables are fresh")
                                + asOf + ".");
    }

    private static String attention(List<TableRow> consumed, long people, long refusedFiles, int problems) {
        List<String> parts = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            long count = count(consumed, condition);
            if (condition.needsPerson() && count > 0) {
                parts.add(count + " " + condition.words());
            }
        }
        if (refusedFiles > 0) {
            parts.add(refusedFiles + (refusedFiles == 1 ? " schema file" : " schema files") + " not applied");
        }
        if (problems > 0) {
            parts.add(problems + (problems == 1 ? " problem" : " problems"));
        }
        return (people == 0
                        ? ""
                        : people + " of " + tables(consumed.size()) + (consumed.size() == 1 ? " needs" : " need")
                                + " a person, ")
                + String.join(", ", parts);
    }

    private static long count(List<TableRow> rows, Condition condition) {
        return rows.stream().filter(row -> row.condition() == condition).count();
    }

    private static String tables(int number) {
        return number == 1 ? "1 table" : number + " tables";
    }

    private static String ago(Instant time, Instant now) {
        return Words.duration(Duration.between(time, now)) + " ago";
    }
}
