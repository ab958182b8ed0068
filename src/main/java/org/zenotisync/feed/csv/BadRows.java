package org.zenotisync.feed.csv;

import java.util.Set;

/** Takes the rows of a file that are left out since they are bad. */
@FunctionalInterface
public interface BadRows {

    /**
     * Takes a row.
     *
     * @throws CsvFormatException if it is one too many
     */
    void add(BadRow row) throws CsvFormatException;

    /** The columns that say which guest a row is of, by folded names; none if all bad rows are kept. */
    default Set<String> guestColumns() {
        return Set.of();
    }

    /**
     * Whether a bad row is not kept, and not counted as one: it is of a guest who is forgotten.
     *
     * @param raw its bytes in the file, not to be kept: the values of {@link #guestColumns} alone if it is certain
     *     which they are, or else all
     */
    default boolean leavesOut(byte[] raw) {
        return false;
    }
}
