package org.zenotisync.checkpoint;

import org.zenotisync.model.TableGroupId;

/** A table group cannot be consumed now, since a group before it has to be consumed again first. */
public final class CheckpointWentBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckpointWentBackException(TableGroupId id, long after, long lastGroup) {
        super("the checkpoint of " + id.table() + " of " + id.pod() + " went back from " + after + " to " + lastGroup
                + " in the meantime (a replay, or a crash of the target); the next cycle continues from there");
    }
}
