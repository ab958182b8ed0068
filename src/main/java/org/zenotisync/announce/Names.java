package org.zenotisync.announce;

import java.util.Collection;
import java.util.List;
import org.zenotisync.model.Utf8;

/** Lists of names that fit into an event. */
final class Names {

    private static final int MOST = 100;

    /** In bytes; an escaped character of two bytes takes six. */
    private static final int LONGEST = 180;

    private Names() {}

    /** The first names in their order, without repetitions. */
    static List<String> some(Collection<String> names) {
        return names.stream().distinct().limit(MOST).map(Names::cut).toList();
    }

    private static String cut(String name) {
        return String.valueOf(Utf8.cut(name, LONGEST));
    }
}
