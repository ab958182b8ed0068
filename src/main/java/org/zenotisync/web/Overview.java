package org.zenotisync.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.History;
import org.zenotisync.event.Problem;
import org.zenotisync.feed.Source;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.status.CycleSnapshot;
import org.zenotisync.status.SyncSnapshot;

/**
 * What the first page shows.
 *
 * @param verdict whether it is all fresh
 * @param takenAt when, for people
 * @param notices what else a person should know, such as that the target cannot be read
 * @param cycle the cycle that runs; empty list if none runs, else one
 * @param lastCycle the last cycle in words; empty before the first one has ended
 * @param filter which rows are shown
 * @param states what can be chosen as state
 * @param sources what can be chosen as source; empty if there is only one
 * @param rows the tables that the filter accepts
 * @param total number of all tables
 * @param isLoaded whether any table is known
 * @param schemaProblems number of schema files that are not applied
 */
record Overview(
        Verdict verdict,
        String takenAt,
        List<String> notices,
        List<RunningCycle.View> cycle,
        String lastCycle,
        Filter filter,
        List<Choice> states,
        List<String> sources,
        List<TableRow> rows,
        int total,
        boolean isLoaded,
        long schemaProblems) {

    private static final int PROBLEMS_NAMED = 10;

    /**
     * A state to choose.
     *
     * @param id value in the address
     * @param words for people, with the number of tables in it
     */
    record Choice(String id, String words) {}

    /**
     * @param history what the target records, as far as it could be read
     * @param problem why it could not be read; empty if it could
     * @param cycle the cycle that runs
     */
    static Overview of(
            SyncSnapshot now,
            History history,
            String problem,
            Optional<RunningCycle.View> cycle,
            SyncConfig config,
            boolean showsRows,
            Filter filter) {
        List<TableRow> all = now.tables().stream()
                .map(table -> TableRow.of(table, history, now.takenAt(), showsRows))
                .sorted(Comparator.comparing(TableRow::condition)
                        .thenComparing(TableRow::table)
                        .thenComparing(TableRow::source)
                        .thenComparing(TableRow::pod))
                .toList();
        List<String> sources =
                all.stream().map(TableRow::source).distinct().sorted().toList();
        long refused =
                history.schemaFiles().stream().filter(Overview::isRefused).count();
        List<Problem> problems = problems(now, history);
        return new Overview(
                Verdict.of(now, all, refused, problems.size(), config.schedule(), cycle),
                Words.time(now.takenAt()),
                notices(now, history, problem, problems, showsRows),
                cycle.stream().toList(),
                now.lastCycle()
                        .filter(last -> last.error().isEmpty())
                        .map(last -> inWords(last, now.takenAt()))
                        .orElse(""),
                filter,
                choices(all, filter.state()),
                sources.size() < 2 ? List.of() : sources,
                all.stream().filter(filter::accepts).toList(),
                all.size(),
                !all.isEmpty(),
                refused);
    }

    /** Whether a schema file is there and not applied, which may need a person. */
    static boolean isRefused(SchemaFileEntry file) {
        return file.outcome().holdsTables();
    }

    private static List<Choice> choices(List<TableRow> rows, String chosen) {
        List<Choice> choices = new ArrayList<>();
        long people = rows.stream().filter(row -> row.condition().needsPerson()).count();
        choices.add(new Choice(Filter.ATTENTION, "needs a person (" + people + ")"));
        Arrays.stream(Condition.values()).forEach(condition -> {
            long count =
                    rows.stream().filter(row -> row.condition() == condition).count();
            // what is chosen stays in the list
            if (count > 0 || condition.id().equals(chosen)) {
                choices.add(new Choice(condition.id(), condition.words() + " (" + count + ")"));
            }
        });
        return choices;
    }

    /** What the last cycle has found wrong, except for schema files, which have their own number. */
    private static List<Problem> problems(SyncSnapshot now, History history) {
        Set<String> files = history.schemaFiles().stream()
                .filter(Overview::isRefused)
                .map(file -> Source.uri(file.source(), file.key()))
                .collect(Collectors.toSet());
        return now.lastCycle().map(CycleSnapshot::problems).orElse(List.of()).stream()
                .filter(problem -> !files.contains(problem.subject()))
                .toList();
    }

    private static List<String> notices(
            SyncSnapshot now, History history, String problem, List<Problem> problems, boolean showsRows) {
        List<String> notices = new ArrayList<>();
        now.lastCycle()
                .flatMap(CycleSnapshot::error)
                .ifPresent(error -> notices.add("The last cycle could not run: "
                        + ErrorText.of(error, showsRows).words()));
        if (!problem.isEmpty()) {
            notices.add("The target cannot be read: "
                    + ErrorText.of(problem, showsRows).words()
                    + ". The page shows what the process knows itself; charts, verifications and schema files are"
                    + " missing or old.");
        }
        problems.stream()
                .limit(PROBLEMS_NAMED)
                .map(one -> ErrorText.of(one.subject(), true).line() + ": "
                        + ErrorText.of(one.reason(), showsRows).line())
                .forEach(notices::add);
        if (problems.size() > PROBLEMS_NAMED) {
            notices.add((problems.size() - PROBLEMS_NAMED) + " more problems are in the log of the last cycle.");
        }
        long held = history.quarantined().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (held > 0) {
            notices.add(Words.number(held) + (held == 1 ? " row is" : " rows are") + " in the quarantine.");
        }
        if (!history.late().isEmpty()) {
            notices.add(history.late().size() + " objects arrived late and are not loaded.");
        }
        return notices;
    }

    private static String inWords(CycleSnapshot last, Instant now) {
        return "The last cycle ended " + Words.duration(Duration.between(last.endedAt(), now)) + " ago after "
                + Words.duration(last.took()) + ": " + Words.number(last.consumed()) + " table groups consumed, "
                + Words.number(last.failed()) + " failed, " + Words.number(last.rowsRead()) + " rows read.";
    }
}
