package org.zenotisync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RunningStatements;

/** A cycle is stalled only if nothing at all has moved for the limit. */
class StallDetectorTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final ReadCounters counters = new ReadCounters();
    private final StallDetector detector =
            new StallDetector(counters, Duration.ofHours(6), nanos::get, RunningStatements::of);

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

    @Test
    void aTableGroupIsNamedWithTheStatementThatItWaitsFor() throws Exception {
        TableGroupId id = new TableGroupId("salon", "POD1", "bi_factx", 7);
        detector.on(new SyncEvent.TableGroupStarted(id));
        assertThat(detector.waitingFor()).containsExactly("POD1/7/bi_factx waits for no statement");
        Thread work = Thread.currentThread();
        AtomicReference<List<String>> during = new AtomicReference<>(List.of());
        Thread probe = new Thread(() -> {
            while (work.isAlive() && during.get().stream().noneMatch(text -> text.contains("'"))) {
                during.set(detector.waitingFor());
            }
        });
        probe.start();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            do {
                Jdbc.number(
                        connection,
                        "SELECT count(*) AS rows\n  FROM range(300000) a, range(100) b WHERE a.range > b.range");
            } while (probe.isAlive());
        }

        assertThat(during.get())
                .singleElement()
                .asString()
                .startsWith("POD1/7/bi_factx waits for 'SELECT count(*) AS rows FROM range(300000) a, range(100) b");
        assertThat(detector.waitingFor()).containsExactly("POD1/7/bi_factx waits for no statement");

        detector.on(new SyncEvent.TableGroupEnded(TableGroupOutcome.consumedBefore(id, 1)));

        assertThat(detector.waitingFor()).isEmpty();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
