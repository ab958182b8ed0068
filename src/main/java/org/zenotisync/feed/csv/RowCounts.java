package org.zenotisync.feed.csv;

/**
 * Rows of one or more files, counted while they are read. They are compared with the counts of the database.
 *
 * @param read data rows in the files (no header, no empty lines): those handed on, those with void=1 that are left out,
 *     and the bad ones
 * @param staged rows handed on
 * @param voided rows with void=1; 0 for dimensions, where void is data
 * @param quarantined bad rows that were left out
 */
public record RowCounts(long read, long staged, long voided, long quarantined) {

    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                read + other.read, staged + other.staged, voided + other.voided, quarantined + other.quarantined);
    }
}
