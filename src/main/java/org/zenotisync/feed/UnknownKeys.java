package org.zenotisync.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Objects of the bucket that do not fit the known layout of the feed: the first keys by name, the others as a number,
 * so that memory does not grow with them. Keys are kept in a form that can be shown: with visible control characters,
 * and not longer than S3's longest.
 */
public final class UnknownKeys {

    /** Keys that are kept. */
    public static final int NAMED = 10_000;

    private static final int LONGEST = 1024;

    private final List<String> keys = new ArrayList<>();
    private long others;

    /** Adds a key. The key of a folder ends with a slash. */
    public void add(String key) {
        if (keys.size() < NAMED) {
            keys.add(visible(key));
        } else {
            others++;
        }
    }

    /** Adds all others. */
    public void addAll(UnknownKeys more) {
        more.keys.forEach(this::add);
        others += more.others;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The keys that are kept, in the order in which they were added. */
    public List<String> keys() {
        return Collections.unmodifiableList(keys);
    }

    /** The number of objects whose keys are not kept. */
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
