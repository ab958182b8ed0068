package org.zenotisync.feed.csv;

/**
 * Rows of one or more files, counted while they are read, to be compared with what the database says it did.
 *
 * @param read data rows in the files (no header, no empty lines)
 * @param staged rows handed on; less than read only for append-only facts, where rows with void=1 are ignored
 * @param voided rows with void=1; 0 for dimensions, where void is data
 */
public record RowCounts(long read, long staged, long voided) {

    public static final RowCounts NONE = new RowCounts(0, 0, 0);

    public RowCounts plus(RowCounts other) {
        return new RowCounts(read + other.read, staged + other.staged, voided + other.voided);
    }
}
