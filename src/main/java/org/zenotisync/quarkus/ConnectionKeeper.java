package org.zenotisync.quarkus;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps one connection open beside the pool: DuckDB closes its file with the last connection. If it has failed it is
 * closed, since a DuckDB that has failed to write (its disk was full, for example) refuses everything until all its
 * connections are closed.
 */
final class ConnectionKeeper implements AgroalPoolInterceptor, ConnectionValidator, AutoCloseable {

    /** The time that a connection has to answer. */
    private static final int SECONDS = 10;

    /** Opens a connection that does not belong to the pool. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private final Opener opener;
    private Optional<Connection> kept;

    /** @param connection an open one, the first to be kept */
    ConnectionKeeper(Opener opener, Connection connection) {
        this.opener = opener;
        this.kept = Optional.of(connection);
    }

    /** Whether a connection of the pool still works; if not, the connection that is kept is checked as well. */
    @Override
    public boolean isValid(Connection idle) {
        boolean isValid = answers(idle);
        if (!isValid) {
            closeIfFailed();
        }
        return isValid;
    }

    @Override
    public synchronized void onConnectionCreate(Connection created) {
        if (kept.isPresent()) {
            closeIfFailed();
            return;
        }
        try {
            kept = Optional.of(opener.open());
        } catch (SQLException e) {
            // the next new connection of the pool tries again
            kept = Optional.empty();
        }
    }

    private synchronized void closeIfFailed() {
        if (kept.isPresent() && !answers(kept.get())) {
            try {
                kept.get().close();
            } catch (SQLException e) {
                // it had failed before
            }
            kept = Optional.empty();
        }
    }

    private static boolean answers(Connection connection) {
        try {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        if (kept.isPresent()) {
            kept.get().close();
        }
    }
}
