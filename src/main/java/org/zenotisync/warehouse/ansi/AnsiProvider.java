package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.warehouse.DriverFolder;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

/** Any database that has a JDBC driver, and that no other provider knows, unless people choose it by its name. */
public final class AnsiProvider implements WarehouseProvider {

    /** A wait was too long (ODBC). */
    private static final Set<String> TOO_LONG = Set.of("HYT00", "HYT01");

    @Override
    public boolean knows(String url) {
        return Drivers.beginningOf(url).isPresent()
                && Warehouses.all().stream()
                        .filter(other -> !(other instanceof AnsiProvider))
                        .noneMatch(other -> other.knows(url));
    }

    @Override
    public Optional<String> dialect() {
        return Optional.of("ansi");
    }

    @Override
    public String exampleUrl() {
        return "jdbc:<other>:<as its driver says>";
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        return Drivers.of(url).isPresent() ? Optional.empty() : Optional.of("zenoti.target.url: " + missing(url));
    }

    /** What to do if no driver takes a URL. It quotes only the beginning of the URL. */
    static String missing(String url) {
        return "there is no JDBC driver for " + Drivers.beginningOf(url).orElse("this URL") + "; put its jar "
                + DriverFolder.place() + ", or correct the URL; databases that this version knows are "
                + Warehouses.all().stream()
                        .filter(other -> !(other instanceof AnsiProvider))
                        .map(WarehouseProvider::exampleUrl)
                        .collect(Collectors.joining(", "));
    }

    @Override
    public Class<? extends Driver> driver() {
        return FoundDriver.class;
    }

    /** Reads the database's facts, which it refuses to do where values would not be kept. */
    @Override
    public void requireUsable(Connection connection) throws SQLException {
        Facts.read(connection);
    }

    /** @throws IllegalStateException if the database cannot be reached, or lacks what must hold */
    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        try {
            return new AnsiWarehouse(setup.schema(), Jdbc.with(setup.target(), Facts::read));
        } catch (SQLException e) {
            throw new IllegalStateException("the target cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && TOO_LONG.contains(state);
    }
}
