package org.zenotisync.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What lies in the bucket and belongs to no known layout of the feed: the first keys by name, all others by number, so
 * that memory does not grow with them. Keys are kept as they can be shown: control characters made visible, not longer
 * than S3's longest.
 */
public final class Strangers {

    /** Keys that are named. */
    public static final int NAMED = 10_000;

    private static final int LONGEST = 1024;

    private final List<String> keys = new ArrayList<>();
    private long others;

    /** Adds a key, of a folder with a slash at its end. */
    public void add(String key) {
        if (keys.size() < NAMED) {
            keys.add(visible(key));
        } else {
            others++;
        }
    }

    /** Adds all that others hold. */
    public void addAll(Strangers more) {
        more.keys.forEach(this::add);
        others += more.others;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The keys that are named, in the order in which they were added. */
    public List<String> keys() {
        return Collections.unmodifiableList(keys);
    }

    /** The number of those that are not named. */
    public long others() {
        return others;
    }

    private static String visible(String key) {
        if (FeedLayout.isPlain(key)) {
            return key;
        }
        StringBuilder visible = new StringBuilder(key.length() + 10);
        key.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format("\\u%04x", c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.substring(0, Math.min(LONGEST, visible.length()));
    }
}
