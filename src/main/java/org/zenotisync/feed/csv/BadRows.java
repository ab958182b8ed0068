package org.zenotisync.feed.csv;

import java.util.Set;
import org.zenotisync.model.ColumnType;

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
     * Whether a bad row whose fields can be told apart is not kept, and not counted as one: the value of one of {@link
     * #guestColumns} says that it is of a guest who is forgotten.
     *
     * @param type of the column
     * @param bytes the value in UTF-8, or what should be, from start to end; not to be kept
     */
    default boolean leavesOut(ColumnType type, byte[] bytes, int start, int end) {
        return false;
    }

    /**
     * The same for a bad row whose fields cannot be told apart.
     *
     * @param raw its bytes in the file, not to be kept
     */
    default boolean leavesOut(byte[] raw) {
        return false;
    }
}
