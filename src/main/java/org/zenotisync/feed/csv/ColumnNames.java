package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.zenotisync.model.FeedTable;

/**
 * Finds the columns that the fields of a header name: in any case, also by former names, and without regard to blanks,
 * brackets, quotes and underscores, which programs that write CSV add or leave out. If all fields of a line name
 * columns, the names may also have hyphens and points, the sign of a comment, or the name of the table before them.
 */
final class ColumnNames {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String IGNORED = " \t[]\"'`_" + BYTE_ORDER_MARK;

    private static final String IGNORED_IN_LINES = "-.#";

    private final FeedTable table;

    /** The columns by their names without ignored characters; -1 if two columns have the same name then. */
    private final Map<String, Integer> plain = new HashMap<>();

    /**
     * The same with the name of the table before them, as Hive ({@code table.column}) and DAX
     * ({@code Table[Column]}) write it.
     */
    private final Map<String, Integer> inLines = new HashMap<>();

    ColumnNames(FeedTable table) {
        this.table = table;
        List<String> names = table.definition().columnNames();
        table.formerNames().forEach((former, name) -> plain.put(plain(former), names.indexOf(name)));
        Set<String> present = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            String name = plain(names.get(column));
            plain.put(name, present.add(name) ? column : -1);
        }
        // the name of a column called _ is empty then
        plain.remove("");
        for (String prefix : List.of(plain(table.name()), plain(table.name() + "s3"))) {
            plain.forEach((name, column) -> inLines.put(prefix + name, column));
        }
        inLines.putAll(plain);
    }

    /** The column that a text names, -1 for none. */
    int indexOf(String text) {
        int exact = table.definition().indexOf(table.presentName(text.toLowerCase(Locale.ROOT)));
        return exact >= 0 ? exact : plain.getOrDefault(plain(text), -1);
    }

    /**
     * The columns that a line names, if all its fields name columns and each one another column.
     *
     * @param from the first field
     * @return the columns of the fields from there on; empty if a field is something else
     */
    Optional<int[]> columnsOf(CsvRecord record, int from) {
        int[] columns = new int[record.fields() - from];
        Set<Integer> named = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            String text = record.text(from + i);
            int column = indexOf(text);
            columns[i] = column >= 0 ? column : inLines.getOrDefault(without(text, ColumnNames::isIgnoredInLines), -1);
            if (columns[i] < 0 || !named.add(columns[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(columns);
    }

    /** All names that a line of names may have for columns, in ASCII, in lower case and without ignored characters. */
    List<byte[]> plainNames() {
        return inLines.keySet().stream()
                .sorted()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Whether a character does not count in a name. */
    static boolean isIgnored(int character) {
        return IGNORED.indexOf(character) >= 0 || Character.isSpaceChar(character);
    }

    /** Whether a character does not count in a line of names. */
    static boolean isIgnoredInLines(int character) {
        return isIgnored(character) || IGNORED_IN_LINES.indexOf(character) >= 0;
    }

    private static String plain(String text) {
        return without(text, ColumnNames::isIgnored);
    }

    private static String without(String text, IntPredicate ignored) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().filter(ignored.negate()).map(Character::toLowerCase).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
