package org.zenotisync.routes;

/** A command that received an event has failed. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(int exitCode) {
        super("the command has ended with exit code " + exitCode);
    }
}
