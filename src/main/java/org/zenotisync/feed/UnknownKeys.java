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

    private final List<String> keys = new ArrayList<>();
    private long others;

    /** Adds a key. The key of a folder ends with a slash. */
    public void add(String key) {
        if (keys.size() < NAMED) {
            keys.add(FeedLayout.visible(key));
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
}
