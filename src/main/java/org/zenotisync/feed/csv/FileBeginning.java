package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses files whose first bytes show that they are certainly not CSV in UTF-8. */
final class FileBeginning {

    /** Bytes that are checked. */
    static final int LENGTH = 512;

    private static final String ERROR_PAGE =
            "; it may be the error page of a server, or the export of another program: replace it by the CSV file";

    /** Documents whose first line may happen to have as many commas as a row. */
    private static final Pattern MARKUP = Pattern.compile(
            "<(?:[!?].*|/?(?:html|head|body|title|meta|script|error|listbucketresult)(?:[\\s>/].*|$))", Pattern.DOTALL);

    private static final Pattern JSON = Pattern.compile("(?:\\{\\s*\"|\\[\\s*\\{).*", Pattern.DOTALL);

    /**
     * Bytes of an ORC file that certainly contain bytes that text does not have. Its first letters alone could begin a
     * word.
     */
    private static final int ORC_LOOKED_AT = 64;

    private static final List<Format> FORMATS = List.of(
            new Format("a zip archive or an Excel workbook", 'P', 'K', 3, 4),
            new Format("a zip archive or an Excel workbook", 'P', 'K', 5, 6),
            new Format("compressed with gzip twice", 0x1F, 0x8B),
            new Format("an old Excel workbook", 0xD0, 0xCF, 0x11, 0xE0),
            new Format("compressed with zstd", 0x28, 0xB5, 0x2F, 0xFD),
            new Format("compressed with xz", 0xFD, '7', 'z', 'X', 'Z', 0),
            new Format("compressed with LZ4", 0x04, 0x22, 0x4D, 0x18),
            new Format("a 7-Zip archive", '7', 'z', 0xBC, 0xAF, 0x27, 0x1C),
            new Format("a RAR archive", 'R', 'a', 'r', '!', 0x1A, 0x07),
            new Format("a Parquet file", 'P', 'A', 'R', '1', 0x15),
            new Format("an Avro file", 'O', 'b', 'j', 1),
            new Format("a PDF document", '%', 'P', 'D', 'F', '-'));

    /** A kind of file that always begins with the same bytes. */
    private record Format(String name, int... magic) {}

    private FileBeginning() {}

    /**
     * @param from where the text begins, after a byte order mark of UTF-8
     * @throws CsvFormatException if the file is certainly not CSV in UTF-8; the message says what it is
     */
    static void requireCsv(byte[] bytes, int from, int to) throws CsvFormatException {
        Optional<String> other = binary(bytes, from, to);
        if (other.isPresent()) {
            throw new CsvFormatException("line 1: " + other.get());
        }
        int at = from;
        int line = 1;
        while (at < to && bytes[at] <= ' ' && bytes[at] > 0) {
            boolean endsLine = bytes[at] == '\n' || bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] != '\n');
            line += endsLine ? 1 : 0;
            at++;
        }
        String text = new String(bytes, at, to - at, StandardCharsets.ISO_8859_1);
        if (MARKUP.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            throw markup(line);
        }
        if (JSON.matcher(text).matches()) {
            throw new CsvFormatException("line " + line + ": the file is JSON, not CSV" + ERROR_PAGE);
        }
    }

    static CsvFormatException markup(long line) {
        return new CsvFormatException("line " + line
                + ": the file begins with '<', so it is HTML or XML, not CSV" + ERROR_PAGE
                + " (a first value that begins with '<' must be in quotes)");
    }

    private static Optional<String> binary(byte[] bytes, int from, int to) {
        if (begins(bytes, from, to, 0xFF, 0xFE) || begins(bytes, from, to, 0xFE, 0xFF) || isUtf16(bytes, from, to)) {
            return Optional.of("the file is in UTF-16, but the feed is in UTF-8; write it again as UTF-8"
                    + " (UTF-16 has a NUL byte beside each Latin letter)");
        }
        for (Format format : FORMATS) {
            if (begins(bytes, from, to, format.magic())) {
                return other(format.name());
            }
        }
        if (begins(bytes, from, to, 'B', 'Z', 'h') && begins(bytes, from + 4, to, '1', 'A', 'Y', '&', 'S', 'Y')) {
            return other("compressed with bzip2");
        }
        return begins(bytes, from, to, 'O', 'R', 'C') && hasControls(bytes, from, Math.min(to, from + ORC_LOOKED_AT))
                ? other("an ORC file")
                : Optional.empty();
    }

    /** Whether there is a byte that text does not have. */
    private static boolean hasControls(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] < '\t') {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> other(String what) {
        return Optional.of("the file is " + what + ", not CSV; put it there as CSV, or as CSV in gzip");
    }

    /** UTF-16 without a byte order mark: every second byte is NUL, the others are not. */
    private static boolean isUtf16(byte[] bytes, int from, int to) {
        if (to - from < 4) {
            return false;
        }
        boolean isLow = bytes[from] != 0 && bytes[from + 1] == 0 && bytes[from + 2] != 0 && bytes[from + 3] == 0;
        boolean isHigh = bytes[from] == 0 && bytes[from + 1] != 0 && bytes[from + 2] == 0 && bytes[from + 3] != 0;
        return isLow || isHigh;
    }

    private static boolean begins(byte[] bytes, int from, int to, int... magic) {
        if (to - from < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[from + i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }
}
