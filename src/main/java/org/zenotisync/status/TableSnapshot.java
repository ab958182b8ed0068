package org.zenotisync.status;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.model.Track;

/**
 * The state of a track. In a snapshot of a running process, the values that only the target knows are empty. In a
 * snapshot of the target, the values that only a running process knows are empty.
 *
 * @param lastGroup last consumed GroupID, 0 for none; in a snapshot of the target, a replay that is due does not lower
 *     it
 * @param replayFrom first GroupID that is consumed again, up to the last group; empty if no replay is due
 * @param state what it is doing, or how its last attempt ended
 * @param groupsBehind table groups that are listed and not consumed; empty if the feed was not listed, or if the source
 *     is not listed any more and none was left
 * @param oldestUnconsumed when the oldest object of these table groups was written; empty if there is none
 * @param rows rows of the target table over all PODs; empty if the table does not exist or the target was not queried
 * @param quarantined rows that could not be loaded and wait in {@code zenoti_sync_quarantine}; 0 if the target was not
 *     queried
 * @param lastAttempt the last attempt at a table group; empty if there was none or the target was not queried
 * @param error why the last attempt failed, how to restore a missing table, which schema file it waits for, which
 *     source a shared table is consumed from, or why its source cannot be listed; empty if none of these applies
 * @param key its kind and key; empty before the first listing has ended
 * @param verified the last automatic verification; empty if there was none
 */
public record TableSnapshot(
        Track track,
        long lastGroup,
        OptionalLong replayFrom,
        State state,
        OptionalInt groupsBehind,
        Optional<Instant> oldestUnconsumed,
        OptionalLong rows,
        long quarantined,
        Optional<Attempt> lastAttempt,
        Optional<String> error,
        Optional<KeyStatus> key,
        Optional<VerifyOutcomes.Kept> verified) {

    /**
     * An attempt at a table group.
     *
     * @param endedAt when, in UTC
     * @param kind the kind that the table was loaded as; empty if it was not known
     */
    public record Attempt(LocalDateTime endedAt, Optional<String> kind) {}

    /** What a table does, or how its last attempt ended. */
    public enum State {
        /** Nothing was tried yet. */
        NEW,
        /** The last attempt consumed a group for the first time. */
        CONSUMED,
        /** Rows of a snapshot were brought back. */
        RESTORED,
        /** The last attempt consumed a group again. */
        REPLAYED,
        /** The target was adopted; nothing was loaded since. */
        ADOPTED,
        /** Everything that is listed is consumed. */
        IN_STEP,
        /** Table groups wait for their turn, or to settle. */
        BEHIND,
        /** A table group is being loaded. */
        LOADING,
        /** It waits for a person: the table is paused, or a route that it needs is stopped. */
        PAUSED,
        /** A schema file of the table is there but not applied. */
        WAITING_FOR_SCHEMA,
        /** The settings leave the table out. */
        EXCLUDED,
        /** The table is consumed from another source of the same organisation. */
        SHARED,
        /** Its source, one of several, cannot be listed. */
        UNREACHABLE,
        /** The settings do not have its source any more. Its rows stay. */
        NOT_CONFIGURED,
        /** Rows were consumed, but the target table does not exist any more. */
        MISSING,
        /** The last attempt failed; the next cycle tries again. */
        FAILED;

        /** The name in lower case, with hyphens: {@code waiting-for-schema}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the table should be in step and is not. */
    public boolean isFailure() {
        return state == State.FAILED
                || state == State.MISSING
                || state == State.WAITING_FOR_SCHEMA
                || state == State.UNREACHABLE;
    }
}
