package org.zenotisync.merge;

import java.util.Set;

/**
 * The other sources that may have brought the rows of a table group.
 *
 * @param ids ids of the sources
 * @param hasForgotten whether rows of a source that is forgotten are in the target
 * @param isNewcomer whether the source of the table group has consumed nothing of the table before
 */
public record Rivals(Set<String> ids, boolean hasForgotten, boolean isNewcomer) {

    /** The rows of the table group are in no other source. */
    public static final Rivals NONE = new Rivals(Set.of(), false, false);

    public Rivals {
        ids = Set.copyOf(ids);
    }

    /** Whether there are any. */
    public boolean areThere() {
        return hasForgotten || !ids.isEmpty();
    }
}
