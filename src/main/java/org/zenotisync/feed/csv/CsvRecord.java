package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The record that is being read: its fields as bytes in the buffer of the {@link CsvScanner}, so that reading a file
 * allocates nothing per field. Valid until the next record is read.
 */
final class CsvRecord {

    /** Fields of one record at most: sixty times the columns that a table can have, and about a megabyte to keep. */
    static final int MOST_FIELDS = 100_000;

    private byte[] bytes;
    private int base;
    private int[] starts = new int[128];
    private int[] ends = new int[128];
    private boolean[] quoted = new boolean[128];
    private boolean[] plain = new boolean[128];
    private int fields;
    private long line;

    /** Begins a record without fields. */
    void begin(long startingLine) {
        fields = 0;
        line = startingLine;
    }

    /**
     * Adds a field.
     *
     * @param start of its bytes, quotes taken off, from the start of the record
     * @param isPlain whether it has neither NUL nor bytes beyond ASCII
     * @throws CsvFormatException if there are too many
     */
    void add(int start, int end, boolean isQuoted, boolean isPlain) throws CsvFormatException {
        if (fields == MOST_FIELDS) {
            throw new CsvFormatException(
                    "line " + line + ": more than " + MOST_FIELDS + " fields; no table has so many columns");
        }
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
            quoted = Arrays.copyOf(quoted, fields * 2);
            plain = Arrays.copyOf(plain, fields * 2);
        }
        starts[fields] = start;
        ends[fields] = end;
        quoted[fields] = isQuoted;
        plain[fields] = isPlain;
        fields++;
    }

    /** Says where the record lies, once all its fields are there. */
    void lies(byte[] buffer, int start) {
        bytes = buffer;
        base = start;
    }

    /** Number of fields; at least 1. */
    int fields() {
        return fields;
    }

    /** The line of the file, from 1, on which the record starts. */
    long line() {
        return line;
    }

    /** The buffer that holds the bytes of all fields. */
    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return base + starts[field];
    }

    int end(int field) {
        return base + ends[field];
    }

    boolean isEmpty(int field) {
        return starts[field] == ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** Whether a field has neither NUL nor bytes beyond ASCII. */
    boolean isPlain(int field) {
        return plain[field];
    }

    /** The field's text, quotes taken off. */
    String text(int field) {
        return new String(bytes, start(field), ends[field] - starts[field], StandardCharsets.UTF_8);
    }
}
