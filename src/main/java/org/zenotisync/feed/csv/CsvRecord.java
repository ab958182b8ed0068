package org.zenotisync.feed.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The record that is being read: its fields as bytes in the buffer of the {@link CsvScanner}, so that reading a file
 * allocates nothing per field. Valid until the next record is read.
 */
final class CsvRecord {

    /** Fields of one record at most: sixty times the columns that a table can have, and about a megabyte to keep. */
    static final int MOST_FIELDS = 100_000;

    private static final int QUOTED = 1;
    private static final int PLAIN = 2;
    private static final int FLAGS = 2;

    private byte[] bytes = {};
    private int base;

    /**
     * The start of each field (the upper 32 bits), its end and its flags (the lowest two bits), in one number: a load
     * of 1 GB has a hundred million fields. Records have {@link CsvScanner#MOST_BYTES} at most, so both fit.
     */
    private long[] spans = new long[128];

    private int fields;
    private long line;
    private boolean broken;
    private int restStart;
    private int restEnd;

    /** Begins a record without fields. */
    void begin(long startingLine) {
        fields = 0;
        line = startingLine;
        broken = false;
        restStart = 0;
        restEnd = 0;
    }

    /**
     * Adds a field.
     *
     * @param start of its bytes without quotes, from the start of the record
     * @param isPlain whether it has neither NUL nor bytes beyond ASCII
     * @throws CsvFormatException if there are too many
     */
    void add(int start, int end, boolean isQuoted, boolean isPlain) throws CsvFormatException {
        if (fields == spans.length) {
            grow();
        }
        int flags = (isQuoted ? QUOTED : 0) | (isPlain ? PLAIN : 0);
        spans[fields++] = (long) start << Integer.SIZE | (long) end << FLAGS | flags;
    }

    private void grow() throws CsvFormatException {
        if (fields == MOST_FIELDS) {
            throw new CsvFormatException(
                    "line " + line + ": more than " + MOST_FIELDS + " fields; no table has so many columns");
        }
        spans = Arrays.copyOf(spans, Math.min(fields * 2, MOST_FIELDS));
    }

    /** Sets where the record is in the buffer, when all its fields are read. */
    void setPlace(byte[] buffer, int start) {
        bytes = buffer;
        base = start;
    }

    /** Notes a line break inside of quotes. */
    void breaksLine() {
        broken = true;
    }

    /** Sets the rest after the last field, if the record could not be cut into fields to its end. */
    void endsWith(int start, int end) {
        restStart = start;
        restEnd = end;
    }

    /** Whether the fields reach the record's end. */
    boolean isWhole() {
        return restStart == restEnd;
    }

    /** Whether a field in quotes has a line break, so that the record has several lines. */
    boolean hasLineBreak() {
        return broken;
    }

    /** The bytes of the record in the file, without the line end. */
    byte[] raw() {
        return raw(field -> false, new byte[0]);
    }

    /**
     * The bytes of the record in the file, without the line end and without some values.
     *
     * @param isHidden whether the value of a field is left out
     * @param mask in place of such a value
     */
    byte[] raw(IntPredicate isHidden, byte[] mask) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int field = 0; field < fields; field++) {
            if (field > 0) {
                raw.write(',');
            }
            if (isHidden.test(field)) {
                raw.write(mask, 0, mask.length);
                continue;
            }
            if (!isQuoted(field)) {
                raw.write(bytes, start(field), end(field) - start(field));
                continue;
            }
            raw.write('"');
            for (int i = start(field); i < end(field); i++) {
                raw.write(bytes[i]);
                if (bytes[i] == '"') {
                    raw.write('"');
                }
            }
            raw.write('"');
        }
        raw.write(bytes, base + restStart, restEnd - restStart);
        return raw.toByteArray();
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
        return base + (int) (spans[field] >>> Integer.SIZE);
    }

    int end(int field) {
        return base + ((int) spans[field] >>> FLAGS);
    }

    boolean isEmpty(int field) {
        return start(field) == end(field);
    }

    boolean isQuoted(int field) {
        return (spans[field] & QUOTED) != 0;
    }

    /** Whether a field has neither NUL nor bytes beyond ASCII. */
    boolean isPlain(int field) {
        return (spans[field] & PLAIN) != 0;
    }

    /** The field's text, without quotes. */
    String text(int field) {
        return new String(bytes, start(field), end(field) - start(field), StandardCharsets.UTF_8);
    }
}
