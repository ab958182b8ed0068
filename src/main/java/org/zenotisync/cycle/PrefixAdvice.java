package org.zenotisync.cycle;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Spelling;
import org.zenotisync.s3.FeedListing;

/**
 * Advice for a root prefix that is not the root directory folder of a feed (feed documentation, "Root directory
 * folder"). With such a prefix a cycle finds nothing to load, and would end as if all tables were in step.
 */
final class PrefixAdvice {

    /** Folders that the advice lists. */
    private static final int NAMED = 5;

    /** Characters of a name that are compared; keys of S3 have 1,024 at most. */
    private static final int COMPARED = 200;

    private final FeedListing listing;
    private final Source source;

    PrefixAdvice(FeedListing listing, Source source) {
        this.listing = listing;
        this.source = source;
    }

    /**
     * What is wrong with the prefix, and which folders exist.
     *
     * @param root the root folder's level
     * @param pods number of PODs that were found in it
     * @return empty if the root folder has a POD or one of the schema folders
     */
    Optional<String> of(FeedListing.Level root, int pods) {
        if (pods > 0 || root.folders().stream().anyMatch(FeedLayout::isReserved)) {
            return Optional.empty();
        }
        return Optional.of(source.withItsSettings(
                root.folders().isEmpty()
                        ? "There is no folder below s3://" + source.id() + ": " + nearest()
                        : "s3://" + source.id() + " has neither a folder SchemaFull nor a POD; its folders are "
                                + names(root.folders().stream()
                                        .sorted(NaturalOrder.INSTANCE)
                                        .limit(NAMED)
                                        .toList())
                                + (root.folders().size() > NAMED ? " and others" : "")
                                + "; zenoti.prefix must name the folder that holds SchemaFull"));
    }

    /** The folders of the lowest level that has any; one request for each level. */
    private String nearest() {
        if (source.prefix().isEmpty()) {
            return "the bucket has no folders";
        }
        String missing = source.prefix().substring(0, source.prefix().length() - 1);
        try {
            while (!missing.isEmpty()) {
                int slash = missing.lastIndexOf('/');
                Source parent = source.at(missing.substring(0, Math.max(0, slash)));
                String name = missing.substring(slash + 1);
                List<String> folders = listing.level(parent, "").folders();
                if (!folders.isEmpty()) {
                    return "zenoti.prefix must name the folder that holds SchemaFull, in the same case; the folders of"
                            + " s3://" + parent.id() + " with the nearest names to '" + name + "' are "
                            + names(Spelling.nearest(
                                    cut(name),
                                    folders.stream().map(PrefixAdvice::cut).toList(),
                                    NAMED));
                }
                missing = missing.substring(0, Math.max(0, slash));
            }
            return "the bucket has no folders at all";
        } catch (ListingException e) {
            // a policy may allow only the listing of the prefix
            return "is zenoti.prefix the folder that holds SchemaFull, in the same case?";
        }
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(COMPARED, name.length()));
    }

    private static String names(List<String> folders) {
        return "'" + String.join("', '", folders) + "'";
    }
}
