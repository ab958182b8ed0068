package org.zenotisync.routes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stops the later table groups of a track, after one of them has failed or is paused and its outcome was noted. */
public final class LaneStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isPaused;
    private final transient @Nullable Throwable failure;

    /**
     * @param isPaused whether the table group is paused; otherwise it has failed
     * @param failure why it has failed, if that is known
     */
    public LaneStoppedException(String message, boolean isPaused, @Nullable Throwable failure) {
        super(message);
        this.isPaused = isPaused;
        this.failure = failure;
    }

    /** Why it has failed; not its cause, by which a route would catch it as something else. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the table group is paused; otherwise it has failed. */
    boolean isPaused() {
        return isPaused;
    }
}
