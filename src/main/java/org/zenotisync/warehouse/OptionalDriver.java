package org.zenotisync.warehouse;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;

/** The JDBC driver of a database that the program does not bring: on the class path, or in the {@link DriverFolder}. */
public final class OptionalDriver {

    private final String className;
    private final String coordinates;
    private Optional<ClassLoader> loader = Optional.empty();

    /**
     * A driver that is loaded when it is needed.
     *
     * @param className of the driver
     * @param coordinates where it is to be had: {@code group:artifact:version} in Maven Central
     */
    public OptionalDriver(String className, String coordinates) {
        this.className = className;
        this.coordinates = coordinates;
    }

    /**
     * Finds the driver.
     *
     * @throws SQLException if it is nowhere; the message says where to get it, and where to put it
     */
    public synchronized void load() throws SQLException {
        if (loader.isEmpty()) {
            loader = DriverFolder.loaders().filter(this::has).findFirst();
            if (loader.isEmpty()) {
                throw new SQLException("the JDBC driver " + className + " is missing: put the jar of " + coordinates
                        + " (Maven Central) " + DriverFolder.place());
            }
        }
    }

    /**
     * The class of the driver.
     *
     * @throws IllegalStateException if {@link #load} does not find it
     */
    public Class<? extends Driver> driverClass() {
        return classOf(className).asSubclass(Driver.class);
    }

    /**
     * Another class of the driver.
     *
     * @throws IllegalStateException if {@link #load} does not find the driver, or it does not have the class
     */
    public synchronized Class<?> classOf(String name) {
        try {
            load();
            return Class.forName(name, true, loader.orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the driver in use has no " + name + ": is it " + coordinates + "?", e);
        }
    }

    private boolean has(ClassLoader candidate) {
        try {
            Class.forName(className, false, candidate);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
