package org.zenotisync.feed.csv;

/** Takes the rows of a file that are left out since they are bad. */
@FunctionalInterface
public interface BadRows {

    /**
     * Takes a row.
     *
     * @throws CsvFormatException if it is one too many
     */
    void add(BadRow row) throws CsvFormatException;

    /**
     * Whether a bad row is not kept, and not counted as one: it is of a guest who is forgotten.
     *
     * @param raw its bytes in the file, with all values; not to be kept
     */
    default boolean leavesOut(byte[] raw) {
        return false;
    }
}
