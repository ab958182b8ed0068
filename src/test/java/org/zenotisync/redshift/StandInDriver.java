package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** Connects to a PostgreSQL database as if it were Redshift. */
public final class StandInDriver implements Driver {

    private static final Driver POSTGRES = new org.postgresql.Driver();

    /** Any number, the same for all: only one connection at a time sets a database up. */
    private static final String HOLD = "SELECT pg_advisory_lock(5439)";

    private static final Set<String> SET_UP = ConcurrentHashMap.newKeySet();

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        StandInUrl standIn = StandInUrl.of(url);
        setUp(standIn, properties);
        Connection postgres = postgres(standIn, properties);
        // a backslash escapes in every literal, as in PostgreSQL 8.0
        Steps.execute(postgres, "SET escape_string_warning = off");
        Steps.execute(postgres, "SET standard_conforming_strings = off");
        return StandInConnection.of(new Session(postgres, standIn, properties));
    }

    private static void setUp(StandInUrl url, Properties properties) throws SQLException {
        if (SET_UP.contains(url.database())) {
            return;
        }
        try (Connection connection = postgres(url, properties)) {
            Steps.execute(connection, HOLD);
            LoadErrorTables.create(connection);
        }
        SET_UP.add(url.database());
    }

    /** A connection to PostgreSQL as it is. */
    static Connection postgres(StandInUrl url, Properties properties) throws SQLException {
        return POSTGRES.connect(url.postgres(), properties);
    }

    @Override
    public boolean acceptsURL(String url) {
        return StandInUrl.isStandIn(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return POSTGRES.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return POSTGRES.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(StandInDriver.class.getPackageName());
    }
}
