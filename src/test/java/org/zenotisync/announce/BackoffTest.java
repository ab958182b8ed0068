package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void eachFailureDoublesTheWaitUpToAMinute() {
        Instant now = Instant.parse("2026-11-29T00:00:00Z");
        Backoff backoff = new Backoff();
        assertThat(backoff.isOver(now)).isTrue();
        assertThat(backoff.isFirst()).isTrue();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            backoff.failed(now);
            waits.add(backoff.until().getEpochSecond() - now.getEpochSecond());
            assertThat(backoff.isOver(backoff.until().minusMillis(1))).isFalse();
            assertThat(backoff.isOver(backoff.until())).isTrue();
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }
}
