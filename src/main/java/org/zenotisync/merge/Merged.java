package org.zenotisync.merge;

/**
 * What a merge did, in rows.
 *
 * @param rows what it merged
 * @param inserted rows that the target gained
 * @param updated rows of a dimension that were replaced
 * @param deleted rows that the target lost
 * @param ignored rows without an effect of their own: void=1 of append-only facts, and rows that a later row of the
 *     same table group replaces
 * @param repeats live rows of a fact that share their key with another one of the same logid
 */
public record Merged(StagedRows rows, long inserted, long updated, long deleted, long ignored, long repeats) {

    /** The key by which rows were found, proven if these rows have proven it. */
    public TableKey key() {
        TableKey key = rows.plan().key();
        return rows.mustProveKey() ? key.proven() : key;
    }
}
