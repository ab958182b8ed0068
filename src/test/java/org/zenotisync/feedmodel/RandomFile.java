package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zenotisync.model.ColumnType;

/** Writes rows as a CSV file in one of the forms that rules 7 and 8 allow. */
final class RandomFile {

    private static final String BOM = "\uFEFF";

    private final RandomTable table;
    private final Dice dice;
    private final String lineEnd;
    private final boolean header;
    private final boolean quoteEverything;

    /** Positions of the columns that the file carries, in its order. */
    private final List<Integer> layout;

    private RandomFile(RandomTable table, Dice dice) {
        this.table = table;
        this.dice = dice;
        lineEnd = dice.oneIn(3) ? "\r\n" : "\n";
        header = dice.oneIn(2);
        quoteEverything = dice.oneIn(5);
        layout = header ? headerLayout() : headerlessLayout();
    }

    /** A file of its own random form with these rows. */
    static byte[] write(RandomTable table, List<List<String>> rows, Dice dice) {
        return new RandomFile(table, dice).text(rows).getBytes(StandardCharsets.UTF_8);
    }

    private List<Integer> headerLayout() {
        Set<String> needed = Set.of(ModelTable.VOID, ModelTable.ORGANIZATION);
        boolean subset = dice.oneIn(3);
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String name = table.columns().get(i).folded();
            if (table.key().contains(name) || needed.contains(name) || !subset || !dice.oneIn(3)) {
                positions.add(i);
            }
        }
        if (positions.size() < 2) {
            // In a file of one column a NULL would be an empty line, and those are skipped.
            positions.add(table.columns().size() - 1);
        }
        return dice.oneIn(3) ? dice.shuffled(positions) : positions;
    }

    /** Without a header only trailing columns can be missing: those that came with later upgrades. */
    private List<Integer> headerlessLayout() {
        boolean older = !table.olderWidths().isEmpty() && dice.oneIn(3);
        int width = older ? dice.pick(table.olderWidths()) : table.columns().size();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            positions.add(i);
        }
        return positions;
    }

    private String text(List<List<String>> rows) {
        List<String> records = new ArrayList<>();
        if (header && !(rows.isEmpty() && dice.oneIn(2))) {
            records.add(headerRecord());
        }
        rows.forEach(row -> records.add(record(row)));
        StringBuilder text = new StringBuilder(dice.oneIn(4) ? BOM : "");
        boolean blankLines = dice.oneIn(6);
        for (int i = 0; i < records.size(); i++) {
            boolean last = i == records.size() - 1;
            text.append(records.get(i)).append(last && dice.oneIn(4) ? "" : lineEnd);
            if (blankLines && !last && dice.oneIn(3)) {
                text.append(lineEnd.repeat(dice.between(1, 2)));
            }
        }
        return text.toString();
    }

    private String headerRecord() {
        int spelling = dice.between(1, 4);
        List<String> names = new ArrayList<>();
        for (int position : layout) {
            RandomColumn column = table.columns().get(position);
            String name =
                    switch (spelling) {
                        case 1 -> column.folded();
                        case 2 -> column.name().toUpperCase(Locale.ROOT);
                        default -> column.name();
                    };
            names.add(quoteEverything ? quoted(name) : name);
        }
        return String.join(",", names);
    }

    private String record(List<String> row) {
        List<String> fields = new ArrayList<>();
        for (int position : layout) {
            fields.add(field(row.get(position), table.columns().get(position).type()));
        }
        return String.join(",", fields);
    }

    private String field(String value, ColumnType type) {
        if (value == null) {
            return !type.isText() && dice.oneIn(20) ? "\"\"" : "";
        }
        boolean mustBeQuoted = value.isEmpty() || value.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
        return mustBeQuoted || quoteEverything || dice.oneIn(8) ? quoted(value) : value;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
