package org.zenotisync.cycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code apply-privacy} has done.
 *
 * @param tables those whose targets were not as the settings say, by name
 * @param notGivenUp why the database could not give up the bytes of former values; empty if it could, or need not
 * @param remains where former values may still be, and for how long, in words
 */
public record PrivacyReport(List<OfTable> tables, Optional<String> notGivenUp, List<String> remains) {

    public PrivacyReport {
        tables = List.copyOf(tables);
        remains = List.copyOf(remains);
    }

    /** What has become of a table. */
    public enum State {
        /** Its columns are as the settings say. */
        APPLIED,
        /** They would be. */
        PLANNED,
        /** Its former values are not known any more, or not by this key: somebody must decide. */
        REFUSED,
        /** The database has refused a statement; nothing of the table has changed. */
        FAILED
    }

    /**
     * One table.
     *
     * @param table its folded name
     * @param target the name of its target
     * @param excluded the columns that are removed
     * @param hashed the columns that are hashed
     * @param text what was done, or why nothing was
     */
    public record OfTable(
            String table, String target, Set<String> excluded, Set<String> hashed, State state, Optional<String> text) {

        public OfTable {
            excluded = Set.copyOf(excluded);
            hashed = Set.copyOf(hashed);
        }
    }

    /** Whether a table is not as the settings say, or former values may still be where they need not be. */
    public boolean isIncomplete() {
        return notGivenUp.isPresent()
                || tables.stream().anyMatch(table -> table.state() == State.REFUSED || table.state() == State.FAILED);
    }
}
