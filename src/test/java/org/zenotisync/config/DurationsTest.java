package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "15m, PT15M",
        "2h, PT2H",
        "1d, PT24H",
        "15M, PT15M",
        "' 15 m ', PT15M",
        "PT15M, PT15M",
        "pt1h30m, PT1H30M",
        "P2D, PT48H",
        "999999999s, PT277777H46M39S"
    })
    void aDurationIsReadAsPeopleWriteIt(String text, Duration expected) {
        assertThat(Durations.parse("zenoti.settle", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "15",
                "m",
                "-5m",
                "1.5h",
                "15 min",
                "15m30s",
                "1w",
                "PT-5M",
                "-PT5M",
                "P1M",
                "9999999999s",
                "٣m",
                "PT",
                "5m\nx",
                "PT99999999999999999999S"
            })
    void anythingElseIsRefusedWithTheKeyAndTheValue(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Durations.parse("zenoti.settle", text))
                .withMessage("zenoti.settle: '" + text + "' is not a duration (examples: 0s, 30s, 15m, 2h)");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.5S, 0.5s",
        "PT3.4S, 3.4s",
        "PT59S, 59s",
        "PT1M, 1m",
        "PT1H2M, 1h2m",
        "PT1H0.7S, 1h",
        "PT61.9S, 1m1s",
        "P1D, 24h"
    })
    void aDurationIsShownShort(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }
}
