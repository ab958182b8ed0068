package org.zenotisync.warehouse;

import java.sql.SQLException;

/** The database refuses what it reads from objects; {@link ObjectLoader#explain} tells more. */
public final class ObjectLoadException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final long session;

    /** @param session the number that the database knows the session of the load by */
    public ObjectLoadException(String message, String state, long session) {
        super(message, state);
        this.session = session;
    }

    /** The number that the database knows the session of the load by. */
    public long session() {
        return session;
    }
}
