package org.zenotisync.checkpoint;

import java.util.List;
import java.util.Optional;
import org.zenotisync.model.Track;

/**
 * How far a track is consumed.
 *
 * @param track the table, its POD and source
 * @param lastGroup last consumed GroupID, 0 for none
 * @param replayTo groups up to this one have been consumed before and are merged in the replay-safe form; 0 for none
 * @param provenKey columns of the guessed key that was proven unique on the full load; empty if none was
 */
public record Checkpoint(Track track, long lastGroup, long replayTo, Optional<List<String>> provenKey) {

    /** The source's id. */
    public String source() {
        return track.source();
    }

    /** The POD's name as it was first seen. */
    public String pod() {
        return track.pod();
    }

    /** Folded table name. */
    public String table() {
        return track.table();
    }

    /** The same checkpoint, moved on to a group if it is before that. */
    public Checkpoint atLeast(long group) {
        return group <= lastGroup ? this : new Checkpoint(track, group, replayTo, provenKey);
    }

    /** Whether any group has been consumed, even if a replay from the first one on has begun. */
    public boolean hasConsumed() {
        return lastGroup > 0 || replayTo > 0;
    }

    /** Whether a group has been consumed before, so that only the replay-safe merge keeps it from being doubled. */
    public boolean isReplay(long group) {
        return group <= replayTo;
    }

    /** Whether groups that were consumed before are still to be consumed again. */
    public boolean isReplayDue() {
        return lastGroup < replayTo;
    }
}
