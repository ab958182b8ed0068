package org.zenotisync.event;

import java.time.Duration;
import java.util.Optional;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.model.TableGroupId;

/**
 * How a table group ended in a cycle.
 *
 * @param bytes of its files
 * @param counts what the merge did; all zero unless it was consumed
 * @param took time since the table group was started in this cycle, retries included; zero if it was not started
 * @param reason why it failed, waits or is paused; empty if it was consumed
 * @param key the kind and key that it was loaded by; empty unless it was consumed
 */
public record TableGroupOutcome(
        TableGroupId id,
        long bytes,
        State state,
        RunLog.Counts counts,
        Duration took,
        Optional<String> reason,
        Optional<KeyStatus> key) {

    /** The ways it can end; later ones are more severe. */
    public enum State {
        CONSUMED,
        /** Another process has consumed it, or an attempt whose answer was lost. */
        CONSUMED_BEFORE,
        /** Its table is paused by a person. */
        TABLE_PAUSED,
        /** A route that it needs is stopped. */
        PAUSED,
        /** A schema file of its table is there but not applied. */
        WAITING_FOR_SCHEMA,
        FAILED;

        /** Whether it waits until a person resumes a table or starts a route. */
        public boolean isPaused() {
            return this == TABLE_PAUSED || this == PAUSED;
        }
    }

    /** One that was merged and committed. */
    public static TableGroupOutcome consumed(
            TableGroupId id, long bytes, RunLog.Counts counts, Duration took, KeyStatus key) {
        return new TableGroupOutcome(id, bytes, State.CONSUMED, counts, took, Optional.empty(), Optional.of(key));
    }

    /** One that was already consumed when this cycle reached it. */
    public static TableGroupOutcome consumedBefore(TableGroupId id, long bytes) {
        return new TableGroupOutcome(
                id,
                bytes,
                State.CONSUMED_BEFORE,
                RunLog.Counts.NONE,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * One that was not consumed.
     *
     * @param state how it ended
     * @param reason why, as text for people
     */
    public static TableGroupOutcome notConsumed(
            TableGroupId id, long bytes, State state, Duration took, String reason) {
        return new TableGroupOutcome(id, bytes, state, RunLog.Counts.NONE, took, Optional.of(reason), Optional.empty());
    }
}
