package org.zenotisync.feed.csv;

import org.zenotisync.model.ColumnDefinition;

/** Words for a value that its column cannot take. */
final class BadValue {

    private static final int SHOWN = 60;

    private BadValue() {}

    static BadRowException of(CsvRecord record, int field, ColumnDefinition column, String reason) {
        return BadRowException.ofColumn(
                record, column, "value '" + shorten(record.text(field)) + "' " + reason + " (" + column.type() + ")");
    }

    /** A value as it may stand in a message: one line, not long. */
    static String shorten(String text) {
        String cut =
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
        return oneLine(cut);
    }

    /** A text with its control characters made visible. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
