package org.zenotisync.cycle;

import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.model.TableGroupId;

/**
 * What became of a table group in a cycle.
 *
 * @param bytes of its files
 * @param counts what the merge did; nothing unless it was consumed
 * @param reason why it failed, waits or is paused, null if it was consumed
 */
public record TableGroupOutcome(TableGroupId id, long bytes, State state, RunLog.Counts counts, String reason) {

    /** The ways it can end. */
    public enum State {
        CONSUMED,
        PAUSED,
        /** A schema file of its table is there but not applied. */
        WAITING_FOR_SCHEMA,
        FAILED
    }
}
