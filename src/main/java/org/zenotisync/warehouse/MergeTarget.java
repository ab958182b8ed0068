package org.zenotisync.warehouse;

/**
 * The table that rows are merged into.
 *
 * @param sql its name in SQL, with the schema if one is set
 * @param plainSql its name in SQL, without the schema
 */
public record MergeTarget(String sql, String plainSql) {

    /** A target table. */
    public static MergeTarget table(Dialect dialect, String name) {
        return new MergeTarget(dialect.qualified(name), dialect.quote(name));
    }

    /** A temporary table of this session. */
    public static MergeTarget temporary(Dialect dialect, String name) {
        return new MergeTarget(dialect.temporary(name), dialect.temporary(name));
    }
}
