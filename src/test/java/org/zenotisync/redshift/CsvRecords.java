package org.zenotisync.redshift;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV as COPY does ("Data format parameters", CSV). No page says what ends a record, so that this is to be chosen:
 * the LF always, and with it a CR before it or not.
 */
final class CsvRecords {

    /** "COPY": the maximum size of a single input row from any source. */
    private static final int LONGEST_ROW = 4 * 1024 * 1024;

    private static final int END = -1;
    private static final String BAD_QUOTES = "Invalid quote formatting for CSV";

    /** A field, as its bytes mean it. */
    record Field(byte[] text, boolean isQuoted) {}

    private final InputStream in;
    private final int quote;
    private final boolean skipsBlankLines;
    private final boolean keepsReturns;
    private final int headerLines;

    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    private final Bytes raw = new Bytes();
    private final Bytes text = new Bytes();
    private final List<Field> fields = new ArrayList<>();
    private long linesRead;
    private long line;

    CsvRecords(InputStream in, CopyStatement copy, boolean keepsReturns) {
        this.in = in;
        this.quote = copy.quote();
        this.skipsBlankLines = copy.skipsBlankLines();
        this.keepsReturns = keepsReturns;
        this.headerLines = copy.headerLines();
    }

    /** Reads the next record, if there is one. */
    boolean next() throws IOException, BadRow {
        while (linesRead < headerLines && line == 0) {
            if (!skipLine()) {
                return false;
            }
        }
        do {
            raw.cutTo(0);
            fields.clear();
            line = linesRead + 1;
            if (peek() == END) {
                return false;
            }
        } while (skipsBlankLines && peek() == '\n' && read() == '\n');
        if (peek() == '\n') {
            throw new BadRow(BadRow.NO_DATA, "Input line contained no data");
        }
        boolean hasMore = true;
        while (hasMore) {
            hasMore = readField();
        }
        return true;
    }

    private boolean skipLine() throws IOException, BadRow {
        int c = read();
        while (c != END && c != '\n') {
            raw.cutTo(0);
            c = read();
        }
        return c != END;
    }

    /** Whether a delimiter ends the field. */
    private boolean readField() throws IOException, BadRow {
        text.cutTo(0);
        boolean isBlank = true;
        while (true) {
            int c = read();
            if (c == quote && isBlank) {
                return readQuoted();
            }
            if (c == quote) {
                throw new BadRow(BadRow.BAD_LINE, BAD_QUOTES);
            }
            if (c == ',') {
                add(false);
                return true;
            }
            if (c == '\n' || c == END) {
                dropReturn(c);
                add(false);
                return false;
            }
            text.add(c);
            isBlank &= c == ' ' || c == '\t';
        }
    }

    private void dropReturn(int c) {
        if (c == '\n' && !keepsReturns && text.size() > 0 && text.last() == '\r') {
            text.cutTo(text.size() - 1);
        }
    }

    /** White space between delimiters and quotes is ignored. */
    private boolean readQuoted() throws IOException, BadRow {
        text.cutTo(0);
        while (true) {
            int c = read();
            if (c == END) {
                throw new BadRow(BadRow.BAD_LINE, BAD_QUOTES);
            }
            if (c == quote && peek() != quote) {
                add(true);
                return readDelimiter();
            }
            if (c == quote) {
                read();
            }
            text.add(c);
        }
    }

    private boolean readDelimiter() throws IOException, BadRow {
        int c = read();
        while (c == ' ' || c == '\t') {
            c = read();
        }
        if (c == '\r' && !keepsReturns && peek() == '\n') {
            c = read();
        }
        if (c != ',' && c != '\n' && c != END) {
            throw new BadRow(BadRow.BAD_LINE, BAD_QUOTES);
        }
        return c == ',';
    }

    private void add(boolean isQuoted) {
        fields.add(new Field(text.copy(0, text.size()), isQuoted));
    }

    private int peek() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return at == filled ? END : buffer[at] & 0xff;
    }

    private int read() throws IOException, BadRow {
        int c = peek();
        if (c == END) {
            return END;
        }
        at++;
        if (c == '\n') {
            linesRead++;
        }
        raw.add(c);
        if (raw.size() > LONGEST_ROW) {
            throw new BadRow(BadRow.OUT_OF_RANGE, "Row size exceeds 4 MB");
        }
        return c;
    }

    /** The fields of the record, in their order. */
    List<Field> fields() {
        return fields;
    }

    /** Number of the line that the record begins in, from 1. */
    long line() {
        return line;
    }

    /** The bytes of the record, as far as they have been read. */
    byte[] raw() {
        return raw.copy(0, raw.size());
    }
}
