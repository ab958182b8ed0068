package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Connects with the driver that is found for a URL. */
public final class FoundDriver implements Driver {

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Driver driver = Drivers.of(url).orElseThrow(() -> new SQLException(AnsiProvider.missing(url)));
        return driver.connect(url, properties);
    }

    @Override
    public boolean acceptsURL(String url) {
        return Drivers.of(url).isPresent();
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
