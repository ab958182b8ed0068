package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.RunLog;

class QuietTest {

    private static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

    @Test
    void aTableThatHadRowsEveryTwoHoursIsQuietAfterMoreThanSixHours() {
        assertThat(Quiet.unusual(every(Duration.ofHours(2), NOW.minus(Duration.ofHours(6))), NOW))
                .isEmpty();
        assertThat(Quiet.unusual(every(Duration.ofHours(2), NOW.minus(Duration.ofHours(7))), NOW))
                .contains(Duration.ofHours(7));
    }

    @Test
    void aTableWithRowsOnceADayMayBeQuietForADayAndAHalf() {
        assertThat(Quiet.unusual(every(Duration.ofDays(1), NOW.minus(Duration.ofHours(36))), NOW))
                .isEmpty();
        assertThat(Quiet.unusual(every(Duration.ofDays(1), NOW.minus(Duration.ofHours(37))), NOW))
                .isPresent();
    }

    @Test
    void groupsWithoutRowsDoNotCount() {
        List<RunLog.Run> runs = new ArrayList<>(every(Duration.ofHours(2), NOW.minus(Duration.ofHours(8))));
        runs.add(new RunLog.Run(99, RunLog.Outcome.CONSUMED, 0, NOW));

        assertThat(Quiet.unusual(runs, NOW)).contains(Duration.ofHours(8));
    }

    @Test
    void withFewGroupsNothingIsUsual() {
        assertThat(Quiet.unusual(
                        every(Duration.ofHours(1), NOW.minus(Duration.ofDays(30)))
                                .subList(0, 4),
                        NOW))
                .isEmpty();
    }

    private static List<RunLog.Run> every(Duration gap, Instant last) {
        List<RunLog.Run> runs = new ArrayList<>();
        for (int i = 5; i >= 0; i--) {
            runs.add(new RunLog.Run(10 - i, RunLog.Outcome.CONSUMED, 3, last.minus(gap.multipliedBy(i))));
        }
        return runs;
    }
}
