package org.zenotisync.feed.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/**
 * The record that is being read: its fields as characters in one reused buffer, so that reading a file allocates
 * nothing per field. Valid until the next record is read.
 */
public final class CsvRecord extends AbstractBaseCsvCallbackHandler<CsvRecord> {

    private char[] chars = new char[4096];
    private int[] ends = new int[128];
    private boolean[] quoted = new boolean[128];
    private int fields;
    private long line;

    @Override
    protected void handleBegin(long startingLineNumber) {
        fields = 0;
        line = startingLineNumber;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
        if (index == ends.length) {
            ends = Arrays.copyOf(ends, index * 2);
            quoted = Arrays.copyOf(quoted, index * 2);
        }
        int start = index == 0 ? 0 : ends[index - 1];
        if (chars.length - start < length) {
            chars = Arrays.copyOf(chars, Math.max(start + length, chars.length * 2));
        }
        System.arraycopy(buffer, offset, chars, start, length);
        ends[index] = start + length;
        quoted[index] = isQuoted;
        fields = index + 1;
    }

    @Override
    protected CsvRecord buildRecord() {
        return getRecordType() == RecordType.EMPTY ? null : this;
    }

    /** Number of fields; at least 1. */
    public int fields() {
        return fields;
    }

    /** The line of the file, from 1, on which the record starts. */
    public long line() {
        return line;
    }

    /** The buffer that holds the characters of all fields. */
    char[] chars() {
        return chars;
    }

    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isEmpty(int field) {
        return start(field) == ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** The field's text, quotes taken off. */
    public String text(int field) {
        return new String(chars, start(field), ends[field] - start(field));
    }
}
