package org.zenotisync.quarkus;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that stays open as long as it lives: DuckDB closes its file with the last one. When it is dead it must be
 * let go, since a DuckDB that has failed to write (its disk was full, say) refuses everything until all have let go of it.
 */
final class Anchor implements AgroalPoolInterceptor, ConnectionValidator, AutoCloseable {

    /** So long a connection may take to answer. */
    private static final int SECONDS = 10;

    /** Opens a connection that is not of the pool. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private final Opener opener;
    private Connection connection;

    /** @param connection an open one, the first to be held */
    Anchor(Opener opener, Connection connection) {
        this.opener = opener;
        this.connection = connection;
    }

    /** Whether a connection of the pool lives. */
    @Override
    public boolean isValid(Connection idle) {
        boolean lives = answers(idle);
        if (!lives) {
            letGoIfDead();
        }
        return lives;
    }

    @Override
    public synchronized void onConnectionCreate(Connection created) {
        if (connection != null) {
            letGoIfDead();
            return;
        }
        try {
            connection = opener.open();
        } catch (SQLException e) {
            // the next new connection tries again
            connection = null;
        }
    }

    private synchronized void letGoIfDead() {
        if (connection != null && !answers(connection)) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it was dead
            }
            connection = null;
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
        if (connection != null) {
            connection.close();
        }
    }
}
