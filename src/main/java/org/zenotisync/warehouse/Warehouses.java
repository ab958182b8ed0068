package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the database of a JDBC URL. */
public final class Warehouses {

    private Warehouses() {}

    /** Whether there is a warehouse for a URL. */
    public static boolean knows(String url) {
        return find(url).isPresent();
    }

    /**
     * The database of a URL.
     *
     * @throws IllegalArgumentException if the database is not known
     */
    public static WarehouseProvider of(String url) {
        return find(url).orElseThrow(() -> new IllegalArgumentException("no known database in the JDBC URL"));
    }

    /**
     * The database that people have chosen by its dialect, or else the one of a URL.
     *
     * @throws IllegalArgumentException if the database is not known
     */
    public static WarehouseProvider of(String url, Optional<String> dialect) {
        return dialect.map(
                        name -> named(name).orElseThrow(() -> new IllegalArgumentException("no known dialect " + name)))
                .orElseGet(() -> of(url));
    }

    /** The names of {@link WarehouseProvider#dialect()}, sorted. */
    public static List<String> dialects() {
        return all().stream()
                .flatMap(provider -> provider.dialect().stream())
                .sorted()
                .toList();
    }

    private static Optional<WarehouseProvider> named(String dialect) {
        return all().stream()
                .filter(provider -> provider.dialect().filter(dialect::equals).isPresent())
                .findFirst();
    }

    /** All databases that are known. */
    public static List<WarehouseProvider> all() {
        ClassLoader loader = WarehouseProvider.class.getClassLoader();
        return ServiceLoader.load(WarehouseProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The URL of the database that a connection leads to. It may be of another kind than its driver says: a driver of
     * PostgreSQL also connects to Redshift.
     *
     * @return empty if the driver does not report it
     */
    public static Optional<String> urlOf(Connection connection) throws SQLException {
        for (WarehouseProvider provider : all()) {
            Optional<String> recognised = provider.recognisedUrl(connection);
            if (recognised.isPresent()) {
                return recognised;
            }
        }
        return Optional.ofNullable(connection.getMetaData().getURL());
    }

    private static Optional<WarehouseProvider> find(String url) {
        return all().stream().filter(provider -> provider.knows(url)).findFirst();
    }
}
