package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

class TableCsvReaderTest {

    private static final TableDefinition CITY =
            table(column("id", ColumnType.of(ColumnType.Kind.INTEGER)), column("name", ColumnType.varchar(65_535)));

    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @ValueSource(strings = {"1,a\n2,b\n", "1,a\r\n2,b\r\n", "1,a\n2,b", "\n\r\n1,a\n\n\n2,b\n\n", "\uFEFF1,a\n2,b\r\n"})
    void lineEndsEmptyLinesAndAByteOrderMarkMakeNoDifference(String text) throws Exception {
        RowCounts counts = read(text);

        assertThat(counts).isEqualTo(new RowCounts(2, 2, 0, 0));
        assertThat(sink.rows()).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n", "id,name\n", "\uFEFFid,name", "\uFEFFNAME,ID\r\n"})
    void aFileWithoutRowsHasNone(String text) throws Exception {
        assertThat(read(text)).isEqualTo(RowCounts.NONE);
        assertThat(sink.rows()).isEmpty();
    }

    @Test
    void aBadRowReachesTheSinkWithNoneOfItsValuesAndIsKeptAsItStands() throws Exception {
        List<BadRow> bad = new ArrayList<>();
        String text = "1,a\r\n2,b\u0000\r\n\"3\",\"c \"\"c\"\"\",\"\"\r\n\r\n4,\"d \"d\" d\"\r\n\"5\n\",\"e\"\r\n6,f";

        RowCounts counts = reader(CITY, TableKind.DIMENSION).read(stream(bytes(text)), sink, bad::add);

        assertThat(counts).isEqualTo(new RowCounts(6, 2, 0, 4));
        assertThat(sink.rows()).containsExactly(List.of(1L, "a"), List.of(6L, "f"));
        assertThat(bad)
                .extracting(row -> new String(row.raw(), StandardCharsets.UTF_8))
                .containsExactly("2,b\u0000", "\"3\",\"c \"\"c\"\"\",\"\"", "4,\"d \"d\" d\"", "\"5\n\",\"e\"");
        assertThat(bad).extracting(BadRow::line).containsExactly(2L, 3L, 5L, 6L);
        assertThat(bad).extracting(BadRow::column).containsExactly("name", null, null, "id");
        assertThat(bad).extracting(BadRow::reason).satisfies(reasons -> {
            assertThat(reasons.get(0)).contains("has a NUL character");
            assertThat(reasons.get(1)).isEqualTo("3 fields, but the file's first line has 2");
            assertThat(reasons.get(2)).isEqualTo("text follows the closing quote of field 2");
            assertThat(reasons.get(3)).startsWith("value '5\\u000a' is not a whole number");
        });
    }

    /** The scanner keeps a record where it is in the buffer, and moves it when the buffer is full. */
    @Test
    void badRowsAreKeptWholeWhereverTheyLieInTheBuffer() throws Exception {
        List<BadRow> bad = new ArrayList<>();
        StringBuilder text = new StringBuilder("0,first\n");
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            String name = "n".repeat(1 + i % 211);
            String row =
                    switch (i % 3) {
                        case 0 -> "x,\"" + name + "\"\"\"";
                        case 1 -> i + ",\"" + name + " \"" + name + "\" " + name + "\"";
                        default -> i + "," + name + ",";
                    };
            text.append(row).append('\n').append(i).append(",\"good\"\n");
            expected.add(row);
        }

        RowCounts counts = reader(CITY, TableKind.DIMENSION).read(stream(bytes(text.toString())), sink, bad::add);

        assertThat(counts).isEqualTo(new RowCounts(6001, 3001, 0, 3000));
        assertThat(bad)
                .extracting(row -> new String(row.raw(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,a\n2,\"b\"b\n3,c\n",
                "1,a\n2,\"b\nb\"b\"\n3,c\n",
                "1,a\n2,\"b\" \"b\n3,c\"\n",
                "1,a\n2,\"b\"b,\"\nc\"\n",
                "1,a\n2,\"b\"b,\"\"\"\n3,c\n",
                "1,a\n2,\"b\n3,c\",\n",
                "1,a\n2,\"b",
                "\"1\"1\",a\n",
                "id,name,mayor\n",
                "1,2,3\n"
            })
    void whereARowsEndIsNotCertainTheFileFailsInAnyCase(String text) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader(CITY, TableKind.DIMENSION).read(stream(bytes(text)), sink, row -> {}));
    }

    @Test
    void aByteOrderMarkCountsOnlyAtTheStart() throws Exception {
        read("1,\uFEFFa\n");

        assertThat(sink.rows()).containsExactly(List.of(1L, "\uFEFFa"));
    }

    @Test
    void aHeaderGivesFieldsTheirColumnsAndIsNotARow() throws Exception {
        RowCounts counts = read("\uFEFFNAME,id\r\na,1\r\n");

        assertThat(counts).isEqualTo(new RowCounts(1, 1, 0, 0));
        assertThat(sink.rows()).containsExactly(List.of(1L, "a"));
    }

    @Test
    void unquotedEmptyIsNullAndQuotedEmptyIsTextOnlyInATextColumn() throws Exception {
        read("1,\n,\"\"\n\"\",x\n");

        assertThat(sink.rows())
                .containsExactly(Arrays.asList(1L, null), Arrays.asList(null, ""), Arrays.asList(null, "x"));
    }

    @Test
    void unquotedEmptyTextIsWhatTheSettingSays() throws Exception {
        new TableCsvReader(
                        new FileRules(new FeedTable(CITY), List.of()),
                        TableKind.DIMENSION,
                        EmptyText.EMPTY,
                        VoidedRows.HAND_ON)
                .read(stream(bytes(",\n")), sink);

        assertThat(sink.rows()).containsExactly(Arrays.asList(null, ""));
    }

    @Test
    void aQuotedEmptyLineIsARowOfATableWithOneColumn() throws Exception {
        TableDefinition one = table(column("name", ColumnType.varchar(10)));

        RowCounts counts = read(one, TableKind.DIMENSION, bytes("\"\"\n\nx\n"));

        assertThat(counts.read()).isEqualTo(2);
        assertThat(sink.rows()).containsExactly(List.of(""), List.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "null", "\\N", " x ", "#x", "a\tb", "it's", "\u2028", "𝄞é"})
    void textIsKeptAsItIs(String text) throws Exception {
        read("1," + text + "\n");

        assertThat(sink.rows()).containsExactly(List.of(1L, text));
    }

    @Test
    void theLastTextOfAFileWithoutALineEndIsKeptAsItIs() throws Exception {
        read("1,é");

        assertThat(sink.rows()).containsExactly(List.of(1L, "é"));
    }

    @Test
    void quotesKeepCommasQuotesAndLineBreaksOfEveryKind() throws Exception {
        read("1,\"a,b\"\"c\nd\re\r\nf\"\r\n");

        assertThat(sink.rows()).containsExactly(List.of(1L, "a,b\"c\nd\re\r\nf"));
    }

    @ParameterizedTest
    @CsvSource({
        "'1,a\nx,b\n', 2",
        "'1,a\r\nx,b\r\n', 2",
        "'\n\n1,a\n\r\nx,b\n', 5",
        "'1,\"a\nb\r\nc\"\nx,b\n', 4",
        "'id,name\n1,a\nx,b\n', 3",
        "'x,\"a\nb\"', 1"
    })
    void aBadValueIsReportedWithTheLineOnWhichItsRecordStarts(String text, int line) {
        refused(
                bytes(text),
                "line " + line
                        + ", column \"id\": value 'x' is not a whole number from -2147483648 to 2147483647 (INTEGER)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | 1 field instead of 2: is the separator a comma?",
                "2;b | 1 field instead of 2: is the separator a comma? This line has ';'",
                "2\tb | 1 field instead of 2: is the separator a comma? This line has tabs",
                "\"2,b\" | 1 field instead of 2: is the separator a comma? The whole line is in quotes",
                "2,b,c | 3 fields, but the file's first line has 2",
                "2,b,\"\" | 3 fields, but the file's first line has 2",
                "2,b, | 3 fields, but the file's first line has 2; the line ends with a comma: remove the trailing comma of"
                        + " every line"
            })
    void aLineWithMoreOrFewerFieldsThanTheFirstIsRefused(String line, String reason) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read("1,a\n\n" + line + "\n"))
                .withMessage("line 3: " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,a\n2,\"b", "1,a\n2,\"b\n", "1,a\n2,\"b\"\"", "1,a\n2,\"b,c\nd,e\n"})
    void aFileThatIsCutInsideQuotesIsRefusedWithTheLineOfItsRecord(String text) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("line 2")
                .withMessageContaining("Unclosed quoted field at end of input");
    }

    @Test
    void textAfterAClosingQuoteIsRefused() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read("1,a\n2,\"b\"c\n"))
                .withMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E2", "E282", "F09F8C", "80", "C080", "EDA080", "FF", "F4908080", "4DFC4E"})
    void bytesThatAreNotUtf8AreRefusedAtAnyPosition(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);

        notUtf8(joined(bytes("1,a\n2,"), bad));
        notUtf8(joined(bytes("1,a\n2,"), bad, bytes("\n3,c\n")));
        notUtf8(joined(bad, bytes(",a\n")));
        notUtf8(joined(bytes("1,a\n".repeat(50_000)), bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EF", "EFBB"})
    void aCutByteOrderMarkIsNotUtf8(String hex) {
        notUtf8(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "é\0", "\0é"})
    void aNulCharacterIsRefused(String text) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read("1," + text + "\n"))
                .withMessageStartingWith("line 1, column \"name\": value '")
                .withMessageContaining("\\u0000")
                .withMessageContaining("has a NUL character, which text cannot hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "𝄞"})
    void textOf65535BytesFitsAndOneByteMoreDoesNot(String character) throws Exception {
        int bytes = bytes(character).length;
        String fits = character.repeat(65_535 / bytes) + "y".repeat(65_535 % bytes);

        read("1,\"" + fits + "\"\n2," + fits + "\n");

        assertThat(sink.rows()).containsExactly(List.of(1L, fits), List.of(2L, fits));
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read("1," + fits + "z\n"))
                .withMessageContaining("has 65536 bytes, more than its column holds; an upgrade that widens it may be")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void keysBeyondALongStayExact() throws Exception {
        TableDefinition keys = table(column("id", ColumnType.decimal(19, 0)));

        read(keys, TableKind.DIMENSION, bytes("9999999999999999999\n-9223372036854775809\n"));

        assertThat(sink.rows())
                .containsExactly(
                        List.of(new BigInteger("9999999999999999999")),
                        List.of(new BigInteger("-9223372036854775809")));
    }

    @ParameterizedTest
    @CsvSource({"REAL, 3.5e38", "REAL, -1e39", "REAL, 1e300", "DOUBLE, 1e309"})
    void aFloatingPointNumberBeyondItsTypeIsRefused(ColumnType.Kind kind, String text) {
        TableDefinition numbers = table(column("value1", ColumnType.of(kind)));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(numbers, TableKind.DIMENSION, bytes(text)))
                .withMessageContaining("value '" + text + "' is not a number in range");
    }

    @Test
    void theLargestFloatingPointNumbersAreKept() throws Exception {
        TableDefinition numbers = table(
                column("value1", ColumnType.of(ColumnType.Kind.REAL)),
                column("value2", ColumnType.of(ColumnType.Kind.DOUBLE)));

        read(numbers, TableKind.DIMENSION, bytes("3.4028235e38,1.7976931348623157e308\n"));

        assertThat(sink.rows()).containsExactly(List.of(3.4028235e38, Double.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"REAL, 1e-46", "REAL, -1e-46", "DOUBLE, 1e-400"})
    void aFloatingPointNumberOfWhichOnlyZeroWouldBeLeftIsRefused(ColumnType.Kind kind, String text) {
        TableDefinition numbers = table(column("value1", ColumnType.of(kind)));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(numbers, TableKind.DIMENSION, bytes(text)))
                .withMessageContaining("value '" + text + "' is not a number in range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "1e-45", "NaN", "Infinity", "-inf"})
    void otherFloatingPointNumbersAreKept(String text) throws Exception {
        read(table(column("value1", ColumnType.of(ColumnType.Kind.REAL))), TableKind.DIMENSION, bytes(text));

        assertThat(sink.rows()).hasSize(1);
    }

    /** A row that may be bad is held until all its values are known to fit. */
    @Test
    void valuesOfEachTypeAreTheSameWhereBadRowsAreLeftOut() throws Exception {
        TableDefinition all = table(
                column("a", ColumnType.of(ColumnType.Kind.BOOLEAN)),
                column("b", ColumnType.of(ColumnType.Kind.SMALLINT)),
                column("c", ColumnType.of(ColumnType.Kind.BIGINT)),
                column("d", ColumnType.decimal(38, 2)),
                column("e", ColumnType.of(ColumnType.Kind.DOUBLE)),
                column("f", ColumnType.varchar(9)),
                column("g", ColumnType.of(ColumnType.Kind.DATE)),
                column("h", ColumnType.of(ColumnType.Kind.TIME)),
                column("i", ColumnType.of(ColumnType.Kind.TIMESTAMP)),
                column("j", ColumnType.of(ColumnType.Kind.TIMESTAMPTZ)),
                column("k", ColumnType.varchar(9)));
        byte[] rows = bytes(
                """
                yes,-1,9223372036854775807,-123456789012345678901.5,1.5,é,1970-01-02,00:00:01,1970-01-01 00:00:01,\
                1970-01-01 01:00+01:00,x
                no,32767,-5,7,-0.5,"",1969-12-31,23:59:59,1969-12-31 23:59:59,1970-01-01 00:00-01:00,
                ,,,,,,,,,,
                """);
        List<List<Object>> expected = List.of(
                List.of(
                        true,
                        -1L,
                        Long.MAX_VALUE,
                        new BigInteger("-12345678901234567890150"),
                        1.5,
                        "é",
                        LocalDate.EPOCH.plusDays(1),
                        1_000_000L,
                        1_000_000L,
                        0L,
                        "x"),
                Arrays.asList(
                        false,
                        32_767L,
                        -5L,
                        BigInteger.valueOf(700),
                        -0.5,
                        "",
                        LocalDate.EPOCH.minusDays(1),
                        86_399_000_000L,
                        -1_000_000L,
                        3_600_000_000L,
                        null),
                Collections.nCopies(11, null));

        read(all, TableKind.DIMENSION, rows);
        assertThat(sink.rows()).isEqualTo(expected);

        RecordingSink held = new RecordingSink();
        reader(all, TableKind.DIMENSION).read(stream(rows), held, row -> {});
        assertThat(held.rows()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALLINT, 32768, is not a whole number from -32768 to 32767 (SMALLINT)",
        "BIGINT, 1.0, is not a whole number from -9223372036854775808 to 9223372036854775807 (BIGINT)",
        "BOOLEAN, ja, 'is not one of 0, 1, t, f, true, false, y, n, yes, no (BOOLEAN)'",
        "DATE, 2024-02-30, 'is a date, but there is no such day: month 2 of 2024 has 29 days (DATE)'",
        "TIME, 25:00, 'has a time, but there is no such time: the hour is 25 (TIME)'",
        "TIMESTAMP, x, is not in a known form such as 2024-02-29 13:14:15.123 (TIMESTAMP)",
        "REAL, x, is not a number in range (REAL)"
    })
    void aValueThatDoesNotFitIsNamedWithItsType(ColumnType.Kind kind, String text, String reason) {
        TableDefinition one = table(column("value1", ColumnType.of(kind)));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(one, TableKind.DIMENSION, bytes(text)))
                .withMessage("line 1, column \"value1\": value '" + text + "' " + reason);
    }

    @Test
    void aDecimalThatDoesNotFitIsNamedWithItsReason() {
        TableDefinition one = table(column("value1", ColumnType.decimal(5, 2)));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(one, TableKind.DIMENSION, bytes("1.234")))
                .withMessage("line 1, column \"value1\": value '1.234' has more than 2 digits after the point"
                        + " (DECIMAL(5,2))");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 61})
    void aLongValueIsShortenedInTheMessage(int length) {
        String shown = "x".repeat(60) + (length > 60 ? "... (61 characters)" : "");

        refused(
                bytes("x".repeat(length) + ",a\n"),
                "line 1, column \"id\": value '" + shown
                        + "' is not a whole number from -2147483648 to 2147483647 (INTEGER)");
    }

    @Test
    void aColumnThatMustHaveAValueTakesAnEmptyTextAndRefusesNull() throws Exception {
        TableDefinition strict = new TableDefinition(
                "bi_dimcity",
                List.of(
                        column("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                        column("name", ColumnType.varchar(9)).withNotNull(true)),
                List.of("id"),
                List.of());

        read(strict, TableKind.DIMENSION, bytes("1,\"\"\n"));
        assertThat(sink.rows()).containsExactly(List.of(1L, ""));
        for (String row : List.of("2,", ",a", "\"\",a")) {
            assertThatExceptionOfType(CsvFormatException.class)
                    .isThrownBy(() -> read(strict, TableKind.DIMENSION, bytes(row)))
                    .withMessageContaining("\": no value, but the schema says NOT NULL or PRIMARY KEY (");
        }
    }

    @Test
    void aColumnThatHasLeftTheFeedNeedsNoValue() throws Exception {
        TableDefinition strict = new TableDefinition(
                "bi_dimcity",
                List.of(
                        column("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                        column("name", ColumnType.varchar(9)).withNotNull(true)),
                List.of(),
                List.of());
        FeedTable dropped = new FeedTable(strict, Map.of(), Set.of(), Set.of("name"));

        new TableCsvReader(new FileRules(dropped, List.of()), TableKind.DIMENSION, EmptyText.NULL, VoidedRows.HAND_ON)
                .read(stream(bytes("id,name\n1,\n")), sink);

        assertThat(sink.rows()).containsExactly(Arrays.asList(1L, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,\n1,a\n", "\uFEFF\"sep=,\"\nname,id\na,1\n", "\nSEP=,\nid,name\n1,a\n"})
    void aLineThatNamesTheSeparatorIsSkippedBeforeTheFirstRow(String text) throws Exception {
        assertThat(read(text)).isEqualTo(new RowCounts(1, 1, 0, 0));
        assertThat(sink.rows()).containsExactly(List.of(1L, "a"));
    }

    @Test
    void aSecondLineThatNamesTheSeparatorIsARow() throws Exception {
        read(
                table(column("a", ColumnType.varchar(9)), column("b", ColumnType.varchar(9))),
                TableKind.DIMENSION,
                bytes("sep=,\nsep=,\n"));

        assertThat(sink.rows()).containsExactly(Arrays.asList("sep=", null));
    }

    /** They are left out like bad rows: a line of dashes also before the header, and a header between the rows. */
    @Test
    void linesThatAreNotRowsAreBadRows() throws Exception {
        List<BadRow> bad = new ArrayList<>();
        String text = "---,---\nname,id\n===,===\na,1\nid,name\nb,2\n";

        RowCounts counts = reader(CITY, TableKind.DIMENSION).read(stream(bytes(text)), sink, bad::add);

        assertThat(counts).isEqualTo(new RowCounts(5, 2, 0, 3));
        assertThat(sink.rows()).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
        assertThat(bad).extracting(BadRow::line).containsExactly(1L, 3L, 5L);
        assertThat(bad).extracting(BadRow::column).containsOnlyNulls();
    }

    /** A first row with a bad text shows nevertheless which field belongs to which column. */
    @Test
    void aFirstRowWithABadTextIsABadRow() throws Exception {
        List<BadRow> bad = new ArrayList<>();
        byte[] text = joined(bytes("1,"), HexFormat.of().parseHex("FF"), bytes("\n2,b\n"));

        reader(CITY, TableKind.DIMENSION).read(stream(text), sink, bad::add);

        assertThat(sink.rows()).containsExactly(List.of(2L, "b"));
        assertThat(bad).extracting(BadRow::column).containsExactly("name");
        assertThat(bad).extracting(BadRow::reason).containsExactly("not valid UTF-8");
    }

    @Test
    void aBadTextInTheFirstFieldIsNamedByItsColumn() throws Exception {
        List<BadRow> bad = new ArrayList<>();
        byte[] text = joined(bytes("1,a\n"), HexFormat.of().parseHex("FF"), bytes(",b\n"));

        reader(CITY, TableKind.DIMENSION).read(stream(text), sink, bad::add);

        assertThat(bad).extracting(BadRow::column).containsExactly("id");
    }

    @Test
    void anotherDocumentIsRefusedWhetherBadRowsAreLeftOutOrNot() {
        byte[] json = bytes("{\"id\":1,\"name\":\"x\"}\n");

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader(CITY, TableKind.DIMENSION).read(stream(json), sink))
                .withMessageContaining("JSON");
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader(CITY, TableKind.DIMENSION).read(stream(json), sink, row -> {}))
                .withMessageContaining("JSON");
    }

    @Test
    void aHeaderWithABadTextFailsTheFile() {
        byte[] text = joined(bytes("id,\"na"), HexFormat.of().parseHex("FF"), bytes("me\"\n2,b\n"));

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader(CITY, TableKind.DIMENSION).read(stream(text), sink, row -> {}));
        assertThat(sink.rows()).isEmpty();
    }

    @Test
    void oneReaderReadsFilesOneAfterTheOther() throws Exception {
        TableCsvReader reader = reader(CITY, TableKind.DIMENSION);
        for (String file : List.of("name,id\na,1\n", "2,b\n", "sep=,\n3,c\n")) {
            assertThat(reader.read(stream(bytes(file)), sink)).isEqualTo(new RowCounts(1, 1, 0, 0));
            assertThat(reader.read(stream(bytes(file)), sink, row -> {})).isEqualTo(new RowCounts(1, 1, 0, 0));
        }

        assertThat(sink.rows()).extracting(row -> row.get(0)).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
    }

    @Test
    void aStreamThatFailsIsNotAFaultOfTheFile() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatIOException()
                .isThrownBy(() -> reader(CITY, TableKind.DIMENSION)
                        .read(new SequenceInputStream(stream(bytes("1,a\n")), failing), sink))
                .withMessage("connection reset");
    }

    private void notUtf8(byte[] content) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(CITY, TableKind.DIMENSION, content))
                .withMessageMatching("line [1-9][0-9]*, field [12]: not valid UTF-8");
    }

    private void refused(byte[] content, String message) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(CITY, TableKind.DIMENSION, content))
                .withMessage(message);
    }

    private RowCounts read(String text) throws CsvFormatException, IOException, SQLException {
        return read(CITY, TableKind.DIMENSION, bytes(text));
    }

    private RowCounts read(TableDefinition table, TableKind kind, byte[] content)
            throws CsvFormatException, IOException, SQLException {
        return reader(table, kind).read(stream(content), sink);
    }

    private static TableCsvReader reader(TableDefinition table, TableKind kind) {
        return new TableCsvReader(
                new FileRules(new FeedTable(table), List.of()),
                kind,
                EmptyText.NULL,
                kind == TableKind.APPEND_ONLY_FACT ? VoidedRows.LEAVE_OUT : VoidedRows.HAND_ON);
    }

    private static InputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        HexFormat hex = HexFormat.of();
        return hex.parseHex(
                String.join("", Arrays.stream(parts).map(hex::formatHex).toList()));
    }

    private static ColumnDefinition column(String name, ColumnType type) {
        return new ColumnDefinition(name, type);
    }

    private static TableDefinition table(ColumnDefinition... columns) {
        return new TableDefinition("bi_dimcity", List.of(columns), List.of(), List.of());
    }
}
