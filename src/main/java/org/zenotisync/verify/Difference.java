package org.zenotisync.verify;

import org.jspecify.annotations.Nullable;

/**
 * A difference between a snapshot with what came after it and the target.
 *
 * @param source id of the source
 * @param pod name of the POD
 * @param table folded table name
 * @param kind {@code missing}, {@code different}, {@code notDeleted}, {@code surplus}, {@code quarantined} or
 *     {@code undecided}
 * @param key the values of the key, separated by commas; empty for an append-only fact
 * @param column of a different row: the column; otherwise empty
 * @param expected of a different row: the value that the column should have, null for NULL
 * @param found of a different row: the value that it has, null for NULL; of a surplus: how many rows are too many
 */
public record Difference(
        String source,
        String pod,
        String table,
        String kind,
        String key,
        String column,
        @Nullable String expected,
        @Nullable String found) {}
