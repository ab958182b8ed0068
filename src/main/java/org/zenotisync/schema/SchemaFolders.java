package org.zenotisync.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.s3.FeedListing;

/** The two schema folders of a source (feed documentation, "SchemaFull folder" and "SchemaUpgrade folder"). */
final class SchemaFolders {

    /** New and changed files at most: a feed has about 120 tables. */
    private static final int MOST_FILES = 100_000;

    private final FeedListing listing;

    SchemaFolders(FeedListing listing) {
        this.listing = listing;
    }

    /**
     * Lists all schema files.
     *
     * @param rootFolders the folders of the root directory; those that are called SchemaFull and SchemaUpgrade in any
     *     case count
     * @param unknown takes the keys of objects that are not schema files
     * @param scripts takes the schema files
     */
    void each(
            Source source,
            List<String> rootFolders,
            UnknownKeys unknown,
            BiConsumer<FeedObject, SchemaFile.Role> scripts) {
        for (String folder : rootFolders) {
            boolean full = folder.equalsIgnoreCase(FeedLayout.SCHEMA_FULL);
            if (!full && !folder.equalsIgnoreCase(FeedLayout.SCHEMA_UPGRADE)) {
                continue;
            }
            listing.objects(source, folder + "/", object -> {
                if (isScript(object.path().substring(folder.length() + 1), full)) {
                    scripts.accept(object, full ? SchemaFile.Role.FULL : SchemaFile.Role.UPGRADE);
                } else {
                    unknown.add(object.key());
                }
            });
        }
    }

    /** @throws ListingException if there are more files than any feed has */
    static void requireFew(Collection<?> files, String address) {
        if (files.size() >= MOST_FILES) {
            throw new ListingException("there are more than " + MOST_FILES + " schema files, such as " + address
                    + "; remove what is not a schema file");
        }
    }

    /**
     * Schema files have .txt format. Those of SchemaFull are in the folder itself. A file that is not named like a
     * table counts, too: its statements decide.
     */
    private static boolean isScript(String path, boolean full) {
        boolean text = path.toLowerCase(Locale.ROOT).endsWith(".txt") && path.length() > ".txt".length();
        return text && FeedLayout.isPlain(path) && (!full || path.indexOf('/') < 0);
    }
}
