package org.zenotisync.feed.csv;

import java.util.Locale;

/** The first line that tells Excel the separator of a file: {@code sep=,}. It is not data. */
final class SeparatorLine {

    private static final String NAME = "sep=";

    private SeparatorLine() {}

    /**
     * Whether the first record of a file says that commas separate its fields.
     *
     * @throws CsvFormatException if it names another separator
     */
    static boolean is(CsvRecord first) throws CsvFormatException {
        int length = first.end(0) - first.start(0);
        if (length < NAME.length() || length > NAME.length() + 1) {
            return false;
        }
        String text = first.text(0).toLowerCase(Locale.ROOT);
        for (int field = 1; field < first.fields(); field++) {
            if (!first.isEmpty(field)) {
                return false;
            }
        }
        boolean isCommaNext = text.equals(NAME) && first.fields() > 1;
        if (!text.startsWith(NAME) || text.equals(NAME) && !isCommaNext) {
            return false;
        }
        if (!isCommaNext && !text.endsWith(",")) {
            throw new CsvFormatException("line " + first.line() + ": the file says that its separator is '"
                    + BadValue.oneLine(text.substring(NAME.length())) + "'; the feed's separator is the comma");
        }
        return true;
    }
}
