package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** Whatever bytes a file has, it is read or refused in words. */
class CsvFuzzTest {

    private static final List<String> TEXTS = List.of(
            ",",
            ",",
            ",",
            "\"",
            "\"",
            "\"\"",
            "\n",
            "\n",
            "\r",
            "\r\n",
            "\uFEFF",
            " ",
            "\0",
            "a",
            "é",
            "𝄞",
            "0",
            "1",
            "-",
            "+",
            ".",
            "9",
            "e",
            "E5",
            "t",
            "true",
            "no",
            "NaN",
            "inf",
            "Infinity",
            "2024-02-29",
            "24:00",
            "12:59:60",
            " ",
            "T",
            "Z",
            "AM",
            "+15:59",
            "/",
            "02/29/2023",
            "20240229",
            "9223372036854775808",
            "1e999999999",
            "id",
            "void",
            "ORGANIZATIONID",
            "flag,",
            "Organization_Id",
            "[id]",
            "sep=,",
            "---",
            ";",
            "<",
            "{",
            "9".repeat(39),
            "0".repeat(450),
            "x".repeat(300));

    private static final List<ColumnDefinition> COLUMNS = List.of(
            new ColumnDefinition("id", ColumnType.of(Kind.BIGINT)),
            new ColumnDefinition("void", ColumnType.of(Kind.SMALLINT)),
            new ColumnDefinition("organizationid", ColumnType.varchar(36)),
            new ColumnDefinition("amount", ColumnType.decimal(38, 10)),
            new ColumnDefinition("flag", ColumnType.of(Kind.BOOLEAN)),
            new ColumnDefinition("share", ColumnType.of(Kind.REAL)),
            new ColumnDefinition("ratio", ColumnType.of(Kind.DOUBLE)),
            new ColumnDefinition("day", ColumnType.of(Kind.DATE)),
            new ColumnDefinition("clock", ColumnType.of(Kind.TIME)),
            new ColumnDefinition("at", ColumnType.of(Kind.TIMESTAMP)),
            new ColumnDefinition("zoned", ColumnType.of(Kind.TIMESTAMPTZ)));

    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<byte[]> texts = Arbitraries.of(TEXTS).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(3);
        return Arbitraries.frequencyOf(Tuple.of(9, texts), Tuple.of(1, bytes))
                .list()
                .ofMaxSize(60)
                .map(CsvFuzzTest::joined);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(TEXTS).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }

    @Property
    void aFileIsReadOrRefusedInOneLineAndInPiecesItIsTheSame(
            @ForAll("files") byte[] file,
            @ForAll @IntRange(min = 1, max = 11) int columns,
            @ForAll TableKind kind,
            @ForAll EmptyText emptyText,
            @ForAll VoidedRows voidedRows,
            @ForAll @IntRange(min = 1, max = 9) int piece)
            throws IOException, SQLException {
        TableCsvReader reader = reader(columns, kind, emptyText, voidedRows);

        Outcome whole = read(reader, new ByteArrayInputStream(file));
        Outcome inPieces = read(reader, new Pieces(file, piece));

        assertThat(inPieces).isEqualTo(whole);
        assertThat(whole.rows().size()).isLessThanOrEqualTo(lines(file));
        assertThat(whole.rows()).allMatch(row -> row.size() == columns);
        if (whole.refusal() != null) {
            assertThat(whole.refusal()).matches("line [0-9]+[:,].*").doesNotContain("\n", "\r", "\0");
        } else {
            assertThat(whole.read()).isBetween((long) whole.rows().size(), (long) lines(file));
        }
    }

    @Property
    void aTextIsCutIntoFieldsAsFastCsvCutsIt(@ForAll("texts") String text) throws IOException {
        // FastCSV 4.3 takes a lone CR in quotes and the next LF for one line end, whatever stands between them
        boolean withLines = !text.replace("\r\n", "").contains("\r");
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;

        assertThat(CsvScannerTest.scanned(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), withLines))
                .isEqualTo(CsvScannerTest.expected(withoutMark, withLines));
    }

    /** With the bad rows left out, of a file without any the same is read, and of one that has some no other rows. */
    @Property
    void aFileIsReadAroundItsBadRowsOrRefusedInOneLine(
            @ForAll("files") byte[] file,
            @ForAll @IntRange(min = 1, max = 11) int columns,
            @ForAll TableKind kind,
            @ForAll @IntRange(min = 1, max = 9) int piece)
            throws IOException, SQLException {
        TableCsvReader reader = reader(columns, kind, EmptyText.NULL, VoidedRows.HAND_ON);
        Outcome strict = read(reader, new ByteArrayInputStream(file));
        RecordingSink sink = new RecordingSink();
        List<BadRow> bad = new ArrayList<>();

        try {
            RowCounts counts = reader.read(new Pieces(file, piece), sink, bad::add);
            assertThat(counts.read()).isEqualTo((long) sink.rows().size() + bad.size());
            assertThat(bad.isEmpty()).isEqualTo(strict.refusal() == null);
        } catch (CsvFormatException e) {
            assertThat(e.getMessage()).matches("line [0-9]+[:,].*").doesNotContain("\n", "\r", "\0");
            assertThat(strict.refusal()).isNotNull();
        }

        assertThat(sink.rows()).allMatch(row -> row.size() == columns);
        assertThat(sink.rows()
                        .subList(0, Math.min(sink.rows().size(), strict.rows().size())))
                .isEqualTo(strict.rows()
                        .subList(0, Math.min(sink.rows().size(), strict.rows().size())));
        assertThat(bad).allSatisfy(row -> assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains(new String(row.raw(), StandardCharsets.ISO_8859_1)));
    }

    private static TableCsvReader reader(int columns, TableKind kind, EmptyText emptyText, VoidedRows voidedRows) {
        return new TableCsvReader(
                new FileRules(
                        new FeedTable(new TableDefinition("bi_x", COLUMNS.subList(0, columns), List.of(), List.of()))
                                .withFormerNames(Map.of("former", "id")),
                        List.of("id")),
                kind,
                emptyText,
                voidedRows);
    }

    /** What became of a file; refusal and read are each null where the other is not. */
    private record Outcome(List<List<Object>> rows, Long read, String refusal) {}

    private static Outcome read(TableCsvReader reader, InputStream stream) throws IOException, SQLException {
        RecordingSink sink = new RecordingSink();
        try {
            return new Outcome(sink.rows(), reader.read(stream, sink).read(), null);
        } catch (CsvFormatException e) {
            return new Outcome(sink.rows(), null, e.getMessage());
        }
    }

    /** Line ends, each of CR and LF counted, and the line after the last one. */
    private static int lines(byte[] file) {
        int lines = 1;
        for (byte b : file) {
            lines += b == '\n' || b == '\r' ? 1 : 0;
        }
        return lines;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        pieces.forEach(file::writeBytes);
        return file.toByteArray();
    }

    /** Gives a few bytes at a time. */
    private static final class Pieces extends FilterInputStream {

        private final int piece;

        Pieces(byte[] bytes, int piece) {
            super(new ByteArrayInputStream(bytes));
            this.piece = piece;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, piece));
        }
    }
}
