package org.zenotisync.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the text of a case; its form is told in {@code src/test/resources/corpus/README.md}. */
final class CorpusParser {

    private static final String DIRECTIVE = "--- ";

    private final List<String> lines;
    private final List<CorpusCase.Step> steps = new ArrayList<>();
    private int at;
    private String title = "";

    private StepBuilder step = new StepBuilder("the first cycle", 1);
    private boolean stepIsNamed;

    private CorpusParser(String text) {
        this.lines = text.lines().toList();
    }

    /**
     * Reads a case.
     *
     * @throws IllegalArgumentException if the text is no case; the message has the line
     */
    static CorpusCase parse(String text) {
        CorpusParser parser = new CorpusParser(text);
        try {
            return parser.read();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + parser.at + ": " + e.getMessage(), e);
        }
    }

    private CorpusCase read() {
        while (at < lines.size() && !lines.get(at).startsWith(DIRECTIVE)) {
            String line = lines.get(at++);
            if (line.startsWith("# ") && title.isEmpty()) {
                title = line.substring(2);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("only comments stand before the first directive");
            }
        }
        if (title.isEmpty()) {
            throw new IllegalArgumentException("a case begins with its title: # …");
        }
        while (at < lines.size()) {
            String directive = lines.get(at++).substring(DIRECTIVE.length());
            int blank = directive.indexOf(' ');
            String word = blank < 0 ? directive : directive.substring(0, blank);
            apply(word, blank < 0 ? "" : directive.substring(blank + 1).strip());
        }
        steps.add(step.build());
        return new CorpusCase(title, List.copyOf(steps));
    }

    private void apply(String word, String argument) {
        switch (word) {
            case "step" -> {
                if (stepIsNamed || step.isUsed) {
                    steps.add(step.build());
                }
                step = new StepBuilder(argument, at);
                stepIsNamed = true;
                requireNoLines(word);
            }
            case "settings" ->
                words().forEach(line -> {
                    int equals = line.indexOf('=');
                    step.settings.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                });
            case "put" -> step.put(argument, content());
            case "parts" -> {
                step.put(argument, content());
                step.inParts.add(argument);
            }
            case "delete" -> step.deleted.addAll(words());
            case "sql" -> step.sql.addAll(words());
            case "forget" -> {
                step.forgotten.add(argument);
                requireNoLines(word);
            }
            case "forget-guest" -> {
                step.guests.add(argument);
                requireNoLines(word);
            }
            case "accept", "retry" -> {
                List<String> arguments = new ArrayList<>(List.of(word));
                arguments.addAll(List.of(argument.split(" +")));
                step.decisions.add(new CorpusCase.Decision(arguments, words()));
            }
            case "rows" -> step.rows.add(rows(argument));
            case "columns" -> step.columns.put(argument, words());
            case "absent" -> step.absent.addAll(words());
            case "fails" -> step.failures.put(argument, words());
            case "refuses" -> step.refusals.put(argument, words());
            case "holds" -> step.held.put(argument, words());
            case "no-scripts" -> step.noScripts.addAll(words());
            case "unknown" -> step.unknown.addAll(words());
            case "waits" -> step.waiting.addAll(words());
            case "replays" -> step.replays.addAll(words());
            case "late" -> step.late.addAll(words());
            case "runs" -> step.runs = Optional.of(words());
            case "checkpoints" ->
                words().forEach(line -> {
                    int equals = line.indexOf('=');
                    step.checkpoints.put(
                            line.substring(0, equals).strip(),
                            Long.valueOf(line.substring(equals + 1).strip()));
                });
            default -> throw new IllegalArgumentException("unknown directive '" + word + "'");
        }
        step.isUsed = true;
    }

    /** The lines up to the next directive, without blank ones at their end. */
    private List<String> block() {
        List<String> block = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).startsWith(DIRECTIVE)) {
            block.add(lines.get(at++));
        }
        while (!block.isEmpty() && block.get(block.size() - 1).isBlank()) {
            block.remove(block.size() - 1);
        }
        return block;
    }

    private List<String> words() {
        return block().stream()
                .filter(line -> !line.isBlank())
                .map(FeedText::text)
                .toList();
    }

    private void requireNoLines(String word) {
        if (!block().isEmpty()) {
            throw new IllegalArgumentException("'" + word + "' takes no lines");
        }
    }

    private byte[] content() {
        List<String> block = block();
        String text = block.isEmpty() ? "" : String.join("\n", block) + "\n";
        String cut = "{no newline}\n";
        return FeedText.bytes(text.endsWith(cut) ? text.substring(0, text.length() - cut.length()) : text);
    }

    private CorpusCase.Rows rows(String argument) {
        int colon = argument.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("rows <table>: <column>, …");
        }
        List<String> columns = Arrays.stream(argument.substring(colon + 1).split(","))
                .map(String::strip)
                .toList();
        List<List<String>> values = new ArrayList<>();
        for (String line : block()) {
            List<String> row = new ArrayList<>();
            for (String value : line.split("\\|", -1)) {
                row.add(value(value.strip()));
            }
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns: " + line);
            }
            values.add(row);
        }
        return new CorpusCase.Rows(argument.substring(0, colon).strip(), columns, values);
    }

    private static String value(String text) {
        if (text.equals("NULL")) {
            return null;
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an expected value is missing; write NULL or ''");
        }
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return FeedText.text(quoted ? text.substring(1, text.length() - 1) : text);
    }

    private static final class StepBuilder {

        private final String title;
        private final int line;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, byte[]> objects = new LinkedHashMap<>();
        private final Set<String> inParts = new TreeSet<>();
        private final List<String> deleted = new ArrayList<>();
        private final List<String> sql = new ArrayList<>();
        private final List<String> forgotten = new ArrayList<>();
        private final List<String> guests = new ArrayList<>();
        private final List<CorpusCase.Decision> decisions = new ArrayList<>();
        private final List<CorpusCase.Rows> rows = new ArrayList<>();
        private final Map<String, List<String>> columns = new LinkedHashMap<>();
        private final List<String> absent = new ArrayList<>();
        private final Map<String, List<String>> failures = new LinkedHashMap<>();
        private final Map<String, List<String>> refusals = new LinkedHashMap<>();
        private final Map<String, List<String>> held = new LinkedHashMap<>();
        private final List<String> noScripts = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();
        private final List<String> replays = new ArrayList<>();
        private final List<String> late = new ArrayList<>();
        private final Map<String, Long> checkpoints = new LinkedHashMap<>();
        private Optional<List<String>> runs = Optional.empty();
        private boolean isUsed;

        StepBuilder(String title, int line) {
            this.title = title;
            this.line = line;
        }

        void put(String key, byte[] content) {
            if (objects.put(key, content) != null) {
                throw new IllegalArgumentException("one step puts " + key + " twice");
            }
        }

        CorpusCase.Step build() {
            return new CorpusCase.Step(
                    title,
                    line,
                    settings,
                    objects,
                    inParts,
                    deleted,
                    sql,
                    forgotten,
                    guests,
                    decisions,
                    new CorpusCase.Expected(
                            rows,
                            columns,
                            absent,
                            failures,
                            refusals,
                            held,
                            noScripts,
                            unknown,
                            waiting,
                            replays,
                            late,
                            runs,
                            checkpoints));
        }
    }
}
