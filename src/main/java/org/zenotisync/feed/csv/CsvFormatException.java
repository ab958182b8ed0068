package org.zenotisync.feed.csv;

/** A file, record or value that cannot be read as the feed's CSV; the message says where and why. */
public class CsvFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public CsvFormatException(String message) {
        super(message);
    }

    public CsvFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
