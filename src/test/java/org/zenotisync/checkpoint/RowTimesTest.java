package org.zenotisync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.RunLog.RecentTimes;

class RowTimesTest {

    private static final Instant START = Instant.parse("2024-02-29T00:00:00Z");

    private final RowTimes times = new RowTimes();

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(times.lastConsumed()).isEmpty();
        assertThat(times.lastRow()).isEmpty();
        assertThat(times.usualQuiet()).isEmpty();
    }

    @Test
    void aTableGroupWithoutRowsIsConsumedButBringsNoRow() {
        times.consumed(at(1), true);
        times.consumed(at(3), false);

        assertThat(times.lastConsumed()).contains(at(3));
        assertThat(times.lastRow()).contains(at(1));
    }

    @Test
    void theLongestGapIsUsualFromFiveTimesOn() {
        List.of(0, 2, 12, 14).forEach(hour -> times.consumed(at(hour), true));
        assertThat(times.usualQuiet()).isEmpty();

        times.consumed(at(16), true);

        assertThat(times.usualQuiet()).contains(Duration.ofHours(10));
    }

    @Test
    void onlyTheLatestThirtyTimesCount() {
        times.consumed(at(0), true);
        for (int i = 0; i < RowTimes.KEPT; i++) {
            times.consumed(at(100 + 2 * i), true);
        }

        assertThat(times.usualQuiet()).contains(Duration.ofHours(2));
    }

    @Test
    void whatTheTargetKnowsComesBeforeWhatThisProcessSees() {
        times.addEarlier(new RecentTimes(at(9), List.of(at(0), at(4), at(5), at(6))));
        assertThat(times.lastConsumed()).contains(at(9));
        assertThat(times.lastRow()).contains(at(6));

        times.consumed(at(10), true);

        assertThat(times.lastRow()).contains(at(10));
        assertThat(times.usualQuiet()).contains(Duration.ofHours(4));
    }

    @Test
    void withRowsEveryTwoHoursMoreThanSixHoursAreUnusual() {
        consumedEvery(2);

        assertThat(times.unusualQuiet(at(10 + 6))).isEmpty();
        assertThat(times.unusualQuiet(at(10 + 7))).contains(Duration.ofHours(7));
    }

    @Test
    void withRowsOnceADayADayAndAHalfAreUsual() {
        consumedEvery(24);

        assertThat(times.unusualQuiet(at(120 + 36))).isEmpty();
        assertThat(times.unusualQuiet(at(120 + 37))).contains(Duration.ofHours(37));
    }

    @Test
    void ofFewTableGroupsNothingIsUnusual() {
        List.of(0, 1, 2, 3).forEach(hour -> times.consumed(at(hour), true));

        assertThat(times.unusualQuiet(at(900))).isEmpty();
    }

    @Test
    void aSilenceStaysUnusualWhileTableGroupsWithoutRowsCome() {
        consumedEvery(2);
        for (int i = 0; i < 2 * RowTimes.KEPT; i++) {
            times.consumed(at(12 + 24 * i), false);
        }

        assertThat(times.unusualQuiet(at(10 + 24 * 60))).contains(Duration.ofDays(60));
    }

    private void consumedEvery(int hours) {
        for (int i = 0; i <= 5; i++) {
            times.consumed(at(hours * i), true);
        }
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
