package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner beside FastCSV, whose strict reading of RFC 4180 it shares. */
class CsvScannerTest {

    private static final List<String> PIECES = List.of(
            "a",
            "1",
            " ",
            "-",
            ",",
            ",",
            ",",
            "\"",
            "\"",
            "\"\"",
            ",\"",
            "\",",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "é",
            "\0",
            "𝄞",
            "x".repeat(200));

    static List<Long> seeds() {
        return IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyTextIsReadAsFastCsvReadsIt(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String text = text(random);
            // FastCSV 4.3 takes a lone CR in quotes and the next LF for one line end, whatever stands between them
            boolean withLines = !text.replace("\r\n", "").contains("\r");
            List<String> expected = expected(text, withLines);
            String shown = text.replace("\r", "{CR}").replace("\n", "{LF}");
            assertThat(scanned(stream(text, random), withLines))
                    .as("%d, in pieces: <%s>", seed, shown)
                    .isEqualTo(expected);
            assertThat(scanned(stream(text), withLines))
                    .as("%d: <%s>", seed, shown)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aRecordGrowsBeyondTheBufferAndTheRecordsAfterItAreComplete() throws Exception {
        String big = "b".repeat(5_000_000);
        List<String> records = scanned(stream("1,\"" + big + "\"\n2,x\n" + big + ",3"), true);

        assertThat(records).containsExactly("1: [1, q" + big + "]", "2: [2, x]", "3: [" + big + ", 3]");
    }

    /** Records of 1 to 60 bytes, so that a buffer's end falls on all positions of a record. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "é", "\0", "-"})
    void shortRecordsAreWholeWhereverABufferEnds(String last) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 500_000; i++) {
            String field = last.equals("\"") ? "\"\"\"\"" : last;
            text.append(i)
                    .append(",-a,".repeat(i % 15))
                    .append(field)
                    .append(",b,")
                    .append(field)
                    .append("\n");
        }

        assertThat(scanned(stream(text.toString()), true)).isEqualTo(expected(text.toString(), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 129, 256, 257, CsvRecord.MOST_FIELDS})
    void aRecordHasAsManyFieldsAsAreWritten(int fields) throws Exception {
        CsvScanner scanner = new CsvScanner(stream("f,".repeat(fields - 1) + "last\n"));

        assertThat(scanner.next()).isTrue();

        assertThat(scanner.record().fields()).isEqualTo(fields);
        assertThat(scanner.record().text(0)).isEqualTo("f");
        assertThat(scanner.record().text(fields - 1)).isEqualTo("last");
    }

    @Test
    void moreFieldsThanAnyTableHasAreRefused() throws Exception {
        CsvScanner scanner = new CsvScanner(stream("1\n" + "f,".repeat(CsvRecord.MOST_FIELDS) + "last\n"));
        scanner.next();

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(scanner::next)
                .withMessage("line 2: more than 100000 fields; no table has so many columns");
    }

    /** The bytes of the records before do not stay in the buffer. */
    @Test
    void aFileMayBeLargerThanARecordMay() throws Exception {
        byte[] row = ("1," + "x".repeat(1021) + "\n").getBytes(StandardCharsets.UTF_8);
        int rows = CsvScanner.MOST_BYTES / row.length + 1000;
        CsvScanner scanner =
                new CsvScanner(new SequenceInputStream(Collections.enumeration(Collections.nCopies(rows, row).stream()
                        .map(ByteArrayInputStream::new)
                        .toList())));

        for (int i = 0; i < rows; i++) {
            assertThat(scanner.next()).isTrue();
        }
        assertThat(scanner.next()).isFalse();
    }

    @Test
    void aRowWithTextAfterAClosingQuoteIsNotWhole() throws Exception {
        CsvScanner scanner = new CsvScanner(stream("1,\"a\"\n2,\"b\"c\",3\n4,d\n"));
        scanner.next();
        assertThat(scanner.record().isWhole()).isTrue();

        assertThatExceptionOfType(BadRowException.class).isThrownBy(scanner::next);

        assertThat(scanner.record().isWhole()).isFalse();
        assertThat(scanner.record().raw()).asString().isEqualTo("2,\"b\"c\",3");
        assertThat(scanner.next()).isTrue();
        assertThat(scanner.record().isWhole()).isTrue();
    }

    @Test
    void aRecordWithoutEndIsRefusedBeforeItFillsTheMemory() {
        InputStream endless = new SequenceInputStream(stream("1,a\n2,\"b"), new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
            }
        });
        CsvScanner scanner = scanner(endless);

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> {
                    while (scanner.next()) {
                        assertThat(scanner.record().line()).isEqualTo(1);
                    }
                })
                .withMessage("line 2: a record of more than 16 MB; is a quote opened here that is never closed?");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Line and fields of every record, marked by what they are, and at the end the line of a failure. */
    static List<String> scanned(InputStream stream, boolean withLines) throws IOException {
        List<String> records = new ArrayList<>();
        CsvScanner scanner = scanner(stream);
        CsvRecord record = scanner.record();
        try {
            while (scanner.next()) {
                records.add(record.line() + ": "
                        + IntStream.range(0, record.fields())
                                .mapToObj(field ->
                                        marked(record.isQuoted(field), record.isPlain(field), record.text(field)))
                                .toList());
            }
        } catch (CsvFormatException e) {
            records.add(e.getMessage().replaceFirst(":.*", " fails"));
        }
        return withLines ? records : withoutLines(records);
    }

    @SuppressWarnings("removal") // what takes their place is not in FastCSV 4.3.0
    static List<String> expected(String text, boolean withLines) {
        List<String> records = new ArrayList<>();
        FastCsvRecord handler = new FastCsvRecord();
        try {
            CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .build(handler, text)
                    .forEach(records::add);
        } catch (CsvParseException e) {
            records.add("line " + handler.line + " fails");
        }
        return withLines ? records : withoutLines(records);
    }

    private static String marked(boolean isQuoted, boolean isPlain, String text) {
        return (isQuoted ? "q" : "") + (isPlain ? "" : "~") + text;
    }

    private static List<String> withoutLines(List<String> records) {
        return records.stream().map(record -> record.replaceFirst("[0-9]+", "")).toList();
    }

    private static CsvScanner scanner(InputStream stream) {
        try {
            return new CsvScanner(stream);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text in pieces, as a network gives it. */
    private static InputStream stream(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<InputStream> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
            pieces.add(new ByteArrayInputStream(bytes, at, length));
            at += length;
        }
        return new SequenceInputStream(Collections.enumeration(pieces));
    }

    /** A record of FastCSV in the words of {@link #scanned}. */
    private static final class FastCsvRecord extends AbstractBaseCsvCallbackHandler<String> {

        private final List<String> fields = new ArrayList<>();
        private long line;

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields.clear();
            line = startingLineNumber;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
            String text = new String(buffer, offset, length);
            fields.add(marked(isQuoted, text.chars().allMatch(c -> c > 0 && c < 128), text));
        }

        @Override
        protected String buildRecord() {
            return getRecordType() == RecordType.EMPTY ? null : line + ": " + fields;
        }
    }
}
