package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.RunLog.Outcome;

class ChartTest {

    @Test
    void barsEndAtTheRightAndAreAsHighAsTheirShareOfTheMost() {
        Chart chart = Chart.of(List.of(run(1, Outcome.CONSUMED, 100), run(2, Outcome.CONSUMED, 50)));

        assertThat(chart.rows()).isEqualTo("M142 24v-24M147 24v-12");
        assertThat(chart.failures()).isEmpty();
        assertThat(chart.summary()).isEqualTo("2 attempts, at most 100 rows changed; the last one, group 2: 50 rows");
    }

    @Test
    void oneRowIsSeenBesideAMillionAndNoRowIsLower() {
        Chart chart = Chart.of(
                List.of(run(1, Outcome.CONSUMED, 1_000_000), run(2, Outcome.CONSUMED, 1), run(3, Outcome.CONSUMED, 0)));

        assertThat(chart.rows()).isEqualTo("M137 24v-24M142 24v-2M147 24v-1");
    }

    @Test
    void aFailedAttemptIsALineOfItsOwnKindAndIsCounted() {
        Chart chart = Chart.of(List.of(run(1, Outcome.CONSUMED, 1), run(2, Outcome.FAILED, 0)));

        assertThat(chart.failures()).isEqualTo("M147 0V24");
        assertThat(chart.summary()).endsWith("the last one, group 2: failed; 1 failed");
    }

    @Test
    void onlyTheLastThirtyAreDrawn() {
        Chart chart = Chart.of(IntStream.range(0, 40)
                .mapToObj(i -> run(i, Outcome.CONSUMED, 1))
                .toList());

        assertThat(chart.rows().chars().filter(c -> c == 'M')).hasSize(30);
        assertThat(chart.rows()).startsWith("M2 24");
    }

    @Test
    void withoutAttemptsThereIsNothingToDraw() {
        assertThat(Chart.of(List.of()).isEmpty()).isTrue();
    }

    private static RunLog.Run run(long group, Outcome outcome, long changed) {
        return new RunLog.Run(group, outcome, changed, Instant.EPOCH.plusSeconds(group));
    }
}
