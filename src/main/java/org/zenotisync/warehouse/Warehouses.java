package org.zenotisync.warehouse;

import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

/** Finds the warehouse that a JDBC URL speaks of. */
public final class Warehouses {

    private Warehouses() {}

    /** Whether there is a warehouse for a URL. */
    public static boolean knows(String url) {
        return url.startsWith("jdbc:duckdb:");
    }

    /**
     * The warehouse of a URL.
     *
     * @param schema of all tables, null for the database's default
     * @throws IllegalArgumentException if the database is not known
     */
    public static Warehouse of(String url, String schema) {
        if (!knows(url)) {
            throw new IllegalArgumentException("no known database in the JDBC URL");
        }
        return new DuckDbWarehouse(schema);
    }
}
