package org.zenotisync.cycle;

/** The target cannot be reached, so that no cycle can run; the message names it and the remedy. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
