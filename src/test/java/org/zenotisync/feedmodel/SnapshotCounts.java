package org.zenotisync.feedmodel;

/**
 * What a verification must count for a table of a POD.
 *
 * @param compared expected rows
 * @param missing expected rows that the target lacks
 * @param different expected rows whose key has other values in the target
 * @param notDeleted keys that a later group has deleted, and the target still has
 * @param surplus rows of a key that the target has too often
 * @param undecided rows of which it cannot be said whether the target is right
 */
public record SnapshotCounts(
        long compared, long missing, long different, long notDeleted, long surplus, long undecided) {

    static final SnapshotCounts NONE = new SnapshotCounts(0, 0, 0, 0, 0, 0);

    SnapshotCounts plus(SnapshotCounts other) {
        return new SnapshotCounts(
                compared + other.compared,
                missing + other.missing,
                different + other.different,
                notDeleted + other.notDeleted,
                surplus + other.surplus,
                undecided + other.undecided);
    }
}
