package org.zenotisync.model;

import java.util.Locale;

/** Numbers of things for people. */
public final class Counted {

    private Counted() {}

    /** For example {@code 1 table group}, {@code 1,234 rows}; the noun's plural is made with an s. */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
