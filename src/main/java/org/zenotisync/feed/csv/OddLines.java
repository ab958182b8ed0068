package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds lines of a file that are not rows, although they have as many fields: a header further down, and a line of
 * dashes. It checks only one byte of nearly all other lines.
 */
final class OddLines {

    /** The characters of a line that is drawn under a header, besides blanks. */
    private static final String DRAWN = "-=+|";

    /** So many dashes in a row count as a drawn line. One or two may be a value. */
    private static final int SHORTEST = 3;

    static final String DASHES = "a line of dashes, which is not a row";

    private static final byte[] NO_BREAK_SPACE = "\u00a0".getBytes(StandardCharsets.UTF_8);

    /** A file that was put together from several files may have it in the middle. */
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final ColumnNames names;
    private final int fields;

    /** The names that a header may have for columns, by the first letter. */
    private final byte[][][] namesByLetter = new byte[128][][];

    /** A first field of so many bytes is not the name of a column. */
    private final int tooLong;

    /** Whether a line may be odd, by its first byte. */
    private final boolean[] begins = new boolean[256];

    /** @param fields of each row of the file */
    OddLines(ColumnNames names, int fields) {
        this.names = names;
        this.fields = fields;
        for (int i = 0; i < DRAWN.length(); i++) {
            begins[DRAWN.charAt(i)] = true;
        }
        begins[' '] = true;
        begins['\t'] = true;
        List<byte[]> all = fields == 1 ? List.of() : names.plainNames();
        this.tooLong = all.stream().mapToInt(name -> name.length).max().orElse(0) * 2 + 1;
        all.stream().collect(Collectors.groupingBy(name -> name[0])).forEach((letter, ofLetter) -> {
            namesByLetter[letter] = ofLetter.toArray(byte[][]::new);
            begins[letter] = true;
            begins[Character.toUpperCase(letter)] = true;
        });
        for (int c = 0; c < 128 && !all.isEmpty(); c++) {
            begins[c] |= ColumnNames.isIgnoredInLines(c);
        }
        begins[NO_BREAK_SPACE[0] & 0xff] = !all.isEmpty();
        begins[BYTE_ORDER_MARK[0] & 0xff] = !all.isEmpty();
    }

    /** @throws BadRowException if a record is not a row */
    void refuse(CsvRecord record) throws BadRowException {
        if (!begins[record.bytes()[record.start(0)] & 0xff]) {
            return;
        }
        if (isDrawn(record)) {
            throw BadRowException.ofRow(record, DASHES);
        }
        if (fields > 1 && beginsWithName(record) && names.columnsOf(record, 0).isPresent()) {
            // in any order: rows after a header in another order would get into wrong columns
            throw BadRowException.ofRow(record, "a header in the middle of the file, which is not a row");
        }
    }

    /** Whether a record is a line of dashes: all fields consist of dashes, and some have more than two in a row. */
    static boolean isDrawn(CsvRecord record) {
        boolean isLong = false;
        for (int field = 0; field < record.fields(); field++) {
            int drawn = 0;
            int longest = 0;
            int run = 0;
            for (int i = record.start(field); i < record.end(field); i++) {
                byte b = record.bytes()[i];
                boolean isLine = DRAWN.indexOf(b) >= 0;
                if (!isLine && b != ' ' && b != '\t') {
                    return false;
                }
                drawn += isLine ? 1 : 0;
                run = b == '-' || b == '=' ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
            if (drawn == 0) {
                return false;
            }
            isLong |= longest >= SHORTEST;
        }
        return isLong;
    }

    /** Compares bytes, without a text for each: many values may begin with the first letter of a column's name. */
    private boolean beginsWithName(CsvRecord record) {
        byte[] bytes = record.bytes();
        int end = record.end(0);
        int at = passIgnored(bytes, record.start(0), end);
        if (end - record.start(0) >= tooLong || at == end || bytes[at] < 0) {
            return false;
        }
        byte[][] candidates = namesByLetter[Character.toLowerCase(bytes[at])];
        for (int i = 0; candidates != null && i < candidates.length; i++) {
            if (isName(bytes, at, end, candidates[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte[] bytes, int from, int end, byte[] name) {
        int at = from;
        for (byte letter : name) {
            if (at == end || Character.toLowerCase(bytes[at]) != letter) {
                return false;
            }
            at = passIgnored(bytes, at + 1, end);
        }
        return at == end;
    }

    private static int passIgnored(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (bytes[at] > 0 && ColumnNames.isIgnoredInLines(bytes[at])) {
                at++;
            } else if (hasAt(bytes, at, end, BYTE_ORDER_MARK)) {
                at += BYTE_ORDER_MARK.length;
            } else if (hasAt(bytes, at, end, NO_BREAK_SPACE)) {
                at += NO_BREAK_SPACE.length;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean hasAt(byte[] bytes, int at, int end, byte[] wanted) {
        return bytes[at] == wanted[0]
                && at + wanted.length <= end
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
