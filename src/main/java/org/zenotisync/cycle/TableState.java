package org.zenotisync.cycle;

import java.time.Instant;
import java.util.Optional;

/**
 * How a table of a POD stands, as far as this process knows.
 *
 * @param pod the POD's name as it was first seen
 * @param table folded table name
 * @param lastGroup last consumed GroupID, 0 for none; in a replay it goes back
 * @param groupsBehind table groups that are listed and not consumed
 * @param oldestUnconsumed when the oldest object of those was written; null if there is none
 * @param state what it is doing
 * @param lastError why its last attempt failed, or which schema file it waits for; null if neither
 * @param key its kind and key; empty before the first listing has ended
 */
public record TableState(
        String pod,
        String table,
        long lastGroup,
        int groupsBehind,
        Instant oldestUnconsumed,
        State state,
        String lastError,
        Optional<KeyStatus> key) {

    /** What a table does. */
    public enum State {
        /** Everything that is listed is consumed. */
        IN_STEP,
        /** Table groups wait for their turn, or to settle. */
        BEHIND,
        /** A table group is being loaded. */
        LOADING,
        /** It waits for somebody: the table is paused, or a route that it needs is stopped. */
        PAUSED,
        /** A schema file of the table is there but not applied. */
        WAITING_FOR_SCHEMA,
        /** The last attempt failed; the next cycle tries again. */
        FAILED
    }
}
