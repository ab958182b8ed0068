package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Statements that read a temporary table several times, which not every database can. */
public final class RepeatedReads {

    private RepeatedReads() {}

    /**
     * Makes the copies that a statement reads instead. They are dropped with their table.
     *
     * @param columns that it reads of a copy; empty for all
     * @return the statement
     */
    public static String prepared(Connection connection, Dialect dialect, String statement, List<String> columns)
            throws SQLException {
        for (String copy : dialect.copiesFor(statement, columns)) {
            Jdbc.update(connection, copy);
        }
        return statement;
    }
}
