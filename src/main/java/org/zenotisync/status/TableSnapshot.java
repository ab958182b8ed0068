package org.zenotisync.status;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.zenotisync.load.KeyStatus;
import org.zenotisync.model.Track;

/**
 * How a track stands. What only the target knows is empty in a snapshot of a running process, and the other way round.
 *
 * @param lastGroup last consumed GroupID, 0 for none; a replay that is due does not change it in a snapshot of the target
 * @param replayFrom the groups from this GroupID up to the last one are consumed again; empty if no replay is due
 * @param state what it is doing, or how its last attempt ended
 * @param groupsBehind table groups that are listed and not consumed; empty if the feed was not listed
 * @param oldestUnconsumed when the oldest object of those was written; empty if there is none
 * @param rows rows of the target table over all PODs; empty if there is no such table, or if the target was not asked
 * @param quarantined rows that could not be loaded and wait in {@code zenoti_sync_quarantine}; 0 if the target was not asked
 * @param lastAttempt the last attempt at a table group; empty if nothing was tried yet, or if the target was not asked
 * @param error why the last attempt failed, what brings a missing table back, or which schema file it waits for; empty if
 *     none of them
 * @param key its kind and key; empty before the first listing has ended
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
        Optional<KeyStatus> key) {

    /**
     * An attempt at a table group.
     *
     * @param endedAt when, in UTC
     * @param kind the kind that the table was loaded as; empty if it was not known
     */
    public record Attempt(LocalDateTime endedAt, Optional<String> kind) {}

    /** What a table does. */
    public enum State {
        /** Nothing was tried yet. */
        NEW,
        /** The last attempt consumed a group for the first time. */
        CONSUMED,
        /** The last attempt consumed a group again. */
        REPLAYED,
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
        /** Rows were consumed, and the target table is gone. */
        MISSING,
        /** The last attempt failed; the next cycle tries again. */
        FAILED;

        /** The word for it, with hyphens: {@code waiting-for-schema}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the table should be in step and is not. */
    public boolean isFailure() {
        return state == State.FAILED || state == State.MISSING || state == State.WAITING_FOR_SCHEMA;
    }
}
