package org.zenotisync.cycle;

/** The requested replay does not match what was consumed. */
public final class WrongReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Argument argument;

    /** Which argument is wrong. */
    public enum Argument {
        TABLE,
        FROM_GROUP,
        POD,
        SOURCE
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
