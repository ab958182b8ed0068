package org.zenotisync.verify;

import java.util.Locale;

/** A verification or restore asks for something that is not there. */
public final class WrongVerifyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The argument that is wrong. */
    public enum Argument {
        MONTH,
        TABLE,
        POD,
        SOURCE;

        /** The option of the command line. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Argument argument;

    /** @param message what is wrong, without the argument's name */
    public WrongVerifyException(Argument argument, String message) {
        super(message);
        this.argument = argument;
    }

    /** The argument that is wrong. */
    public Argument argument() {
        return argument;
    }
}
