package org.zenotisync.model;

import java.util.Locale;

/** A number of things, for messages. */
public final class Quantity {

    private Quantity() {}

    /** The text, for example {@code 1 table group} or {@code 1,234 rows}. The plural of the noun is made with an s. */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
