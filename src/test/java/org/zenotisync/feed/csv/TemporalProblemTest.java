package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnType.Kind;

/** What a message says of a date or time that cannot be read. */
class TemporalProblemTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000-01-01 | there is not a year 0",
                "0001-13-01 | the month is 13",
                "2024-01-32 | month 1 of 2024 has 31 days",
                "2024-00-01 | the month is 0",
                "2024-13-01 | the month is 13",
                "2024-12-00 | month 12 of 2024 has 31 days",
                "2024-12-32 | month 12 of 2024 has 31 days",
                "2024/11/31 | month 11 of 2024 has 30 days",
                "2024.2.30 | month 2 of 2024 has 29 days",
                "2023-02-29 | month 2 of 2023 has 28 days",
                "20230229 | month 2 of 2023 has 28 days",
                "02/29/2023 10:00 | month 2 of 2023 has 28 days",
                "2023-02-30T25:00 | month 2 of 2023 has 28 days",
                "31/12/2024 | the month is 31; a date that ends with its year begins with its month"
            })
    void aDayThatDoesNotExistIsExplained(String text, String reason) {
        assertThat(TemporalProblem.of(text, Kind.DATE)).isEqualTo("is a date, but there is no such day: " + reason);
        assertThat(TemporalProblem.of(text, Kind.TIMESTAMP))
                .isEqualTo("is a date, but there is no such day: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "24:00:01, the hour is 24",
        "24:01, the hour is 24",
        "25:00, the hour is 25",
        "23:60, the minute is 60",
        "23:60:60, the minute is 60",
        "23:59:60, the second is 60",
        "1:2:99Z, the second is 99",
        "23:59:60.5+02:00, the second is 60"
    })
    void aTimeThatDoesNotExistIsExplained(String text, String reason) {
        String problem = "has a time, but there is no such time: " + reason;

        assertThat(TemporalProblem.of(text, Kind.TIME)).isEqualTo(problem);
        assertThat(TemporalProblem.of("2024-02-29 " + text, Kind.TIMESTAMP)).isEqualTo(problem);
        assertThat(TemporalProblem.of("2024-02-29T" + text, Kind.TIMESTAMPTZ)).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-01 25:00, the hour is 25",
        "2024-01-31 23:60, the minute is 60",
        "2024-12-31 23:59:60, the second is 60"
    })
    void theFirstAndLastDaysOfMonthsExist(String text, String reason) {
        assertThat(TemporalProblem.of(text, Kind.TIMESTAMP))
                .isEqualTo("has a time, but there is no such time: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29 23:59:59+99:00, TIMESTAMPTZ, is not in a known form such as 2024-02-29 13:14:15.123",
        "2024-02-29 13:14, DATE, 'has a time, which a DATE column does not hold'",
        "2024-02-29 x, DATE, 'has a time, which a DATE column does not hold'",
        "9999-12-31 24:00, TIMESTAMP, is after the year 9999",
        "2024-02-29x, DATE, is not in a known form such as 2024-02-29",
        "2024-02-29 x, TIMESTAMP, is not in a known form such as 2024-02-29 13:14:15.123",
        "2024-02-29 23:59:59x, TIMESTAMP, is not in a known form such as 2024-02-29 13:14:15.123",
        "yesterday, TIMESTAMPTZ, is not in a known form such as 2024-02-29 13:14:15.123",
        "2024-13-13, TIME, is not in a known form such as 13:14:15.123",
        "noon, TIME, is not in a known form such as 13:14:15.123"
    })
    void otherTextsAreNamedByWhatTheirColumnTakes(String text, Kind kind, String problem) {
        assertThat(TemporalProblem.of(text, kind)).isEqualTo(problem);
    }
}
