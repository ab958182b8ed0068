package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads booleans in the forms that Redshift accepts (AWS documentation, "Boolean type"), in any case. */
final class BooleanText {

    private BooleanText() {}

    /** @return null if the text is not a boolean */
    static @Nullable Boolean read(byte[] bytes, int from, int to) {
        if (to - from == 1) {
            return switch (bytes[from]) {
                case '1', 't', 'T', 'y', 'Y' -> true;
                case '0', 'f', 'F', 'n', 'N' -> false;
                default -> null;
            };
        }
        if (to - from > 5) {
            return null;
        }
        return switch (new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> null;
        };
    }
}
