package org.zenotisync.routes;

import org.jspecify.annotations.Nullable;

/** Stops the later table groups of a track, after one of them has failed or is paused and its outcome was noted. */
public final class LaneStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isPaused;

    /**
     * @param isPaused whether the table group is paused; otherwise it has failed
     * @param cause why it has failed, if that is known
     */
    public LaneStoppedException(String message, boolean isPaused, @Nullable Throwable cause) {
        super(message, cause);
        this.isPaused = isPaused;
    }

    /** Whether the table group is paused; otherwise it has failed. */
    boolean isPaused() {
        return isPaused;
    }
}
