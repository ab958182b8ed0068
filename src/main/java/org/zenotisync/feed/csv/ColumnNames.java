package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.FeedTable;

/**
 * Finds the columns that the fields of a header name: in any case, by former names too, and without regard to blanks, brackets, quotes
 * and underscores, which programs that write CSV add or leave out.
 */
final class ColumnNames {

    private static final String IGNORED = " \t[]\"'`_";

    private final FeedTable table;

    /** The columns by their names without what is ignored; -1 where two columns have the same. */
    private final Map<String, Integer> plain = new HashMap<>();

    ColumnNames(FeedTable table) {
        this.table = table;
        List<String> names = table.definition().columnNames();
        table.formerNames().forEach((former, name) -> plain.put(plain(former), names.indexOf(name)));
        Set<String> present = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            String name = plain(names.get(column));
            plain.put(name, present.add(name) ? column : -1);
        }
        // of a column called _ nothing is left
        plain.remove("");
    }

    /** The column that a text names, -1 for none. */
    int indexOf(String text) {
        int exact = table.definition().indexOf(table.presentName(text.toLowerCase(Locale.ROOT)));
        return exact >= 0 ? exact : plain.getOrDefault(plain(text), -1);
    }

    /** All that a header may call columns, in ASCII, in lower case and without what is ignored. */
    List<byte[]> plainNames() {
        return plain.keySet().stream()
                .sorted()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Whether a character does not count in a name. */
    static boolean isIgnored(int character) {
        return IGNORED.indexOf(character) >= 0 || Character.isSpaceChar(character);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isIgnored(c)).map(Character::toLowerCase).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
