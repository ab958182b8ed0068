package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements that read a temporary table several times, which not every database can. */
public final class RepeatedReads {

    private RepeatedReads() {}

    /**
     * Makes the copies that a statement reads instead. They are dropped with their table.
     *
     * @return the statement
     */
    public static String prepared(Connection connection, Dialect dialect, String statement) throws SQLException {
        for (String copy : dialect.copiesFor(statement)) {
            Jdbc.update(connection, copy);
        }
        return statement;
    }
}
