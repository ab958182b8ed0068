package org.zenotisync.cycle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.Source;

/**
 * Which parts of a source a listing has covered. An object that was known before is gone if the listing covers it and
 * has not found it. Groups before the look-back are not listed again: their known objects count as present, unless the
 * folder of the group is gone.
 */
final class LookedAt {

    private final String prefix;
    private final Set<String> rootFolders;
    private final Map<String, Set<String>> levels = new HashMap<>();
    private final Set<String> listed = new HashSet<>();

    /** @param rootFolders names of the folders at the root, all of them */
    LookedAt(Source source, List<String> rootFolders) {
        this.prefix = source.prefix();
        this.rootFolders = Set.copyOf(rootFolders);
    }

    /** The level of a POD's folder was listed: its objects, and these folders. */
    void level(String folder, List<String> children) {
        levels.put(folder, Set.copyOf(children));
    }

    /** All objects of a folder were listed, such as {@code POD1/7/}. */
    void folder(String path) {
        listed.add(path);
    }

    /** Whether the listing would have found the object of a key, or the folder if the key ends with a slash. */
    boolean covers(String key) {
        if (!key.startsWith(prefix)) {
            return false;
        }
        String path = key.substring(prefix.length());
        int slash = path.indexOf('/');
        if (slash < 0 || slash == path.length() - 1) {
            return true;
        }
        String folder = path.substring(0, slash);
        if (isOfSchema(folder)) {
            return false;
        }
        if (!rootFolders.contains(folder)) {
            return true;
        }
        Set<String> children = levels.get(folder);
        if (children == null) {
            return false;
        }
        int next = path.indexOf('/', slash + 1);
        return next < 0
                || next == path.length() - 1
                || !children.contains(path.substring(slash + 1, next))
                || listed.contains(path.substring(0, next + 1));
    }

    /** Whether a key is in one of the folders whose schema files are listed in every cycle. */
    static boolean isOfSchema(Source source, String key) {
        String path =
                key.startsWith(source.prefix()) ? key.substring(source.prefix().length()) : "";
        return path.indexOf('/') > 0 && isOfSchema(path.substring(0, path.indexOf('/')));
    }

    private static boolean isOfSchema(String folder) {
        return folder.equalsIgnoreCase(FeedLayout.SCHEMA_FULL) || folder.equalsIgnoreCase(FeedLayout.SCHEMA_UPGRADE);
    }
}
