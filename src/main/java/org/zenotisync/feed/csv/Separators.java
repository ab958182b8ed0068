package org.zenotisync.feed.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The separators that a line may have instead of commas, if it is one field. */
final class Separators {

    private static final List<Map.Entry<Character, String>> OTHERS = List.of(
            Map.entry(';', "';'"),
            Map.entry('|', "'|'"),
            Map.entry('\t', "tabs"),
            Map.entry('\u0001', "Ctrl-A (\\u0001)"),
            Map.entry('\u001f', "\\u001f"),
            Map.entry('~', "'~'"));

    private Separators() {}

    /** Why one field is not a row of several columns, with the separator that the line may have. */
    static String oneField(CsvRecord record, int wanted) {
        String reason = "1 field instead of " + wanted + ": is the separator a comma?";
        String text = record.text(0);
        if (record.isQuoted(0) && text.indexOf(',') >= 0) {
            return reason + " The whole line is in quotes";
        }
        return guess(text).map(name -> reason + " This line has " + name).orElse(reason);
    }

    /** The separator that a text contains; empty for none. */
    static Optional<String> guess(String text) {
        return OTHERS.stream()
                .filter(other -> text.indexOf(other.getKey()) >= 0)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
