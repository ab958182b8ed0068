package org.zenotisync.warehouse;

import java.sql.SQLException;
import java.util.List;

/** The database refuses what it reads from objects; {@link ObjectLoader#explain} finds the reason. */
public final class ObjectLoadException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final long session;
    private final transient List<String> uris;

    /**
     * @param session the database's number for the session of the load
     * @param uris of the objects that were to be read
     */
    public ObjectLoadException(String message, String state, long session, List<String> uris) {
        super(message, state);
        this.session = session;
        this.uris = List.copyOf(uris);
    }

    /** The addresses of the objects that were to be read. */
    public List<String> uris() {
        return uris;
    }

    /** The database's number for the session of the load. */
    public long session() {
        return session;
    }
}
