package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    private static final int TEXTS = 20_000;

    private final NumberText numbers = new NumberText();

    @ParameterizedTest
    @CsvSource({
        "9999999999999999999, 19, 0, 9999999999999999999",
        "-9999999999999999999, 19, 0, -9999999999999999999",
        "9223372036854775808, 19, 0, 9223372036854775808",
        "00000000000000000000007, 19, 0, 7",
        "99999999999999999999999999999999999999, 38, 0, 99999999999999999999999999999999999999",
        "0.99999999999999999999999999999999999999, 38, 38, 99999999999999999999999999999999999999",
        "12.5, 18, 4, 125000",
        "12.50000, 18, 4, 125000",
        "+.5, 2, 1, 5",
        "5., 2, 1, 50",
        "-0.00, 2, 1, 0",
        "1.5e3, 6, 0, 1500",
        "1500e-3, 6, 1, 15",
        "0e999999999, 6, 1, 0"
    })
    void aDecimalIsBroughtToTheScaleOfItsColumn(String text, int precision, int scale, BigInteger unscaled) {
        assertThat(decimal(text, precision, scale)).isNull();
        assertThat(RecordingSink.unscaled(numbers.high(), numbers.low())).isEqualTo(unscaled);
    }

    @ParameterizedTest
    @CsvSource({
        "10000000000000000000, 19, 0, has too many digits",
        "100, 4, 2, has too many digits",
        "1e999999999, 38, 0, has too many digits",
        "1.005, 18, 2, has more than 2 digits after the point",
        "1e-999999999, 38, 38, has more than 38 digits after the point",
        "1e2147483648, 38, 0, is not a number",
        "NaN, 18, 2, is not a number",
        "'1,5', 18, 2, is not a number",
        "'1 ', 18, 2, is not a number",
        "' 1', 18, 2, is not a number",
        "0x10, 18, 2, is not a number",
        "1_000, 18, 2, is not a number",
        "٣, 18, 2, is not a number",
        "., 18, 2, is not a number",
        "-, 18, 2, is not a number",
        "1.2.3, 18, 2, is not a number",
        "--1, 18, 2, is not a number"
    })
    void aDecimalThatCannotBeKeptIsExplained(String text, int precision, int scale, String problem) {
        assertThat(decimal(text, precision, scale)).isEqualTo(problem);
    }

    @Test
    void anEndlessNumberIsRefused() {
        assertThat(decimal("0".repeat(10_000) + ".x", 18, 2)).isEqualTo("is not a number");
        assertThat(integer("0".repeat(10_000) + "1", Long.MIN_VALUE, Long.MAX_VALUE))
                .isFalse();
        assertThat(floating("1".repeat(10_000))).isNull();
    }

    @Test
    void aNumberMayHaveFourHundredCharacters() {
        String longest = "0".repeat(399) + "7";

        assertThat(decimal(longest, 18, 2)).isNull();
        assertThat(numbers.low()).isEqualTo(700);
        assertThat(integer(longest, 0, 9)).isTrue();
        assertThat(numbers.low()).isEqualTo(7);
        assertThat(floating(longest)).isEqualTo(7.0);
        assertThat(decimal("0" + longest + ".000e0", 18, 2)).isEqualTo("is not a number");
        assertThat(integer("0" + longest, 0, 9)).isFalse();
        assertThat(floating("0" + longest)).isNull();
    }

    @Test
    void aNumberMayStandAnywhereInTheBytes() {
        int offset = 390;
        byte[] bytes = ("x".repeat(offset) + "00000000000000000000012x").getBytes(StandardCharsets.UTF_8);
        int end = bytes.length - 1;

        assertThat(numbers.decimal(bytes, offset, end, 18, 1)).isNull();
        assertThat(numbers.low()).isEqualTo(120);
        assertThat(numbers.integer(bytes, offset, end, 0, 12)).isTrue();
        assertThat(numbers.low()).isEqualTo(12);
        assertThat(numbers.floating(bytes, offset, end)).isEqualTo(12.0);
    }

    @ParameterizedTest
    @CsvSource({
        "-32768, 32767, -32769, 32768",
        "-2147483648, 2147483647, -2147483649, 2147483648",
        "-9223372036854775808, 9223372036854775807, -9223372036854775809, 9223372036854775808"
    })
    void aWholeNumberIsReadUpToTheEndsOfItsRange(String min, String max, String below, String above) {
        long least = Long.parseLong(min);
        long most = Long.parseLong(max);

        assertThat(integer(min, least, most)).isTrue();
        assertThat(numbers.low()).isEqualTo(least);
        assertThat(integer(max, least, most)).isTrue();
        assertThat(numbers.low()).isEqualTo(most);
        assertThat(integer(below, least, most)).isFalse();
        assertThat(integer(above, least, most)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-", "+-1", "1.0", "1e3", " 1", "1 ", "1,000", "٣", "NULL", "0000000000000000000x"})
    void aTextThatIsNotAWholeNumberIsNotRead(String text) {
        assertThat(integer(text, Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nan, NaN",
        "Infinity, Infinity",
        "-INF, -Infinity",
        "-0, -0.0",
        "0e-400, 0.0",
        "1e-320, 1e-320",
        "1e-400,",
        "-1e-400,",
        "1e309,"
    })
    void floatingPointNumbersHaveTheirSpecialValues(String text, Double value) {
        assertThat(floating(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e309", "1f", "1d", "0x1p3", " 1", "1 ", "-nan", ".", "e5", "1e"})
    void aFloatingPointNumberBeyondTheRangeOrInAForeignFormIsRefused(String text) {
        assertThat(floating(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void decimalsAreWhatBigDecimalSays(long seed) {
        Random random = new Random(seed);
        int kept = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = number(random, 22);
            int precision = 1 + random.nextInt(38);
            int scale = random.nextInt(precision + 1);
            BigInteger expected = unscaled(text, precision, scale);

            String problem = decimal(text, precision, scale);

            assertThat(problem == null)
                    .as("seed %d, %s as DECIMAL(%d,%d): %s", seed, text, precision, scale, problem)
                    .isEqualTo(expected != null);
            if (expected != null) {
                assertThat(RecordingSink.unscaled(numbers.high(), numbers.low()))
                        .as("seed %d, %s as DECIMAL(%d,%d)", seed, text, precision, scale)
                        .isEqualTo(expected);
                kept++;
            }
        }
        assertThat(kept).as("seed %d", seed).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void wholeNumbersAreWhatBigIntegerSays(long seed) {
        Random random = new Random(seed);
        int kept = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = random.nextInt(4) == 0 ? number(random, 10) : sign(random) + digits(random, 1, 20);
            boolean small = random.nextBoolean();
            long min = small ? Integer.MIN_VALUE : Long.MIN_VALUE;
            long max = small ? Integer.MAX_VALUE : Long.MAX_VALUE;
            BigInteger value = text.matches("[+-]?[0-9]+") ? new BigInteger(text) : null;
            boolean fits = value != null
                    && value.compareTo(BigInteger.valueOf(min)) >= 0
                    && value.compareTo(BigInteger.valueOf(max)) <= 0;

            assertThat(integer(text, min, max))
                    .as("seed %d, %s from %d to %d", seed, text, min, max)
                    .isEqualTo(fits);
            if (fits) {
                assertThat(numbers.low()).as("seed %d, %s", seed, text).isEqualTo(value.longValueExact());
                kept++;
            }
        }
        assertThat(kept).as("seed %d", seed).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11, 12})
    void floatingPointNumbersAreTheNearestDoubles(long seed) {
        Random random = new Random(seed);
        int kept = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = random.nextInt(8) == 0
                    ? Double.toString(Double.longBitsToDouble(random.nextLong()))
                    : number(random, 12);
            Double expected = nearest(text);

            assertThat(floating(text)).as("seed %d, %s", seed, text).isEqualTo(expected);
            kept += expected == null ? 0 : 1;
        }
        assertThat(kept).as("seed %d", seed).isBetween(TEXTS / 10, TEXTS - 1);
    }

    private static Double nearest(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) && !text.contains("Inf") ? null : (Double) value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigInteger unscaled(String text, int precision, int scale) {
        try {
            BigDecimal value = new BigDecimal(text).setScale(scale);
            return value.precision() > precision ? null : value.unscaledValue();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Mostly a number: signs, zeros before and after it, a point anywhere, exponents, and now and then a slip. */
    private static String number(Random random, int mostDigits) {
        StringBuilder text = new StringBuilder(sign(random));
        text.append("0".repeat(random.nextInt(8) == 0 ? random.nextInt(30) : 0));
        text.append(digits(random, 0, mostDigits));
        if (random.nextInt(3) > 0) {
            text.append('.').append(digits(random, 0, mostDigits / 2)).append("0".repeat(random.nextInt(4)));
        }
        if (random.nextInt(8) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(sign(random)).append(random.nextInt(40));
        }
        if (text.length() == 0 || random.nextInt(50) == 0) {
            text.insert(random.nextInt(text.length() + 1), "+-.eEx".charAt(random.nextInt(6)));
        }
        // an exponent of millions would keep BigDecimal busy for minutes
        return text.toString().replaceAll("([eE][+-]?[0-9]{1,3}).*", "$1");
    }

    private static String sign(Random random) {
        return random.nextInt(3) > 0 ? "" : random.nextBoolean() ? "-" : "+";
    }

    private static String digits(Random random, int least, int most) {
        StringBuilder digits = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String decimal(String text, int precision, int scale) {
        return numbers.decimal(bytes(text), 1, bytes(text).length - 1, precision, scale);
    }

    private boolean integer(String text, long min, long max) {
        return numbers.integer(bytes(text), 1, bytes(text).length - 1, min, max);
    }

    private Double floating(String text) {
        return numbers.floating(bytes(text), 1, bytes(text).length - 1);
    }

    /** The number in the middle of a buffer, as a field of a record is. */
    private static byte[] bytes(String text) {
        return ("1" + text + "9").getBytes(StandardCharsets.UTF_8);
    }
}
