package org.zenotisync.feedmodel;

/**
 * What a {@link RandomFeed} may contain beyond the plain feed.
 *
 * @param size factor for the number of rows per table group; 1 means up to some tens
 * @param lateObjects whether objects turn up late
 */
public record FeedOptions(int size, LateObjects lateObjects) {

    /** Objects that appear in a table group after it was consumed (rule 9). */
    public enum LateObjects {
        NONE,
        /** Only in the newest group of a POD, in a publication that brings no newer group of that POD. */
        IN_NEWEST_GROUP,
        /** As before, but newer groups of the POD may appear together with the late object. */
        BESIDE_NEWER_GROUPS,
        /** In any group that was consumed by then, newer groups or not. */
        IN_ANY_GROUP
    }

    /** Small feeds without late objects. */
    public static FeedOptions small() {
        return new FeedOptions(1, LateObjects.NONE);
    }
}
