package org.zenotisync.feed.csv;

import java.util.Locale;

/** Reads booleans in the forms that Redshift accepts (AWS documentation, "Boolean type"), in any case. */
final class BooleanText {

    private BooleanText() {}

    /** @return null if the text is no boolean */
    static Boolean read(char[] chars, int from, int to) {
        if (to - from == 1) {
            return switch (chars[from]) {
                case '1', 't', 'T', 'y', 'Y' -> true;
                case '0', 'f', 'F', 'n', 'N' -> false;
                default -> null;
            };
        }
        if (to - from > 5) {
            return null;
        }
        return switch (new String(chars, from, to - from).toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> null;
        };
    }
}
