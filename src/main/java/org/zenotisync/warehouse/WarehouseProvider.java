package org.zenotisync.warehouse;

import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A database that the sync can write to. Found as a service: a new one is a class and its line in META-INF/services. */
public interface WarehouseProvider {

    /** Whether a JDBC URL speaks of this database. */
    boolean knows(String url);

    /** How a URL of this database looks, for people. */
    String exampleUrl();

    /** The warehouse. */
    Warehouse warehouse(WarehouseSetup setup);

    /** Keys of settings that only this database has. */
    default Set<String> settings() {
        return Set.of();
    }

    /**
     * Checks the URL and the database's own settings.
     *
     * @param settings those of {@link #settings()} that are set, by key
     * @return what is wrong, beginning with the key; empty if nothing is
     */
    default Optional<String> complaint(String url, Map<String, String> settings) {
        return Optional.empty();
    }

    /** Whether a failure that only this database knows may be over in a moment, beside those of {@link Jdbc#isTransient}. */
    default boolean isTransient(SQLException failure) {
        return false;
    }

    /** The JDBC driver, which must have a public constructor without arguments. */
    Class<? extends Driver> driver();

    /**
     * Called before the driver is used to open a database.
     *
     * @throws SQLException if something that the driver needs is missing, or the database cannot be made
     */
    default void prepare(String url) throws SQLException {}

    /**
     * Properties of connections, unless the URL sets them.
     *
     * @param lanes tables that are loaded side by side
     */
    default Map<String, String> connectionProperties(int lanes) {
        return Map.of();
    }

    /** The file that holds the database of a URL; empty if it lies in no local file. */
    default Optional<Path> file(String url) {
        return Optional.empty();
    }
}
