package org.zenotisync.merge;

/** A table group that cannot be loaded; the message says which object or table, why, and what to do. */
public final class LoadException extends Exception {

    private static final long serialVersionUID = 1L;

    public LoadException(String message) {
        super(message);
    }

    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
