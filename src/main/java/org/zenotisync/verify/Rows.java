package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Passes the rows of a query on as they arrive: there may be more than fit into memory. */
final class Rows {

    /** Rows that are fetched at once. */
    private static final int FETCHED = 1000;

    private Rows() {}

    /**
     * Takes a row of a result.
     *
     * @param <E> what it may throw besides
     */
    @FunctionalInterface
    interface Consumer<E extends Exception> {
        void accept(ResultSet row) throws E, SQLException;
    }

    static <E extends Exception> void each(Connection connection, String query, Consumer<E> consumer)
            throws E, SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        }
    }
}
