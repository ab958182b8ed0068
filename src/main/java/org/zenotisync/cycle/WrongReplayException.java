package org.zenotisync.cycle;

/** A replay was asked for that does not fit to what was consumed. */
public final class WrongReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Argument argument;

    /** What is wrong about it. */
    public enum Argument {
        TABLE,
        FROM_GROUP,
        POD
    }

    WrongReplayException(Argument argument, String message) {
        super(message);
        this.argument = argument;
    }

    /** The argument that is wrong. */
    public Argument argument() {
        return argument;
    }
}
