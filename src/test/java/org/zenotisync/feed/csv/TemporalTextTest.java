package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalTextTest {

    private static final int TEXTS = 20_000;

    private static final List<String> DATES = List.of(
            "uuuu-MM-dd", "uuuu/MM/dd", "uuuu.MM.dd", "uuuu-M-d", "uuuuMMdd", "MM/dd/uuuu", "MM-dd-uuuu", "M/d/uuuu");
    private static final List<String> TIMES = List.of("HH:mm", "HH:mm:ss", "H:mm:ss", "HHmmss", "hh:mm:ss a", "hh:mma");

    private final TemporalText temporals = new TemporalText();

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29T00:00",
        "2024-02-29 13:14, 2024-02-29T13:14",
        "2024-02-29T13:14:15.1, 2024-02-29T13:14:15.1",
        "2024-02-29t13:14:15.123456, 2024-02-29T13:14:15.123456",
        "20240229 131415, 2024-02-29T13:14:15",
        "02/29/2024 01:14:15 PM, 2024-02-29T13:14:15",
        "2024-02-29 12:00:00 AM, 2024-02-29T00:00",
        "2024-02-29 12:00:00 pm, 2024-02-29T12:00",
        "2024-02-29 24:00:00, 2024-03-01T00:00",
        "0001-01-01 00:00:00, 0001-01-01T00:00",
        "9999-12-31 23:59:59.999999, 9999-12-31T23:59:59.999999",
        "1969-12-31 23:59:59.999999, 1969-12-31T23:59:59.999999"
    })
    void aTimestampIsReadInItsForms(String text, LocalDateTime expected) {
        assertThat(timestamp(text, false)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01 00:00:00.0000004, 0",
        "2024-01-01 00:00:00.0000005, 1",
        "2024-01-01 00:00:00.00000049999999999999999, 0",
        "2024-01-01 00:00:00.9999995, 1000000"
    })
    void whatIsBeyondMicrosecondsIsRounded(String text, long expected) {
        long start = micros(LocalDateTime.of(2024, 1, 1, 0, 0));

        assertThat(timestamp(text, false) - start).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "z", " UTC", "+00", "+05:30", "-0330", " -15:59", "+0000"})
    void aZoneIsAppliedOnlyWhereTheColumnHasOne(String zone) {
        LocalDateTime local = LocalDateTime.of(2024, 1, 1, 0, 15);
        String plain = zone.strip().replace("UTC", "Z").toUpperCase(Locale.ROOT);
        Long offset = ZoneOffset.of(plain).getTotalSeconds() * 1_000_000L;

        assertThat(timestamp("2024-01-01 00:15:00" + zone, false)).isEqualTo(micros(local));
        assertThat(timestamp("2024-01-01 00:15:00" + zone, true)).isEqualTo(micros(local) - offset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "1900-02-29",
                "2024-02-30",
                "2024-13-01",
                "2024-00-01",
                "2024-01-00",
                "0000-01-01",
                "24-01-01",
                "12024-01-01",
                "2024-001-01",
                "2024-01-001",
                "2024-01/01",
                "2024-01",
                "2024-01-",
                "2024-01-x",
                "2024x",
                "2024x 10:00",
                "2024",
                "29/02/2024",
                "02/29/24",
                "-2024-01-01",
                "202402290",
                "2024-01-01 ",
                " 2024-01-01",
                "2024-01-01X00:00",
                "NULL",
                "2024-01-01  00:00",
                "2024-01-01 1",
                "2024-01-01 13:",
                "2024-01-01 13:14:",
                "2024-01-01 13:14:15.",
                "2024-01-01 24:00:01",
                "2024-01-01 24:00:00.1",
                "2024-01-01 25:00",
                "2024-01-01 13:60",
                "2024-01-01 13:14:60",
                "2024-01-01 1314",
                "2024-01-01 13:00 PM",
                "2024-01-01 00:00 AM",
                "2024-01-01 10:00 XM",
                "2024-01-01 10:00 ",
                "2024-01-01 10:00+",
                "2024-01-01 10:00+5",
                "2024-01-01 10:00+05:60",
                "2024-01-01 10:00+16:00",
                "2024-01-01 10:00-08:",
                "2024-01-01 10:00-08:3",
                "2024-01-01 10:00 EST",
                "2024-01-01 10:00 UT",
                "2024-01-01 10:00Zx",
                "٢٠٢٤-01-01"
            })
    void anythingElseIsUnreadable(String text) {
        assertThat(timestamp(text, false)).isEqualTo(TemporalText.UNREADABLE);
        assertThat(timestamp(text, true)).isEqualTo(TemporalText.UNREADABLE);
    }

    /** The usual form has a way of its own; a zone after it, which is ignored here, leads to the way of all others. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29 13:14:15.1", "2023-10-31 23:59:59.123", "0999-01-01 00:00:00.999999"})
    void theUsualFormIsReadLikeAllOthersWithAnyCharacterWrong(String text) {
        for (int at = 0; at < text.length(); at++) {
            for (char character : "0123456789:;/.-Tx\0\u00e9\u007f".toCharArray()) {
                String changed = text.substring(0, at) + character + text.substring(at + 1);

                assertThat(timestamp(changed, false)).as(changed).isEqualTo(timestamp(changed + "Z", false));
            }
        }
        assertThat(timestamp(text, false)).isNotEqualTo(TemporalText.UNREADABLE);
    }

    @Test
    void theUsualFormIsReadLikeAllOthersWithAnyByteWrong() {
        byte[] usual = "2024-02-29 13:14:15.123".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < usual.length - 1; at++) {
            byte[] text = Arrays.copyOf(usual, usual.length + 1);
            text[usual.length] = 'Z';
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                text[at] = (byte) value;
                assertThat(temporals.timestamp(text, 0, usual.length, false))
                        .as("%d at %d", value, at)
                        .isEqualTo(temporals.timestamp(text, 0, text.length, false));
            }
            text[at] = (byte) 0xC2;
            text[at + 1] = (byte) 0x80;
            assertThat(temporals.timestamp(text, 0, usual.length, false)).isEqualTo(TemporalText.UNREADABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "2024-02-29 00:00", "20240229 000000", "02/29/2024 12:00:00.000 AM"})
    void aDateAcceptsMidnight(String text) {
        assertThat(date(text)).isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29 00:00:00.000001",
                "2024-02-29 12:00",
                "2024-02-29 23:59:59.999999",
                "2024-02-29 23:59:59.9999999",
                "2024-02-29 24:00:00"
            })
    void aDateAcceptsNoOtherTimeThanItsOwnMidnight(String text) {
        assertThat(date(text)).isEqualTo(TemporalText.UNREADABLE);
    }

    @Test
    void aTimeStandsAloneAndItsZoneIsIgnored() {
        assertThat(time("13:14:15.5"))
                .isEqualTo(LocalTime.of(13, 14, 15, 500_000_000).toNanoOfDay() / 1000);
        assertThat(time("13:14:15+05:30")).isEqualTo(time("13:14:15"));
        assertThat(time("01:14 PM")).isEqualTo(time("131400"));
        assertThat(time("2024-02-29 13:14:15")).isEqualTo(TemporalText.UNREADABLE);
        assertThat(time("24:00:01")).isEqualTo(TemporalText.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyFormOfAMomentIsReadAsJavaTimeWroteIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            LocalDateTime moment = moment(random);
            String timeForm = TIMES.get(random.nextInt(TIMES.size()));
            if (!timeForm.contains("s")) {
                moment = moment.truncatedTo(ChronoUnit.MINUTES);
            }
            String fraction = timeForm.contains("s") && random.nextBoolean() ? fraction(random) : "";
            String form = DATES.get(random.nextInt(DATES.size()))
                    + (random.nextBoolean() ? "' '" : "'T'")
                    + (timeForm.endsWith(" a")
                            ? timeForm.replace(" a", fraction.isEmpty() ? " a" : "'" + fraction + "' a")
                            : timeForm);
            String zone = timeForm.endsWith("a") || random.nextBoolean() ? "" : zone(random);
            String text = DateTimeFormatter.ofPattern(form, Locale.ROOT).format(moment)
                    + (timeForm.endsWith(" a") ? "" : fraction)
                    + zone;
            long local = micros(moment) + microsOf(fraction);
            long utc =
                    zone.isEmpty() ? local : local - ZoneOffset.of(zone.strip()).getTotalSeconds() * 1_000_000L;

            assertThat(timestamp(text, false)).as("seed %d, %s", seed, text).isEqualTo(local);
            assertThat(timestamp(text, true))
                    .as("seed %d, %s with its zone", seed, text)
                    .isEqualTo(utc);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void momentsThatDoNotExistAreRefusedAsJavaTimeRefusesThem(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = String.format(
                    "%04d-%02d-%02d %02d:%02d:%02d",
                    random.nextInt(10_000),
                    random.nextInt(14),
                    random.nextInt(33),
                    random.nextInt(26),
                    random.nextInt(64),
                    random.nextInt(64));
            if (text.endsWith("24:00:00") || text.startsWith("0000")) {
                continue;
            }
            Long expected;
            try {
                expected = micros(LocalDateTime.parse(text.replace(' ', 'T')));
            } catch (DateTimeException e) {
                expected = TemporalText.UNREADABLE;
                refused++;
            }

            assertThat(timestamp(text, false)).as("seed %d, %s", seed, text).isEqualTo(expected);
        }
        assertThat(refused).as("seed %d", seed).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    @Test
    void everyDayIsCountedAsJavaTimeCountsIt() {
        long expected = LocalDate.of(1, 1, 1).toEpochDay();
        for (int year = 1; year <= 9999; year++) {
            for (int month = 1; month <= 12; month++) {
                int days = YearMonth.of(year, month).lengthOfMonth();
                for (int day = 0; day <= 32; day++) {
                    byte[] text = digits(year * 10_000 + month * 100 + day);
                    long read = temporals.date(text, 0, text.length);
                    if (read != (day < 1 || day > days ? TemporalText.UNREADABLE : expected++)) {
                        fail("%s is read as %d", new String(text, StandardCharsets.UTF_8), read);
                    }
                }
            }
        }
        assertThat(expected).isEqualTo(LocalDate.of(10_000, 1, 1).toEpochDay());
    }

    private static byte[] digits(int number) {
        byte[] digits = new byte[8];
        int rest = number;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return digits;
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11, 12})
    void aMomentWithASlipIsReadWithinItsYearsOrNotAtAll(long seed) {
        Random random = new Random(seed);
        long first = micros(LocalDateTime.of(1, 1, 1, 0, 0)) - TemporalText.MICROS_PER_DAY;
        long last = micros(LocalDateTime.of(9999, 12, 31, 0, 0)) + 2 * TemporalText.MICROS_PER_DAY;
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder(
                    OffsetDateTime.of(moment(random), ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            for (int slips = 1 + random.nextInt(3); slips > 0; slips--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, "0123456789-/.:+TZ apmé\0".charAt(random.nextInt(23)));
                } else {
                    text.setLength(Math.max(1, at));
                }
            }
            long value = timestamp(text.toString(), true);

            assertThat(value == TemporalText.UNREADABLE || value >= first && value <= last)
                    .as("seed %d, %s: %d", seed, text, value)
                    .isTrue();
        }
    }

    private static LocalDateTime moment(Random random) {
        long first = LocalDate.of(1, 1, 1).toEpochDay();
        long last = LocalDate.of(9999, 12, 31).toEpochDay();
        LocalDate day = LocalDate.ofEpochDay(first + random.nextInt((int) (last - first)));
        return day.atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)));
    }

    private static String fraction(Random random) {
        StringBuilder fraction = new StringBuilder(".");
        for (int digits = 1 + random.nextInt(12); digits > 0; digits--) {
            fraction.append((char) ('0' + random.nextInt(10)));
        }
        return fraction.toString();
    }

    private static String zone(Random random) {
        String sign = random.nextBoolean() ? "+" : "-";
        String form = List.of("%s%02d:%02d", "%s%02d%02d", " %s%02d:%02d").get(random.nextInt(3));
        return random.nextInt(8) == 0 ? "Z" : String.format(form, sign, random.nextInt(16), random.nextInt(60));
    }

    private static long microsOf(String fraction) {
        return fraction.isEmpty()
                ? 0
                : new BigDecimal(fraction)
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    private static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment);
    }

    private long timestamp(String text, boolean zoned) {
        return temporals.timestamp(bytes(text), 1, bytes(text).length - 1, zoned);
    }

    private long date(String text) {
        return temporals.date(bytes(text), 1, bytes(text).length - 1);
    }

    private long time(String text) {
        return temporals.time(bytes(text), 1, bytes(text).length - 1);
    }

    /** The text in the middle of a buffer, as a field of a record is. */
    private static byte[] bytes(String text) {
        return ("1" + text + "9").getBytes(StandardCharsets.UTF_8);
    }
}
