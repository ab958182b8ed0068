package org.zenotisync.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.testing.TargetDatabase;

/**
 * Writes the table of databases from what {@link ProofListener} has noted: to stdout, or into the page that is given,
 * between its two marks.
 */
public final class ProofTable {

    /** Where the notes are: the database, what was shown, by which program, the test, and its outcome. */
    static final Path FILE = Path.of("target", "proofs.tsv");

    /** Stands before the table in the page. */
    static final String BEGIN = "<!-- made by the tests: from here -->\n";

    /** Stands behind it. */
    static final String END = "<!-- made by the tests: up to here -->\n";

    private static final String NOT_RUN = "not run";

    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param lines in the order of the runs: of a test that ran again, the last outcome counts */
    ProofTable(List<String> lines) {
        Map<String, String> last = new TreeMap<>();
        for (String line : lines) {
            String[] fields = line.split("\t");
            String shown = String.join("\t", fields[0], fields[1], fields[2]);
            last.put(shown + "\t" + fields[3], shown + "\t" + fields[4]);
        }
        last.values().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
    }

    /**
     * Writes the table.
     *
     * @param arguments the page; none for stdout
     */
    public static void main(String[] arguments) throws IOException {
        String table = new ProofTable(Files.readAllLines(FILE)).text();
        if (arguments.length == 0) {
            System.out.print(table);
            return;
        }
        Path page = Path.of(arguments[0]);
        String text = Files.readString(page, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    page + " has no place for the table, between '" + BEGIN.strip() + "' and '" + END.strip() + "'");
        }
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + text.substring(end));
    }

    /** The table, and why cases are not supported. */
    String text() {
        List<String> lines = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("database"));
        for (Proof proof : Proof.values()) {
            titles.add(proof.title());
        }
        titles.add("native binary");
        lines.add(row(titles));
        lines.add(row(titles.stream().map(title -> "---").toList()));
        for (TargetDatabase database : TargetDatabase.values()) {
            List<String> cells = new ArrayList<>(List.of(database.title()));
            for (Proof proof : Proof.values()) {
                String cell = cell(database, List.of(proof), "jvm");
                int leftOut = database.leftOut().size();
                cells.add(
                        proof == Proof.CORPUS && leftOut > 0 && !cell.equals(NOT_RUN)
                                ? cell + ", " + leftOut + " not supported"
                                : cell);
            }
            cells.add(cell(database, List.of(Proof.values()), "native"));
            lines.add(row(cells));
        }
        lines.add("");
        lines.add(row(List.of("database", "cases that are not supported", "why")));
        lines.add(row(List.of("---", "---", "---")));
        for (TargetDatabase database : TargetDatabase.values()) {
            Map<String, List<String>> byReason = new TreeMap<>();
            database.leftOut().forEach((name, reason) -> byReason.computeIfAbsent(reason, key -> new ArrayList<>())
                    .add("`" + name + "`"));
            byReason.forEach(
                    (reason, names) -> lines.add(row(List.of(database.title(), String.join(", ", names), reason))));
        }
        return String.join("\n", lines) + "\n";
    }

    private String cell(TargetDatabase database, List<Proof> proofs, String program) {
        List<String> words = new ArrayList<>();
        for (String outcome : List.of("passed", "failed", "skipped")) {
            int count = proofs.stream()
                    .mapToInt(proof ->
                            counts.getOrDefault(String.join("\t", database.name(), proof.name(), program, outcome), 0))
                    .sum();
            if (count > 0) {
                words.add(count + " " + outcome);
            }
        }
        return words.isEmpty() ? NOT_RUN : String.join(", ", words);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
