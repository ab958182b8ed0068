package org.zenotisync.schema;

/** A schema file comes after another one that is not applied, so that it waits for that. */
public final class SchemaWaitsException extends SchemaException {

    private static final long serialVersionUID = 1L;

    public SchemaWaitsException(String message) {
        super(message);
    }
}
