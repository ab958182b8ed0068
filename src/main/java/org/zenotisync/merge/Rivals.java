package org.zenotisync.merge;

import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.FeedTable;

/**
 * The other sources that may have brought the rows of a table group.
 *
 * @param ids ids of the sources
 * @param hasForgotten whether rows of a source that is forgotten are in the target
 * @param isNewcomer whether the source of the table group has consumed nothing of the table before
 * @param all of an append-only fact: the table over all sources
 * @param common of an append-only fact: the columns that rows are compared by. The feeds of all these sources have had
 *     them from the beginning, so that the same row has the same values there
 */
public record Rivals(
        Set<String> ids, boolean hasForgotten, boolean isNewcomer, Optional<FeedTable> all, Set<String> common) {

    /** The rows of the table group are in no other source. */
    public static final Rivals NONE = new Rivals(Set.of(), false, false, Optional.empty(), Set.of());

    public Rivals {
        ids = Set.copyOf(ids);
        common = Set.copyOf(common);
    }

    /** Whether there are any. */
    public boolean areThere() {
        return hasForgotten || !ids.isEmpty();
    }
}
