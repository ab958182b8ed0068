package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests are HMAC-SHA-256 of one canonical text of a value. */
class ValueHasherTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final ValueHasher hasher = new HashKey(SECRET).hasher();

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] hex) {
        return new String(hex, 0, ValueHasher.LENGTH, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 63, 64, 65, 200})
    void theDigestIsThatOfTheJavaPlatformForKeysOfAnyLength(int length) throws Exception {
        String secret = "é" + "k".repeat(length - 2);
        Random random = new Random(length);
        ValueHasher ofKey = new HashKey(secret).hasher();
        for (int i = 0; i < 200; i++) {
            byte[] value = "x".repeat(1 + random.nextInt(300)).getBytes(StandardCharsets.UTF_8);
            String padded = new String(value, StandardCharsets.UTF_8);
            byte[] within = ("ab" + padded + "cd").getBytes(StandardCharsets.UTF_8);
            assertThat(text(ofKey.text(within, 2, value.length))).isEqualTo(hmac(secret, padded));
        }
    }

    @Test
    void theCheckValueTellsKeysApartAndIsNotTheKey() {
        HashKey key = new HashKey(SECRET);
        assertThat(key.check()).isEqualTo(new HashKey(SECRET).check()).doesNotContain(SECRET);
        assertThat(new HashKey(SECRET + "x").check()).isNotEqualTo(key.check());
        assertThat(key).hasToString("***");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "42, 42",
        "42.00, 42",
        "-0.50, -0.5",
        "0.05, 0.05",
        "1234567890.0123, 1234567890.0123",
        "100, 100",
        "-100.10, -100.1",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999.999, -99999999999999999999999999999999999.999",
        "18446744073709551616.00, 18446744073709551616",
        "9223372036854775808, 9223372036854775808",
        "-9223372036854775808, -9223372036854775808",
        "0.00000000000000000000000000000000000001, 0.00000000000000000000000000000000000001"
    })
    void decimalsHaveNoZerosAtTheEnd(String value, String canonical) throws Exception {
        BigDecimal number = new BigDecimal(value);
        BigInteger unscaled = number.unscaledValue();
        String digest =
                text(hasher.decimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue(), number.scale()));
        assertThat(digest).isEqualTo(hmac(SECRET, canonical));
    }

    @Test
    void randomDecimalsAreWrittenAsBigDecimalWritesThem() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            BigInteger unscaled = new BigInteger(1 + random.nextInt(120), random);
            unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
            int scale = random.nextInt(39);
            BigDecimal number = new BigDecimal(unscaled, scale);
            String canonical =
                    number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            assertThat(text(hasher.decimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue(), scale)))
                    .as(number.toString())
                    .isEqualTo(hmac(SECRET, canonical));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, 1000, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE})
    void wholeNumbersAreWrittenInDigits(long value) throws Exception {
        assertThat(text(hasher.integer(value))).isEqualTo(hmac(SECRET, Long.toString(value)));
    }

    @ParameterizedTest
    @CsvSource({
        "42.0, 42",
        "-0.0, 0",
        "0.1, 0.1",
        "1e21, 1000000000000000000000",
        "1.5e-7, 0.00000015",
        "123456789.123456789, 123456789.12345679",
        "2e23, 200000000000000000000000",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void doublesHaveTheFewestDigitsThatTellThemApart(double value, String canonical) throws Exception {
        assertThat(text(hasher.floating(value))).isEqualTo(hmac(SECRET, canonical));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "1500, 1500", "16777216, 16777216", "3.4028235e38, 340282350000000000000000000000000000000"
    })
    void realsAreShorterThanTheSameValuesAsDoubles(float value, String canonical) throws Exception {
        assertThat(text(hasher.real(value))).isEqualTo(hmac(SECRET, canonical));
    }

    @Test
    void everyDoubleKeepsItsValue() {
        Random random = new Random(3);
        CanonicalText canonical = new CanonicalText();
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                canonical.floating(value);
                String text = new String(canonical.bytes(), 0, canonical.length(), StandardCharsets.US_ASCII);
                assertThat(Double.parseDouble(text)).isEqualTo(value + 0.0);
            }
        }
    }

    @Test
    void datesAndTimesHaveOneForm() throws Exception {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 13, 14, 15, 500_000_000);
        long micros = moment.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 500_000;
        assertThat(text(hasher.timestamp(micros, false))).isEqualTo(hmac(SECRET, "2024-02-29 13:14:15.5"));
        assertThat(text(hasher.timestamp(micros, true))).isEqualTo(hmac(SECRET, "2024-02-29 13:14:15.5Z"));
        assertThat(text(hasher.date((int) moment.toLocalDate().toEpochDay()))).isEqualTo(hmac(SECRET, "2024-02-29"));
        assertThat(text(hasher.time(LocalTime.of(1, 2, 3).toNanoOfDay() / 1000)))
                .isEqualTo(hmac(SECRET, "01:02:03"));
        assertThat(text(hasher.time(1))).isEqualTo(hmac(SECRET, "00:00:00.000001"));
        long first = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(text(hasher.timestamp(first, false))).isEqualTo(hmac(SECRET, "0001-01-01"));
        assertThat(text(hasher.timestamp(first, true))).isEqualTo(hmac(SECRET, "0001-01-01 00:00:00Z"));
        assertThat(text(hasher.truth(true))).isEqualTo(hmac(SECRET, "true"));
        assertThat(text(hasher.truth(false))).isEqualTo(hmac(SECRET, "false"));
    }
}
