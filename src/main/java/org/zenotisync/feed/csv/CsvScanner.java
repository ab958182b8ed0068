package org.zenotisync.feed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a file into records and fields by RFC 4180: commas, records end with LF, CRLF or CR, a field may be quoted, and
 * then "" is a quote. Strict: nothing may follow a closing quote, no quote stays open, all is UTF-8, with or without a
 * byte order mark. Works on the bytes as they come and decodes nothing, since text goes to a database as UTF-8 again:
 * three times as fast as a reader of characters.
 */
final class CsvScanner {

    /** Bytes of one record at most. If there are more, a quote is never closed, or the file is not CSV. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int BUFFER = 128 * 1024;

    /** Eight bytes at once, the first one lowest: reading single bytes took a quarter of a load's time. */
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGHEST_BITS = EACH_BYTE << 7;

    private final InputStream stream;
    private final CsvRecord record = new CsvRecord();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1024);

    private byte[] buffer = new byte[BUFFER];
    private int begin;
    private int position;
    private int limit;

    /** The line of {@link #position}. */
    private long line = 1;

    private final boolean hasByteOrderMark;
    private FileStart.LineEnd lineEnd = FileStart.LineEnd.NONE;
    private boolean allPlain;

    /** @param stream closed by the caller */
    CsvScanner(InputStream stream) throws IOException {
        this.stream = stream;
        limit = stream.readNBytes(buffer, 0, FileBeginning.LENGTH);
        boolean mark = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        position = mark ? 3 : 0;
        hasByteOrderMark = mark;
    }

    /**
     * Checks the first bytes, before the first record is read.
     *
     * @throws CsvFormatException if they are certainly not CSV in UTF-8
     */
    void requireCsv() throws CsvFormatException {
        FileBeginning.requireCsv(buffer, position, limit);
    }

    /** Whether the file begins with a byte order mark. */
    boolean hasByteOrderMark() {
        return hasByteOrderMark;
    }

    /** How the line ended that was read last. */
    FileStart.LineEnd lineEnd() {
        return lineEnd;
    }

    /** The record that {@link #next} has read. */
    CsvRecord record() {
        return record;
    }

    /**
     * Reads the next record; empty lines are skipped.
     *
     * @return false at the end of the file
     * @throws BadRowException if the record is not CSV or not UTF-8, but its end is certain; the next record can be
     *     read
     * @throws CsvFormatException if it is not certain where the record ends; the message has the line
     */
    boolean next() throws IOException, CsvFormatException {
        do {
            begin = position;
            if (position == limit && !fill()) {
                return false;
            }
        } while (endsLine());
        begin = position;
        record.begin(line);
        allPlain = true;
        boolean more = true;
        while (more) {
            usualFields();
            boolean isQuoted = (position < limit || fill()) && buffer[position] == '"';
            more = isQuoted ? quotedField() : field();
        }
        record.setPlace(buffer, begin);
        if (!allPlain) {
            requireUtf8();
        }
        return true;
    }

    /**
     * Reads fields that are not quoted, are ASCII without NUL, and are in the buffer with the comma after them: most
     * fields are. Stops before any other field, and may stop before fields in the last bytes of the buffer.
     */
    private void usualFields() throws CsvFormatException {
        byte[] bytes = buffer;
        int base = begin;
        int last = limit - Long.BYTES;
        int start = position;
        for (int at = start; at <= last; at += Long.BYTES) {
            long others = othersThanBehind(bytes, at, EACH_BYTE * (',' + 1));
            for (; others != 0; others &= others - 1) {
                int here = at + Long.numberOfTrailingZeros(others) / Byte.SIZE;
                byte b = bytes[here];
                if (b == ',') {
                    record.add(start - base, here - base, false, true);
                    start = here + 1;
                } else if (b <= 0 || b == '\n' || b == '\r' || b == '"' && here == start) {
                    position = start;
                    return;
                }
            }
        }
        position = start;
    }

    /** Reads a field without quotes; true if another one follows. */
    private boolean field() throws IOException, CsvFormatException {
        int start = position - begin;
        boolean plain = true;
        int at = position;
        while (true) {
            at = passOver(buffer, at, limit, ',');
            if (at == limit) {
                position = at;
                if (!fill()) {
                    add(start, position - begin, false, plain);
                    return false;
                }
                at = position;
                continue;
            }
            byte b = buffer[at];
            if (b == ',') {
                add(start, at - begin, false, plain);
                position = at + 1;
                return true;
            }
            if (b == '\n' || b == '\r') {
                add(start, at - begin, false, plain);
                position = at;
                endsLine();
                return false;
            }
            plain &= b > 0;
            at++;
        }
    }

    /** Reads a field in quotes; true if another one follows. Escaped quotes are removed in the buffer. */
    private boolean quotedField() throws IOException, CsvFormatException {
        int start = position + 1 - begin;
        // the number of escaped quotes so far; the bytes after them move forward by it
        int taken = 0;
        boolean plain = true;
        position++;
        while (true) {
            byte[] bytes = buffer;
            int end = limit;
            int at = position;
            while (true) {
                at = taken == 0 ? passOver(bytes, at, end, '"') : at;
                if (at == end || bytes[at] == '"') {
                    break;
                }
                byte b = bytes[at];
                if (b == '\n' || b == '\r') {
                    // the byte before is still where it was read: the moved bytes are before it
                    line += b == '\n' && bytes[at - 1] == '\r' ? 0 : 1;
                    record.breaksLine();
                }
                plain &= b > 0;
                if (taken > 0) {
                    bytes[at - taken] = b;
                }
                at++;
            }
            position = at;
            if (at == end) {
                if (!fill()) {
                    throw new CsvFormatException("line " + record.line() + ": Unclosed quoted field at end of input");
                }
                continue;
            }
            position++;
            if ((position == limit && !fill()) || buffer[position] != '"') {
                break;
            }
            buffer[position - 1 - taken] = '"';
            taken++;
            position++;
        }
        add(start, position - 1 - taken - begin, true, plain);
        return endsField();
    }

    /**
     * Passes ASCII characters that are greater than a given one.
     *
     * @return the position of the first other byte, or the end
     */
    private static int passOver(byte[] bytes, int from, int end, char character) {
        long next = EACH_BYTE * (character + 1);
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long others = othersThanBehind(bytes, at, next);
            if (others != 0) {
                return at + Long.numberOfTrailingZeros(others) / Byte.SIZE;
            }
        }
        while (at < end && bytes[at] > character) {
            at++;
        }
        return at;
    }

    /**
     * Looks at eight bytes, the first one lowest.
     *
     * @param next eight times the character after the given one
     * @return the highest bit of each byte that is not an ASCII character greater than the given one; of other bytes
     *     only after such a byte
     */
    private static long othersThanBehind(byte[] bytes, int at, long next) {
        long word = (long) WORD.get(bytes, at);
        // the borrow of a marked byte may mark the bytes after it
        return (word - next | word) & HIGHEST_BITS;
    }

    private void add(int start, int end, boolean isQuoted, boolean isPlain) throws CsvFormatException {
        record.add(start, end, isQuoted, isPlain);
        allPlain &= isPlain;
    }

    /** Passes the comma or line end after a field; true if another field follows. */
    private boolean endsField() throws IOException, CsvFormatException {
        if (position == limit && !fill()) {
            return false;
        }
        if (buffer[position] == ',') {
            position++;
            return true;
        }
        if (!endsLine()) {
            throw textBehindQuote();
        }
        return false;
    }

    /**
     * Passes the rest of a record in which text follows a closing quote. That quote may have been meant to close the
     * field, or to be a part of its text. The record's end is certain only if both readings find the same end of line,
     * and it is the first one after the record's start.
     */
    private CsvFormatException textBehindQuote() throws IOException, CsvFormatException {
        String reason = "text follows the closing quote of field " + record.fields();
        int rest = position - begin;
        RestOfRecord closed = RestOfRecord.afterField();
        RestOfRecord text = RestOfRecord.insideQuotes();
        while ((position < limit || fill()) && buffer[position] != '\n' && buffer[position] != '\r') {
            closed.read(buffer[position]);
            text.read(buffer[position]);
            position++;
        }
        if (record.hasLineBreak() || !closed.mayEnd() || !text.mayEnd()) {
            return new CsvFormatException(
                    "line " + record.line() + ": " + reason + ", and so it is not certain where the row ends");
        }
        record.endsWith(rest, position - begin);
        if (position < limit) {
            endsLine();
        }
        record.setPlace(buffer, begin);
        return BadRowException.ofRow(record, reason);
    }

    /** Passes the end of a line, if there is one. */
    private boolean endsLine() throws IOException, CsvFormatException {
        byte b = buffer[position];
        if (b != '\n' && b != '\r') {
            return false;
        }
        position++;
        line++;
        lineEnd = b == '\n' ? FileStart.LineEnd.LF : FileStart.LineEnd.CR;
        if (b == '\r' && (position < limit || fill()) && buffer[position] == '\n') {
            position++;
            lineEnd = FileStart.LineEnd.CRLF;
        }
        return true;
    }

    /** Reads more bytes into the buffer, and keeps the record that is being read; false at the end of the file. */
    private boolean fill() throws IOException, CsvFormatException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, limit - begin);
            position -= begin;
            limit -= begin;
            begin = 0;
        }
        if (limit == buffer.length) {
            if (limit >= MOST_BYTES) {
                throw new CsvFormatException("line " + record.line() + ": a record of more than "
                        + MOST_BYTES / 1024 / 1024 + " MB; is a quote opened here that is never closed?");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        int read = stream.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    private void requireUtf8() throws CsvFormatException {
        for (int field = 0; field < record.fields(); field++) {
            if (!record.isPlain(field) && !isUtf8(record.start(field), record.end(field))) {
                throw BadRowException.ofField(record, field, "not valid UTF-8");
            }
        }
    }

    private boolean isUtf8(int from, int to) {
        utf8.reset();
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, to - from);
        CoderResult result;
        do {
            decoded.clear();
            result = utf8.decode(bytes, decoded, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
