package org.zenotisync.warehouse;

/**
 * The table that rows are merged into.
 *
 * @param sql its name in SQL, with the schema if one is set
 * @param plainSql its name in SQL, without the schema
 */
public record MergeTarget(String sql, String plainSql) {

    /** A target table. */
    public static MergeTarget table(Warehouse warehouse, String name) {
        return new MergeTarget(warehouse.qualified(name), warehouse.quote(name));
    }

    /** A temporary table of this session. */
    public static MergeTarget temporary(Warehouse warehouse, String name) {
        return new MergeTarget(warehouse.quote(name), warehouse.quote(name));
    }
}
