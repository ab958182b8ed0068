package org.zenotisync.feed.csv;

/**
 * A row that was left out, since it cannot be read as it must.
 *
 * @param line of the file, from 1, on which it starts
 * @param column whose value is bad; null if it is not one value
 * @param reason what is wrong
 * @param raw its bytes as they stand in the file, without the line end behind them
 */
public record BadRow(long line, String column, String reason, byte[] raw) {}
