package org.zenotisync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.stage.ReadCounters;

/** A cycle is stalled only if nothing at all has moved for the limit. */
class StallDetectorTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final ReadCounters counters = new ReadCounters();
    private final StallDetector detector = new StallDetector(counters, Duration.ofHours(6), nanos::get);

    @Test
    void aLongStatementIsNotAStall() {
        detector.on(new SyncEvent.CycleStarted(counters));
        pass(Duration.ofHours(6));

        assertThat(detector.stalledFor(() -> true)).isEmpty();
    }

    @Test
    void nothingMovesForLongerThanTheLimit() {
        detector.on(new SyncEvent.CycleStarted(counters));
        pass(Duration.ofHours(7));

        assertThat(detector.stalledFor(() -> true)).contains(Duration.ofHours(7));
    }

    @Test
    void rowsBytesAndEventsAreMovements() {
        detector.on(new SyncEvent.CycleStarted(counters));
        pass(Duration.ofHours(7));
        counters.rowsRead(1);
        assertThat(detector.stalledFor(() -> true)).isEmpty();
        pass(Duration.ofHours(7));
        counters.bytesRead(10);
        assertThat(detector.stalledFor(() -> true)).isEmpty();
        pass(Duration.ofHours(7));
        detector.on(new SyncEvent.TableEnded("bi_dimx"));
        assertThat(detector.stalledFor(() -> true)).isEmpty();
        pass(Duration.ofHours(7));
        assertThat(detector.stalledFor(() -> true)).isPresent();
    }

    @Test
    void aLongTimeWithoutACycleIsNotAStall() {
        pass(Duration.ofDays(7));
        assertThat(detector.stalledFor(() -> false)).isEmpty();
        pass(Duration.ofHours(1));

        assertThat(detector.stalledFor(() -> true)).isEmpty();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
