package org.zenotisync.routes;

/** Stops the later table groups of a track, after one of them has failed or is paused and its outcome was noted. */
public final class LaneStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    public LaneStoppedException(String message) {
        super(message);
    }
}
