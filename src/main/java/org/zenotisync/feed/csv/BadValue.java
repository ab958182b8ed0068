package org.zenotisync.feed.csv;

import org.zenotisync.model.ColumnDefinition;

/** Messages for a value that does not fit its column. */
final class BadValue {

    private static final int SHOWN = 60;

    private BadValue() {}

    static BadRowException of(CsvRecord record, int field, ColumnDefinition column, String reason) {
        return BadRowException.ofColumn(
                record, column, "value '" + shorten(record.text(field)) + "' " + reason + " (" + column.type() + ")");
    }

    /**
     * The message for a value that must not be shown.
     *
     * @param reason what is wrong, without anything of the value
     */
    static BadRowException hidden(CsvRecord record, ColumnDefinition column, String reason) {
        return BadRowException.ofColumn(
                record,
                column,
                "the value, which zenoti.columns settings hide, " + reason + " (" + column.type() + ")");
    }

    /** A value for a message: in one line, shortened. */
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
