package org.zenotisync.warehouse;

/**
 * A temporary table with the values of one column of a target and their digests.
 *
 * @param name of the table, without a schema
 * @param type of the column
 */
public record DigestTable(String name, PresentType type) {

    /** The column with the values as {@link Dialect#exactText}; each is there once, and none is NULL. */
    public static final String VALUE = "zenoti_sync_value";

    /** The column with the digests. */
    public static final String DIGEST = "zenoti_sync_digest";
}
