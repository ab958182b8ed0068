package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestingReaderTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong rested = new AtomicLong();
    private final RestingReader reader = new RestingReader(Runnable::run, nanos::get, time -> {
        rested.addAndGet(time);
        nanos.addAndGet(time);
    });

    @Test
    void aFewShortReadingsInARowNeedNoRest() {
        read(Duration.ofMillis(300));
        read(Duration.ofMillis(300));
        read(Duration.ofMillis(300));

        assertThat(rested).hasValue(0);
    }

    @Test
    void allReadingsTogetherTakeATwentiethOfTheTime() {
        for (int i = 0; i < 200; i++) {
            read(Duration.ofMillis(500));
        }

        assertThat(Duration.ofNanos(nanos.get())).isGreaterThan(Duration.ofSeconds(20 * 98));
    }

    @Test
    void afterASlowReadingTheNextOneOfAnyKindWaits() {
        read(Duration.ofSeconds(4));
        read(Duration.ofMillis(1));

        assertThat(Duration.ofNanos(rested.get())).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
    }

    private void read(Duration time) {
        reader.execute(() -> nanos.addAndGet(time.toNanos()));
    }
}
