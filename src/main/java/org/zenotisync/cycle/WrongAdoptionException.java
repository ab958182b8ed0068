package org.zenotisync.cycle;

/** An adoption was asked for with an argument that names nothing in the source. */
public final class WrongAdoptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Argument argument;

    /** Which argument is wrong. */
    public enum Argument {
        TABLE,
        GROUP,
        POD,
        SOURCE
    }

    WrongAdoptionException(Argument argument, String message) {
        super(message);
        this.argument = argument;
    }

    /** The argument that is wrong. */
    public Argument argument() {
        return argument;
    }
}
