package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says by its first bytes that a file is something else than CSV in UTF-8, where that is certain. */
final class FileBeginning {

    /** Bytes that are looked at. */
    static final int LENGTH = 512;

    private static final String ERROR_PAGE =
            "; it may be the error page of a server, or the export of another program: replace it by the CSV file";

    /** Documents whose first line may happen to have as many commas as a row. */
    private static final Pattern MARKUP = Pattern.compile(
            "<(?:[!?].*|/?(?:html|head|body|title|meta|script|error|listbucketresult)(?:[\\s>/].*|$))", Pattern.DOTALL);

    private static final Pattern JSON = Pattern.compile("(?:\\{\\s*\"|\\[\\s*\\{).*", Pattern.DOTALL);

    private FileBeginning() {}

    /**
     * @param from where the text begins, behind a byte order mark of UTF-8
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
        if (begins(bytes, from, to, 'P', 'K', 3, 4) || begins(bytes, from, to, 'P', 'K', 5, 6)) {
            return other("a zip archive or an Excel workbook");
        }
        if (begins(bytes, from, to, 0x1F, 0x8B)) {
            return other("compressed with gzip twice");
        }
        if (begins(bytes, from, to, 0xD0, 0xCF, 0x11, 0xE0)) {
            return other("an old Excel workbook");
        }
        if (begins(bytes, from, to, 0x28, 0xB5, 0x2F, 0xFD)) {
            return other("compressed with zstd");
        }
        if (begins(bytes, from, to, 0xFD, '7', 'z', 'X', 'Z', 0)) {
            return other("compressed with xz");
        }
        if (begins(bytes, from, to, 'B', 'Z', 'h') && begins(bytes, from + 4, to, '1', 'A', 'Y', '&', 'S', 'Y')) {
            return other("compressed with bzip2");
        }
        if (begins(bytes, from, to, 'P', 'A', 'R', '1', 0x15)) {
            return other("a Parquet file");
        }
        return begins(bytes, from, to, '%', 'P', 'D', 'F', '-') ? other("a PDF document") : Optional.empty();
    }

    private static Optional<String> other(String what) {
        return Optional.of("the file is " + what + ", not CSV; put it there as CSV, or as CSV in gzip");
    }

    /** Without a mark: every second one of the first bytes is NUL, the others are not. */
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
