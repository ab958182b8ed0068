package org.zenotisync.testing;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.zenotisync.warehouse.Warehouses;

/** The driver that the program itself uses for a URL; another one on the class path may take it, too. */
public final class ProgramsDriver {

    private ProgramsDriver() {}

    /** @throws SQLException if it does not connect, or does not take the URL */
    public static Connection connect(String url, Properties properties) throws SQLException {
        try {
            Driver driver = Warehouses.of(url).driver().getConstructor().newInstance();
            return Optional.ofNullable(driver.connect(url, properties))
                    .orElseThrow(() -> new SQLException(driver.getClass().getName() + " does not take the URL"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the driver cannot be made", e);
        }
    }
}
