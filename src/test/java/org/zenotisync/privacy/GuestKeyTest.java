package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnType;

/** One text of a guest's key for columns of all types. */
class GuestKeyTest {

    private static final HashKey KEY = new HashKey("the key of this test has more than 32 bytes");

    @ParameterizedTest
    @CsvSource({
        "42, true, true, true",
        "-7, true, true, true",
        "0, true, true, true",
        "32768, false, true, true",
        "9223372036854775807, false, true, false",
        "9223372036854775808, false, false, false",
        "99999999999999999, false, true, true",
        "999999999999999999, false, true, false",
        "42.5, false, false, true",
        "42.55, false, false, true",
        "42.555, false, false, false",
        "042, false, false, false",
        "42.0, false, false, false",
        "-0, false, false, false",
        "4e2, false, false, false",
        "' 42', false, false, false",
        "ann, false, false, false"
    })
    void aNumberIsAKeyOnlyInPlainNotation(String text, boolean isSmallint, boolean isBigint, boolean isDecimal) {
        GuestKey key = new GuestKey(text);
        assertThat(key.fits(ColumnType.of(ColumnType.Kind.SMALLINT))).isEqualTo(isSmallint);
        assertThat(key.fits(ColumnType.of(ColumnType.Kind.BIGINT))).isEqualTo(isBigint);
        assertThat(key.fits(ColumnType.decimal(19, 2))).isEqualTo(isDecimal);
        assertThat(key.fits(ColumnType.varchar(20))).isTrue();
        assertThat(key.fits(ColumnType.of(ColumnType.Kind.DATE))).isFalse();
    }

    @Test
    void itsDigestIsThatOfAHashedColumn() {
        assertThat(new GuestKey("42").digest(KEY))
                .isEqualTo(new String(KEY.hasher().integer(42), StandardCharsets.US_ASCII))
                .isEqualTo(new String(KEY.hasher().decimal(0, 4200, 2), StandardCharsets.US_ASCII));
    }

    @Test
    void aNumberInATextMayHaveZerosAtTheEndOfItsFraction() {
        assertThat(new GuestKey("7").spellings()).hasSize(40).startsWith("7", "7.0", "7.00");
        assertThat(new GuestKey("-4.5").spellings()).hasSize(38).startsWith("-4.5", "-4.50");
        assertThat(new GuestKey("ann").spellings()).containsExactly("ann");
        assertThat(new GuestKey("7.0").spellings()).containsExactly("7.0");
        assertThat(new GuestKey("007").spellings()).containsExactly("007");
    }

    @ParameterizedTest
    @CsvSource({
        "7.00, 7",
        "7., 7.",
        "007.0, 007.0",
        "00.5, 00.5",
        "-0.0, -0.0",
        "-0.50, -0.5",
        "-4.50, -4.5",
        "0.0, 0",
        "70.0, 70",
        "700, 700",
        "4.05, 4.05",
        ".50, .50",
        "7.0.0, 7.0.0",
        "'7.0 ', '7.0 '",
        "7.0x, 7.0x",
        "-, -",
        "-.0, -.0",
        "., .",
        "'', ''"
    })
    void zerosAtTheEndOfAFractionAreNoPartOfAKey(String text, String shorter) {
        byte[] utf8 = ("x" + text + "0").getBytes(StandardCharsets.UTF_8);
        assertThat(GuestKey.lengthWithoutFractionZeros(utf8, 1, text.length())).isEqualTo(shorter.length());
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "7.00, 7", "7.50, 7.5", "007.0, 007.0", "ann, ann", "'7.0 ', '7.0 '"})
    void theValueOfAColumnStandsForAKey(String value, String key) {
        assertThat(GuestKey.textOf(value)).isEqualTo(key);
    }

    @Test
    void itIsFoundAsAWordOnly() {
        GuestKey key = new GuestKey("42");
        assertThat(key.isIn("1,42,x")).isTrue();
        assertThat(key.isIn("42")).isTrue();
        assertThat(key.isIn("the value '42' is too long")).isTrue();
        assertThat(key.isIn("1,420,x")).isFalse();
        assertThat(key.isIn("1,a42,x")).isFalse();
        assertThat(key.isIn("1,42.5,x")).as("another number").isFalse();
        assertThat(key.isIn("50,042.00,x")).as("another spelling").isTrue();
        assertThat(key.isIn("67,4.2e1,x")).as("with an exponent").isTrue();
        assertThat(new GuestKey("a \"b\" c").isIn("2,x,\"a \"\"b\"\" c\",y"))
                .as("as a field in quotes")
                .isTrue();
        String longKey = "k".repeat(61);
        assertThat(new GuestKey(longKey).isIn("value '" + "k".repeat(60) + "... (61 characters)' is not a number"))
                .as("cut in a message")
                .isTrue();
        assertThat(new GuestKey("a+(b").isIn("x,a+(b,y")).isTrue();
    }

    @Test
    void nobodySeesIt() {
        assertThat(new GuestKey("Ann-7")).hasToString("***");
        assertThat(new GuestKey("Ann-7").hiddenIn("no such value: \"ann-7\" of Ann-7"))
                .isEqualTo("no such value: \"***\" of ***");
    }
}
