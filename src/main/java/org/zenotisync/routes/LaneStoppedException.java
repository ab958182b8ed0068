package org.zenotisync.routes;

/** Stops the later table groups of a table and POD, after one has failed or was paused and was noted. */
public final class LaneStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    public LaneStoppedException(String message) {
        super(message);
    }
}
