package org.zenotisync.schema;

/** A schema script that cannot be applied; the message says which statement, why, and what to do. */
public class SchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    public SchemaException(String message) {
        super(message);
    }

    public SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
