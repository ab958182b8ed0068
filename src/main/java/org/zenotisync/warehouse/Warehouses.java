package org.zenotisync.warehouse;

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

    /** All databases that are known. */
    public static List<WarehouseProvider> all() {
        ClassLoader loader = WarehouseProvider.class.getClassLoader();
        return ServiceLoader.load(WarehouseProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static Optional<WarehouseProvider> find(String url) {
        return all().stream().filter(provider -> provider.knows(url)).findFirst();
    }
}
