package org.zenotisync.warehouse;

import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** A database that the sync can write to. Found as a service: a new one is a class and its line in META-INF/services. */
public interface WarehouseProvider {

    /** Whether a JDBC URL speaks of this database. */
    boolean knows(String url);

    /**
     * The warehouse.
     *
     * @param schema of all tables, null for the database's default
     */
    Warehouse warehouse(String schema);

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
