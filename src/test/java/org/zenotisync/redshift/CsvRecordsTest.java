package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields COPY sees in a file. A field that was quoted is shown in angle brackets, any other one in square ones. */
class CsvRecordsTest {

    private static CsvRecords records(String text, boolean keepsReturns, String clauses) throws Exception {
        CopyStatement copy = StatementGate.check("COPY t FROM 's3://bucket/key' IAM_ROLE default CSV " + clauses, 0)
                .copy();
        return new CsvRecords(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), copy, keepsReturns);
    }

    private static List<String> read(CsvRecords records) throws Exception {
        List<String> all = new ArrayList<>();
        while (records.next()) {
            all.add(records.line() + ":"
                    + records.fields().stream().map(CsvRecordsTest::shown).collect(Collectors.joining()));
        }
        return all;
    }

    private static String shown(CsvRecords.Field field) {
        String text = new String(field.text(), StandardCharsets.UTF_8);
        return field.isQuoted() ? "<" + text + ">" : "[" + text + "]";
    }

    private static List<String> read(String text, String clauses) throws Exception {
        return read(records(text, false, clauses));
    }

    private static void requireError(int code, String text, String clauses) throws Exception {
        CsvRecords records = records(text, false, clauses);
        assertThatThrownBy(() -> read(records))
                .isInstanceOfSatisfying(BadRow.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void quotesAreDoubledAndLineBreaksInThemKept() throws Exception {
        assertThat(read("a,\"b \"\"c\"\"\",\"d,\r\ne\"\nf,g,h\n", ""))
                .containsExactly("1:[a]<b \"c\"><d,\r\ne>", "3:[f][g][h]");
    }

    @Test
    void nothingIsTrimmedOutsideOfQuotesButBlanksBesideThem() throws Exception {
        assertThat(read(" a , \"b \" \t, c \n", "")).containsExactly("1:[ a ]<b >[ c ]");
    }

    @Test
    void emptyFieldsAreKeptApartFromQuotedOnes() throws Exception {
        assertThat(read(",\"\",\n", "")).containsExactly("1:[]<>[]");
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertThat(read("a,b\nc,\"d\"", "")).containsExactly("1:[a][b]", "2:[c]<d>");
        assertThat(read("", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b,c\n", "\"a\"b,c\n", "\"a\" b\n", "a,\"b\n", "\"a\"\"\n", "\"a\rb\n\"c\n", "a\"\n"})
    void aQuoteAtAnyOtherPlaceIsAnError(String text) throws Exception {
        requireError(BadRow.BAD_LINE, text, "");
    }

    @Test
    void aReturnBeforeTheEndOfALineIsDroppedOrKeptAsTheUrlSays() throws Exception {
        String text = "a,\"b\"\r\nc,d\r\n\"e\",\r\n";

        assertThat(read(records(text, false, ""))).containsExactly("1:[a]<b>", "2:[c][d]", "3:<e>[]");
        assertThat(read(records("c,d\r\n", true, ""))).containsExactly("1:[c][d\r]");
        assertThatThrownBy(() -> read(records(text, true, ""))).isInstanceOf(BadRow.class);
    }

    @Test
    void aReturnAloneEndsNothing() throws Exception {
        assertThat(read("a\rb,c\r", "")).containsExactly("1:[a\rb][c\r]");
    }

    @Test
    void aByteOrderMarkIsPartOfTheFirstField() throws Exception {
        assertThat(read("\uFEFFa,b\n", "")).containsExactly("1:[\uFEFFa][b]");
        assertThat(read("\uFEFFa,b\nc,d\n", "IGNOREHEADER 1")).containsExactly("2:[c][d]");
    }

    @Test
    void headersAreLines() throws Exception {
        assertThat(read("\"a\nb\"\nc\n", "IGNOREHEADER 2")).containsExactly("3:[c]");
        assertThat(read("a", "IGNOREHEADER 1")).isEmpty();
        assertThat(read("", "IGNOREHEADER 1")).isEmpty();
    }

    @Test
    void onlyALineOfNothingButItsFeedIsABlankOne() throws Exception {
        assertThat(read("\na\n\n\n \n\r\nb\n\n", "IGNOREBLANKLINES"))
                .containsExactly("2:[a]", "5:[ ]", "6:[]", "7:[b]");
        requireError(BadRow.NO_DATA, "a\n\nb\n", "");
    }

    @Test
    void anotherQuoteTakesThePlaceOfTheUsualOne() throws Exception {
        assertThat(read("|a\"|,b\"\n", "QUOTE '|'")).containsExactly("1:<a\">[b\"]");
    }

    @Test
    void aRowHasFourMegabytesAtMost() throws Exception {
        assertThat(read("x".repeat(4 * 1024 * 1024 - 1) + "\n", "")).hasSize(1);
        requireError(BadRow.OUT_OF_RANGE, "x".repeat(4 * 1024 * 1024) + "\n", "");
    }
}
