package org.zenotisync.feed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractDateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-01",
                "2024_02_01",
                "2024.02.01",
                "2024 02 01",
                "20240201",
                "2024-2-1",
                "2024-02",
                "2024_2",
                "202402",
                "02-2024",
                "02-01-2024",
                "01-02-2024",
                "2-1-2024",
                "1.2.2024",
                "1. 2. 2024",
                "01022024",
                "02012024",
                "01-02-24",
                "02.01.24",
                "01-Feb-2024",
                "01-FEB-24",
                "Feb-01-2024",
                "feb 1, 2024",
                "1 February 2024",
                "1st February 2024",
                "01Feb2024",
                "Feb01_2024",
                "2024-Feb-01",
                "2024 February 1",
                "February 2024",
                "february_2024",
                "2024-Feb",
                "FEB2024",
                "2024-02-01T00:00:00Z",
                "2024-02-01T00-30-00",
                "2024-02-01_10-11-12",
                "2024-02-01 003000",
                "2024-02-01 201512",
                "20240201T003000",
                "20240201_0030",
                "2024020100",
                "202402010030",
                "20240201003000",
                "20240201003000123",
                "Thu Feb 01 2024 00:30:00",
                "Extract_2024-02-01",
                "ExtractDate=2024-02-01",
                "ExtractFeb2024",
                "Extract1_02-01-2024",
                "extract of 2024-02-01 (v2)",
                "Month of January, extracted 2024-02-01",
                "2024-02-01 extract of 2024-02-01"
            })
    void theFirstOfFebruaryIsReadInAnyForm(String folder) {
        assertThat(ExtractDate.parse(folder)).contains(LocalDate.of(2024, 2, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-02, 2024-01-02",
        "2024-03-31, 2024-03-31",
        "31-03-2024, 2024-03-31",
        "03-31-2024, 2024-03-31",
        "31032024, 2024-03-31",
        "03-02-2024, 2024-03-02",
        "02-03-2024, 2024-03-02",
        "2-Mar-2024, 2024-03-02",
        "29-02-2024, 2024-02-29",
        "24-12-01, 2024-12-01",
        "24-Dec-01, 2024-12-01",
        "2024-12, 2024-12-01",
        "Sept 2030, 2030-09-01"
    })
    void anOtherDayIsReadAsItIsWritten(String folder, LocalDate date) {
        assertThat(ExtractDate.parse(folder)).contains(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "1000",
                "2024",
                "POD1",
                "February",
                "1 February",
                "2024-13-45",
                "20241345",
                "2024-02-30",
                "2023-02-29",
                "32-01-2024",
                "13-13-2024",
                "32-Feb-2024",
                "2024-00-01",
                "2024-13",
                "202413",
                "2024-032",
                "1999-12-01",
                "2100-01-01",
                "00-01-02",
                "1706745600",
                "1706745600000",
                "010224",
                "2024_02-17",
                "7 02-2024",
                "2024-02 00:30:00",
                "2024-01-01_2024-01-31",
                "2024-01-01 to 2024-02-01",
                "January 2024 February 2024",
                "Mar-12",
                "٢٠٢٤-٠٢-٠١"
            })
    void whatNamesNoDayOrNoneThatCanBeOrSeveralIsNoDate(String folder) {
        assertThat(ExtractDate.parse(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-01, 2024-01",
        "2024-01-01, 2023-12",
        "2024-02-15, 2024-01",
        "2024-02-16, 2024-02",
        "2024-01-31, 2024-01"
    })
    void theMonthIsTheOneBeforeAlsoIfTheExtractWasTakenDaysLater(LocalDate date, YearMonth month) {
        assertThat(ExtractDate.month(date)).isEqualTo(month);
    }
}
