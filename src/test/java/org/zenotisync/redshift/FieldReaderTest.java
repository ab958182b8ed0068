package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What COPY makes of a field. */
class FieldReaderTest {

    private static final String AUTO = "DATEFORMAT 'auto' TIMEFORMAT 'auto'";

    private static CopyColumn column(String type, int length, int scale) {
        return new CopyColumn("c", type, length, scale, false);
    }

    private static FieldReader reader(String clauses, boolean isQuotedEmptyNull) throws SQLException {
        CopyStatement copy = StatementGate.check("COPY t FROM 's3://bucket/key' IAM_ROLE default CSV " + clauses, 0)
                .copy();
        return new FieldReader(copy, isQuotedEmptyNull, new TimeReader(copy, null));
    }

    private static CsvRecords.Field field(String text, boolean isQuoted) {
        return new CsvRecords.Field(text.getBytes(StandardCharsets.UTF_8), isQuoted);
    }

    private static String read(String type, int length, int scale, String text, String clauses) throws Exception {
        return reader(clauses, false).read(field(text, false), column(type, length, scale));
    }

    private static void requireError(int code, String type, int length, int scale, String text, String clauses) {
        assertThatThrownBy(() -> read(type, length, scale, text, clauses))
                .as(text)
                .isInstanceOfSatisfying(BadRow.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anEmptyFieldIsNullUnlessTheColumnIsAText() throws Exception {
        assertThat(read("int4", 0, 0, "", "")).isNull();
        assertThat(read("int4", 0, 0, " ", "")).isNull();
        assertThat(read("varchar", 9, 0, "", "")).isEmpty();
        assertThat(read("varchar", 9, 0, "", "EMPTYASNULL")).isNull();
        assertThat(read("varchar", 9, 0, "", "NULL AS ''")).isNull();
        assertThat(read("varchar", 9, 0, " ", "EMPTYASNULL")).isEqualTo(" ");
        assertThat(read("varchar", 9, 0, " ", "BLANKSASNULL")).isNull();
    }

    @Test
    void aQuotedEmptyTextStaysOneUnlessTheUrlSaysOtherwise() throws Exception {
        CopyColumn text = column("varchar", 9, 0);

        assertThat(reader("EMPTYASNULL", false).read(field("", true), text)).isEmpty();
        assertThat(reader("EMPTYASNULL", true).read(field("", true), text)).isNull();
        assertThat(reader("", true).read(field("", true), text)).isEmpty();
    }

    @Test
    void aFieldIsNullByItsText() throws Exception {
        assertThat(read("varchar", 9, 0, "\\N", "")).isNull();
        assertThat(read("varchar", 9, 0, "\\N", "NULL AS 'x'")).isEqualTo("\\N");
        assertThat(read("int4", 0, 0, "x", "NULL AS 'x'")).isNull();
        assertThat(reader("NULL AS 'x'", false).read(field("x", true), column("varchar", 9, 0)))
                .isNull();
    }

    @Test
    void aColumnThatIsNotNullGetsNoNull() {
        assertThatThrownBy(() -> reader("", false).read(field("", false), new CopyColumn("c", "int4", 0, 0, true)))
                .isInstanceOfSatisfying(BadRow.class, e -> assertThat(e.code()).isEqualTo(BadRow.MISSING_VALUE));
    }

    @Test
    void aTextIsMeasuredInBytes() throws Exception {
        assertThat(read("varchar", 2, 0, "\u00e4", "")).isEqualTo("\u00e4");
        requireError(BadRow.OUT_OF_RANGE, "varchar", 2, 0, "\u00e4x", "");
        requireError(BadRow.OUT_OF_RANGE, "varchar", 2, 0, "a  ", "");
        requireError(BadRow.NOT_ONE_BYTE, "bpchar", 2, 0, "\u00e4", "");
        requireError(BadRow.NUL_BYTE, "varchar", 9, 0, "a\0b", "");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        for (byte[] bytes : new byte[][] {{(byte) 0xff}, {'a', (byte) 0xc3}, surrogate}) {
            assertThatThrownBy(
                            () -> reader("", false).read(new CsvRecords.Field(bytes, false), column("varchar", 9, 0)))
                    .isInstanceOfSatisfying(
                            BadRow.class, e -> assertThat(e.code()).isEqualTo(BadRow.BAD_UTF8));
        }
    }

    @ParameterizedTest
    @CsvSource({"int2,32767,32767", "int2,-32768,-32768", "int4,+7,7", "int8,-9223372036854775808,-9223372036854775808"
    })
    void anIntegerHasASignAndDigits(String type, String text, String expected) throws Exception {
        assertThat(read(type, 0, 0, text, "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1E5", "1,000", "x", "+", "0x1", "\u0661", " 1", "1 "})
    void anythingElseIsNoInteger(String text) {
        requireError(BadRow.BAD_DIGIT, "int4", 0, 0, text, "");
    }

    @ParameterizedTest
    @CsvSource({"int2,32768", "int4,2147483648", "int8,9223372036854775808"})
    void anIntegerOutOfRangeIsRefused(String type, String text) {
        requireError(BadRow.TOO_LARGE_INTEGER, type, 0, 0, text, "");
    }

    @Test
    void aDecimalIsCutToItsScale() throws Exception {
        assertThat(read("numeric", 8, 2, "20.259", "")).isEqualTo("20.25");
        assertThat(read("numeric", 8, 2, "-20.259", "")).isEqualTo("-20.25");
        assertThat(read("numeric", 8, 2, "20.255", "ROUNDEC")).isEqualTo("20.26");
        assertThat(read("numeric", 8, 2, ".5", "")).isEqualTo("0.50");
        assertThat(read("numeric", 8, 2, "5.", "")).isEqualTo("5.00");
        assertThat(read("numeric", 4, 2, "99.999", "")).isEqualTo("99.99");
    }

    @Test
    void aDecimalHasNoMoreDigitsThanItsColumnAndNoExponent() {
        requireError(BadRow.OUT_OF_RANGE, "numeric", 4, 2, "100", "");
        requireError(BadRow.OUT_OF_RANGE, "numeric", 4, 2, "99.999", "ROUNDEC");
        requireError(BadRow.BAD_DECIMAL, "numeric", 8, 2, "1E2", "");
        requireError(BadRow.BAD_DECIMAL, "numeric", 8, 2, "1,000", "");
        requireError(BadRow.BAD_DECIMAL, "numeric", 8, 2, ".", "");
    }

    @Test
    void aFloatMayHaveAnExponent() throws Exception {
        assertThat(read("float8", 0, 0, "1.0E4", "")).isEqualTo("10000.0");
        assertThat(read("float4", 0, 0, "-1e-1", "")).isEqualTo("-0.1");
        requireError(BadRow.BAD_FLOAT, "float8", 0, 0, "NaN", "");
        requireError(BadRow.BAD_FLOAT, "float8", 0, 0, "1d", "");
        requireError(BadRow.OUT_OF_RANGE, "float4", 0, 0, "1e39", "");
    }

    @ParameterizedTest
    @CsvSource({
        "t,true",
        "TRUE,true",
        "y,true",
        "Yes,true",
        "1,true",
        "f,false",
        "False,false",
        "n,false",
        "no,false",
        "0,false"
    })
    void aBooleanHasAFewWords(String text, String expected) throws Exception {
        assertThat(read("bool", 0, 0, text, "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off", "2", "T ", "tr"})
    void anyOtherWordIsNoBoolean(String text) {
        requireError(BadRow.BAD_BOOLEAN, "bool", 0, 0, text, "");
    }

    @ParameterizedTest
    @CsvSource({
        "date,2019-02-11,2019-02-11",
        "date,2019-02-11 05:09:12,2019-02-11",
        "timestamp,2019-02-11T05:09:12.195Z,2019-02-11 05:09:12.195",
        "timestamp,2019-02-11 05:09:12+02:00,2019-02-11 05:09:12",
        "timestamp,2019-02-11,2019-02-11 00:00:00",
        "timestamptz,2019-02-11T05:09:12+02:00,2019-02-11 05:09:12+02:00",
        "time,05:09:12.1,05:09:12.1"
    })
    void isoFormsAreRecognized(String type, String text, String expected) throws Exception {
        assertThat(read(type, 0, 0, text, AUTO)).isEqualTo(expected);
    }

    @Test
    void withoutRecognitionThereIsOneForm() throws Exception {
        assertThat(read("date", 0, 0, "2019-02-11", "")).isEqualTo("2019-02-11");
        assertThat(read("timestamp", 0, 0, "2019-02-11 05:09:12.5", "")).isEqualTo("2019-02-11 05:09:12.5");
        requireError(BadRow.BAD_DATE, "date", 0, 0, "2019-02-11 05:09:12", "");
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "2019-02-11T05:09:12", "");
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "2019-02-11 05:09:12Z", "");
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "2019-02-11", "");
    }

    @Test
    void whatTheCalendarDoesNotHaveIsRefused() {
        requireError(BadRow.BAD_DATE, "date", 0, 0, "2019-02-30", AUTO);
        requireError(BadRow.BAD_DATE, "date", 0, 0, "tomorrow", AUTO);
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "2019-02-11 25:00:00", AUTO);
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "2019-02-11 05:09:12.1234567", AUTO);
        requireError(BadRow.BAD_TIMESTAMP, "timestamp", 0, 0, "infinity", AUTO);
    }
}
