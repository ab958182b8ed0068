package org.zenotisync.verify;

import java.util.Collection;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.snapshot.Snapshot;

/**
 * Whose snapshots are those at the top of a bucket that several sources have: each counts for the sources that have
 * consumed groups of its POD.
 */
final class TopSnapshots {

    private final SyncConfig config;
    private final Collection<Checkpoint> checkpoints;

    /** @param checkpoints of all configured sources */
    TopSnapshots(SyncConfig config, Collection<Checkpoint> checkpoints) {
        this.config = config;
        this.checkpoints = checkpoints.stream().filter(Checkpoint::hasConsumed).toList();
    }

    /** Whether a snapshot that was found for a source does not count for it. */
    boolean isOfAnotherSource(Snapshot snapshot) {
        return !snapshot.root().equals(snapshot.source())
                && config.sources().stream()
                        .anyMatch(other ->
                                other.bucket().equals(snapshot.source().bucket()) && !other.equals(snapshot.source()))
                && !hasPod(snapshot);
    }

    private boolean hasPod(Snapshot snapshot) {
        return checkpoints.stream()
                .anyMatch(checkpoint ->
                        checkpoint.source().equals(snapshot.source().id())
                                && checkpoint.pod().equalsIgnoreCase(snapshot.pod()));
    }
}
