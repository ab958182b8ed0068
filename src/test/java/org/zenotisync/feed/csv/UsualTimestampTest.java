package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this class does not read, {@link TemporalText} reads. So its results are looked at without that one. */
class UsualTimestampTest {

    private static final long FIRST = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

    @Test
    void aTimestampIsReadByItsPositions() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    FIRST + (long) (random.nextDouble() * (LAST - FIRST)),
                    random.nextInt(1_000_000) * 1000,
                    ZoneOffset.UTC);
            int digits = 1 + random.nextInt(6);
            String text = time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss." + "S".repeat(digits)));
            long micros = ChronoUnit.MICROS.between(
                    LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(text.replace(' ', 'T')));

            assertThat(read(text)).as(text).isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01 00:00:00.0", "9999-12-31 23:59:59.999999", "2024-02-29 00:59:59.9"})
    void theEndsOfTheRangesAreRead(String text) {
        assertThat(read(text))
                .isEqualTo(ChronoUnit.MICROS.between(
                        LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(text.replace(' ', 'T'))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29 13:14:15",
                "2024-02-29 13:14:15.",
                "2024-02-29 13:14:15.1234567",
                "2024-02-29T13:14:15.1",
                "2024/02/29 13:14:15.1",
                "2024-02-29 13.14:15.1",
                "2024-02-29 13:14.15.1",
                "2024-02-29 13:14:15,1",
                "2024-02-29 24:00:00.0",
                "2024-02-29 13:60:00.0",
                "2024-02-29 13:14:60.0",
                "2024-02-29 13:14:5:.0",
                "2024-02-29 13:14:1/.0",
                "2024-02-29 13:14:/5.0",
                "2024-02-29 13:14:15.:",
                "2024-02-29 13:14:15./",
                "2024-02-29 13:14:15.1/",
                "2024-02-29 1:14:15.10",
                "202:-02-29 13:14:15.1",
                "202/-02-29 13:14:15.1",
                "2024-0:-29 13:14:15.1",
                "2024-02-2: 13:14:15.1",
                "2024-02-29 1::14:15.1",
                "2024-02-29 13:1::15.1",
                "2023-02-29 13:14:15.1",
                "2024-13-01 13:14:15.1",
                "0000-01-01 00:00:00.0",
                "2024-02-29 13:14:15.1Z"
            })
    void anythingElseIsLeftToTheOtherReader(String text) {
        assertThat(read(text)).isEqualTo(TemporalText.UNREADABLE);
    }

    @Test
    void aByteBeyondAsciiIsNotADigit() {
        byte[] usual = "2024-02-29 13:14:15.123".getBytes(StandardCharsets.US_ASCII);
        for (int place = 0; place < usual.length; place++) {
            for (int change : new int[] {0x80, 0xB0, 0xFF, 0x40, 0x7F}) {
                byte[] text = usual.clone();
                text[place] = (byte) change;

                assertThat(UsualTimestamp.read(text, 0, text.length))
                        .as("byte %d is %x", place, change)
                        .isEqualTo(TemporalText.UNREADABLE);
            }
        }
    }

    /** Reads a text in the middle of others. */
    private static long read(String text) {
        byte[] bytes = ("12" + text + "34").getBytes(StandardCharsets.US_ASCII);
        return UsualTimestamp.read(bytes, 2, bytes.length - 2);
    }
}
