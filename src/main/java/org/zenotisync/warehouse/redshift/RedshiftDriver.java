package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Connects to Redshift with PostgreSQL's driver, by Redshift's usual URL. */
public final class RedshiftDriver implements Driver {

    static final String PREFIX = "jdbc:redshift://";

    private static final String PORT = ":5439";

    private final Driver postgres = new org.postgresql.Driver();

    private static String postgresUrl(String url) {
        String rest = url.substring(PREFIX.length());
        String host = rest.replaceFirst("[/?].*", "");
        return "jdbc:postgresql://" + host + (host.contains(":") ? "" : PORT) + rest.substring(host.length());
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url) ? postgres.connect(postgresUrl(url), properties) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return postgres.getPropertyInfo(postgresUrl(url), properties);
    }

    @Override
    public int getMajorVersion() {
        return postgres.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return postgres.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return postgres.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return postgres.getParentLogger();
    }
}
