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
 * @param phases where the time of the last try went; zero unless it was consumed
 * @param cause where the cause of its failure is; empty unless it failed
 * @param key the kind and key that it was loaded by; empty unless it was consumed
 */
public record TableGroupOutcome(
        TableGroupId id,
        long bytes,
        State state,
        RunLog.Counts counts,
        Duration took,
        Phases phases,
        Optional<String> reason,
        Optional<FailureCause> cause,
        Optional<KeyStatus> key) {

    /**
     * Parts of the time of a table group.
     *
     * @param stage reading the files into the stage, or into the target where nothing is to be merged
     * @param merge proving the key and merging
     */
    public record Phases(Duration stage, Duration merge) {
        public static final Phases NONE = new Phases(Duration.ZERO, Duration.ZERO);
    }

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
            TableGroupId id, long bytes, RunLog.Counts counts, Duration took, Phases phases, KeyStatus key) {
        return new TableGroupOutcome(
                id, bytes, State.CONSUMED, counts, took, phases, Optional.empty(), Optional.empty(), Optional.of(key));
    }

    /** One that was already consumed when this cycle reached it. */
    public static TableGroupOutcome consumedBefore(TableGroupId id, long bytes) {
        return without(id, bytes, State.CONSUMED_BEFORE, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /**
     * One that was not consumed.
     *
     * @param state how it ended
     * @param reason why, as text for people
     */
    public static TableGroupOutcome notConsumed(
            TableGroupId id, long bytes, State state, Duration took, String reason) {
        return without(id, bytes, state, took, Optional.of(reason), Optional.empty());
    }

    /**
     * One that failed.
     *
     * @param reason why, as text for people
     */
    public static TableGroupOutcome failed(
            TableGroupId id, long bytes, Duration took, String reason, FailureCause cause) {
        return without(id, bytes, State.FAILED, took, Optional.of(reason), Optional.of(cause));
    }

    private static TableGroupOutcome without(
            TableGroupId id,
            long bytes,
            State state,
            Duration took,
            Optional<String> reason,
            Optional<FailureCause> cause) {
        return new TableGroupOutcome(
                id, bytes, state, RunLog.Counts.NONE, took, Phases.NONE, reason, cause, Optional.empty());
    }
}
