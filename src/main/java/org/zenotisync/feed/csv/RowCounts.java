package org.zenotisync.feed.csv;

/**
 * Rows of one or more files, counted while they are read. They are compared with the counts of the database.
 *
 * @param read data rows in the files (no header, no empty lines): those handed on, those with void=1 and of forgotten
 *     guests that are left out, and the bad ones
 * @param staged rows handed on
 * @param voided rows with void=1; 0 for dimensions, where void is data
 * @param quarantined bad rows that were left out
 * @param forgotten rows of guests who are forgotten: left out, or handed on without anything but the key that they
 *     replace
 */
public record RowCounts(long read, long staged, long voided, long quarantined, long forgotten) {

    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

    /** The counts of files without rows of forgotten guests. */
    public RowCounts(long read, long staged, long voided, long quarantined) {
        this(read, staged, voided, quarantined, 0);
    }

    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                read + other.read,
                staged + other.staged,
                voided + other.voided,
                quarantined + other.quarantined,
                forgotten + other.forgotten);
    }

    /**
     * The counts after rows of forgotten guests were taken out of those that are handed on.
     *
     * @param leftOut rows that were not handed on
     * @param keysOnly rows of which only the key was handed on
     * @param nowVoided how many of these have become rows with void=1
     */
    public RowCounts withoutGuests(long leftOut, long keysOnly, long nowVoided) {
        return new RowCounts(read, staged - leftOut, voided + nowVoided, quarantined, forgotten + leftOut + keysOnly);
    }
}
