package org.zenotisync.cycle;

/** The transactions of the host cannot keep rows and checkpoint together, so the sync refuses to work. */
public class TransactionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransactionException(String message) {
        super(message);
    }

    public TransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
