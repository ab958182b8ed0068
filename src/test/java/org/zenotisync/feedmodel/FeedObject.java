package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV object by its place in the bucket: {@code POD1/Groupid/<dim or fact name>/logid/filename.csv} below the root
 * directory folder (feed documentation, "PODName folder").
 *
 * @param key the whole key of the object
 * @param pod name of the POD folder
 * @param group number of the group
 * @param table folded name of the table
 * @param logid number of the logid
 * @param file name of the file in the logid folder
 */
record FeedObject(String key, String pod, BigInteger group, String table, BigInteger logid, String file) {

    /** The order of rule 1 inside one table group. */
    static final Comparator<FeedObject> FEED_ORDER =
            Comparator.comparing(FeedObject::logid).thenComparing(FeedObject::file, NaturalOrder.INSTANCE);

    private static final Pattern LAYOUT = Pattern.compile("([^/]+)/([0-9]+)/([^/]+)/([0-9]+)/([^/]+\\.[cC][sS][vV])");

    /** Folders that sit beside the PODs (rule 12: the group numbers of MonthlySnapshot collide with real ones). */
    private static final Set<String> NO_PODS = Set.of("schemafull", "schemaupgrade", "monthlysnapshot");

    /**
     * Where an object belongs, or empty if it is no data file (schema script, folder marker, snapshot, foreign object).
     *
     * @param root root prefix, empty or ending with a slash
     */
    static Optional<FeedObject> of(String root, String key) {
        if (!key.startsWith(root)) {
            return Optional.empty();
        }
        Matcher parts = LAYOUT.matcher(key.substring(root.length()));
        if (!parts.matches() || NO_PODS.contains(fold(parts.group(1)))) {
            return Optional.empty();
        }
        return Optional.of(new FeedObject(
                key,
                parts.group(1),
                new BigInteger(parts.group(2)),
                fold(parts.group(3)),
                new BigInteger(parts.group(4)),
                parts.group(5)));
    }

    /** A root prefix as it may be configured, with or without its trailing slash, as the start of keys. */
    static String root(String configured) {
        return configured.isEmpty() || configured.endsWith("/") ? configured : configured + "/";
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
