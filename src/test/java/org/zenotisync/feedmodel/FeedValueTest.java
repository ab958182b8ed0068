package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class FeedValueTest {

    @Test
    void emptyIsNullUnlessItIsQuotedText() {
        assertThat(parse("", "VARCHAR(9)")).isNull();
        assertThat(parse("", "INT")).isNull();
        assertThat(FeedValue.parse(new CsvField("", true), SchemaScript.type("VARCHAR(9)")))
                .isEqualTo("");
        assertThat(FeedValue.parse(new CsvField("", true), SchemaScript.type("INT")))
                .isNull();
    }

    @Test
    void wordsForNullAreText() {
        assertThat(parse("NULL", "VARCHAR(9)")).isEqualTo("NULL");
        assertThat(parse("\\N", "VARCHAR(9)")).isEqualTo("\\N");
    }

    @Test
    void voidIsSpelledInManyWays() {
        assertThat(new String[] {"1", "t", "true", "TRUE", "True"}).allMatch(text -> (Boolean) parse(text, "BOOLEAN"));
        assertThat(new String[] {"0", "f", "false", "FALSE", "False"})
                .noneMatch(text -> (Boolean) parse(text, "BOOLEAN"));
        assertThatThrownBy(() -> parse("maybe", "BOOLEAN")).hasMessageContaining("maybe");
    }

    @Test
    void exactNumbersStayExactAndLoseTrailingZeros() {
        assertThat(parse("9999999999999999999", "DECIMAL(19,0)")).isEqualTo(new BigDecimal("9999999999999999999"));
        assertThat(parse("9007199254740993", "DECIMAL(19,0)")).isNotEqualTo(parse("9007199254740992", "DECIMAL(19,0)"));
        assertThat(parse("007", "INT")).isEqualTo(parse("7", "INT"));
        assertThat(parse("12.50", "DECIMAL(18,4)")).isEqualTo(parse("12.5", "DECIMAL(18,4)"));
        assertThatThrownBy(() -> parse("0.00001", "DECIMAL(18,4)")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void timestampsComeInSeveralForms() {
        LocalDateTime second = LocalDateTime.of(2024, 2, 29, 13, 14, 15);
        assertThat(parse("2024-02-29 13:14:15", "TIMESTAMP")).isEqualTo(second);
        assertThat(parse("2024-02-29 13:14:15.1", "TIMESTAMP")).isEqualTo(second.plusNanos(100_000_000));
        assertThat(parse("2024-02-29 13:14:15.123456", "TIMESTAMP")).isEqualTo(second.plusNanos(123_456_000));
        assertThat(parse("2024-02-29T13:14:15.123", "TIMESTAMP")).isEqualTo(second.plusNanos(123_000_000));
        assertThat(parse("2024-02-29", "TIMESTAMP")).isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
    }

    @Test
    void aTextTooWideForItsColumnIsAnError() {
        assertThat(parse("ééé", "VARCHAR(6)")).isEqualTo("ééé");
        assertThatThrownBy(() -> parse("ééé", "VARCHAR(5)")).hasMessage("6 bytes do not fit into VARCHAR(5)");
    }

    @Test
    void whatADriverReturnsIsBroughtToTheSameForm() {
        assertThat(normalised(7L, "INT")).isEqualTo(parse("7", "INT"));
        assertThat(normalised(new BigDecimal("12.5000"), "DECIMAL(18,4)")).isEqualTo(parse("12.5", "DECIMAL(18,4)"));
        assertThat(normalised(0.25f, "REAL")).isEqualTo(parse("0.25", "REAL"));
        assertThat(normalised(Date.valueOf("2024-02-29"), "DATE")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(normalised(Timestamp.valueOf("2024-02-29 13:14:15.123"), "TIMESTAMP"))
                .isEqualTo(parse("2024-02-29 13:14:15.123", "TIMESTAMP"));
        assertThat(normalised(null, "TIMESTAMP")).isNull();
    }

    private static Object normalised(Object value, String type) {
        return FeedValue.normalise(value, SchemaScript.type(type));
    }

    private static Object parse(String text, String type) {
        return FeedValue.parse(new CsvField(text, false), SchemaScript.type(type));
    }
}
