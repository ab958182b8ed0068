package org.zenotisync.verify;

import java.util.Collection;
import java.util.List;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.snapshot.Snapshot;

/**
 * Whose snapshots are those at the top of a bucket that several sources have: each counts for the sources that have
 * consumed groups of its POD; if none has, for the first source, by which it is reported as not loaded.
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
        if (snapshot.root().equals(snapshot.source()) || isConsumed(snapshot)) {
            return false;
        }
        List<Source> ofBucket = config.sources().stream()
                .filter(source -> source.bucket().equals(snapshot.source().bucket()))
                .toList();
        return !ofBucket.get(0).equals(snapshot.source())
                || ofBucket.stream().anyMatch(source -> hasPod(source, snapshot.pod()));
    }

    /** Whether groups of a snapshot's POD were consumed from its source; else it has nothing to be compared with. */
    boolean isConsumed(Snapshot snapshot) {
        return hasPod(snapshot.source(), snapshot.pod());
    }

    private boolean hasPod(Source source, String pod) {
        return checkpoints.stream()
                .anyMatch(checkpoint -> checkpoint.source().equals(source.id())
                        && checkpoint.pod().equalsIgnoreCase(pod));
    }
}
