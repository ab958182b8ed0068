package org.zenotisync.feed.csv;

/** Takes the rows of a file that are left out since they are bad. */
@FunctionalInterface
public interface BadRows {

    /**
     * Takes a row.
     *
     * @throws CsvFormatException if it is one too many
     */
    void add(BadRow row) throws CsvFormatException;
}
