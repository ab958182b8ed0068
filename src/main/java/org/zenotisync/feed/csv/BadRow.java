package org.zenotisync.feed.csv;

import org.jspecify.annotations.Nullable;

/**
 * A row that was left out, since it cannot be read.
 *
 * @param line of the file, from 1, on which it starts
 * @param column whose value is bad; null if the row is bad as a whole
 * @param reason what is wrong
 * @param raw its bytes in the file, without the line end
 */
public record BadRow(long line, @Nullable String column, String reason, byte[] raw) {}
