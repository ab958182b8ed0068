package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.warehouse.Jdbc;

/** A missing right, by the number of the error: the server's message names the right, the user and the table. */
final class MariaDbRights {

    /** Access denied to a database, table or column; CREATE and other rights on all of them. */
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 1370);

    private static final int READ_ONLY = 1290;
    private static final int READ_ONLY_TRANSACTION = 1792;
    private static final int NO_DATABASE = 1046;
    private static final Set<Integer> NO_LOCAL_INFILE = Set.of(1148, 3948, 4166);

    /** What is wrong with such a server, and the remedy. */
    static final String LOCAL_INFILE_IS_OFF = "the server does not take LOAD DATA LOCAL, by which rows are sent; an"
            + " administrator must execute SET GLOBAL local_infile = ON, and set local_infile = ON in its"
            + " configuration, below [mysqld]";

    /** Temporary tables are in that database. */
    static final String NO_DATABASE_IN_URL = "no database is chosen; name it at the end of zenoti.target.url,"
            + " <host>/<database>, also if zenoti.target.schema names one";

    private MariaDbRights() {}

    /**
     * Refuses a connection without a database.
     *
     * @throws SQLException if no database is chosen, or the server does not answer
     */
    static void requireDatabase(Connection connection) throws SQLException {
        if (Jdbc.number(connection, "SELECT database() IS NOT NULL") == 0) {
            throw new SQLException(NO_DATABASE_IN_URL);
        }
    }

    /** What is missing and the remedy; empty if the failure has another reason. */
    static Optional<String> missing(SQLException failure) {
        int error = failure.getErrorCode();
        if (DENIED.contains(error)) {
            return Optional.of("the user lacks a right (" + failure.getMessage()
                    + "); GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, CREATE TEMPORARY TABLES"
                    + " ON <database>.* TO that user gives all that are needed");
        }
        if (error == READ_ONLY) {
            return Optional.of("the server takes no writes (" + failure.getMessage()
                    + "); connect to the primary server, or give the user the right READ ONLY ADMIN (in MySQL"
                    + " CONNECTION_ADMIN)");
        }
        if (error == READ_ONLY_TRANSACTION) {
            return Optional.of("transactions of the server write nothing (" + failure.getMessage()
                    + "); an administrator must set transaction_read_only = OFF (in MariaDB before 11.1 tx_read_only)");
        }
        if (error == NO_DATABASE) {
            return Optional.of(NO_DATABASE_IN_URL);
        }
        if (NO_LOCAL_INFILE.contains(error)) {
            return Optional.of(LOCAL_INFILE_IS_OFF);
        }
        return Optional.empty();
    }
}
