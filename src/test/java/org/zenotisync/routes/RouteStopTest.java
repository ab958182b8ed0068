package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Routes that are stopped during a load: normally, by force, and with a stop that Camel gives up. */
@Timeout(60)
class RouteStopTest {

    private static final String FACTS_OF_TWO_TABLES = "zenoti.tables." + SmallFeed.APPEND_ONLY_FACT + ".kind";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    /** Permits to read contents; a CSV file needs one. */
    private final Semaphore contents = new Semaphore(0);

    private final CountDownLatch reading = new CountDownLatch(1);

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "fact",
                "load-table-group",
                "retry-table-group",
                "table-group",
                "pod-lane",
                "table-lane",
                "cycle",
                "sync"
            })
    void runningTableGroupsEndAndNoOtherIsBegun(String route) throws Exception {
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "3", FACTS_OF_TWO_TABLES, "fact"))) {
            sync.publish(SmallFeed.groups(1, 20));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            reading.await();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(
                    () -> inRoute(() -> sync.context().getRouteController().stopRoute(route)));
            TimeUnit.MILLISECONDS.sleep(200);

            // each of the two facts always has a table group in the route, so that Camel never finds it empty
            contents.release(1);
            while (!stop.isDone()) {
                TimeUnit.MILLISECONDS.sleep(20);
                contents.release(1);
            }

            assertThat(sync.context().getRouteController().getRouteStatus(route))
                    .isEqualTo(ServiceStatus.Stopped);
            contents.release(1000);
            CycleReport report = cycle.get();
            assertThat(report.hasFailures()).as(report.toString()).isFalse();
            assertThat(SmallFeedSync.ended(report, State.PAUSED))
                    .contains("POD2/1/" + SmallFeed.FACT, "POD2/1/" + SmallFeed.APPEND_ONLY_FACT);

            sync.context().getRouteController().startRoute(route);
            sync.cleanCycle();
            assertThat(sync.harness().query("SELECT min(last_group) FROM zenoti_sync_checkpoint"))
                    .isEqualTo(List.of(List.of(20L)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"load-table-group", "retry-table-group", "table-group", "pod-lane", "table-lane", "cycle", "sync"
            })
    void aForcedStopAroundALoadIsNotAFailureAndLosesNothing(String route) throws Exception {
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "2"))) {
            sync.publish(SmallFeed.groups(1, 3));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            reading.await();

            sync.context().getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
            contents.release(1000);

            CycleReport report = cycle.get();
            assertThat(report.hasFailures()).as(report.toString()).isFalse();
            assertThat(SmallFeedSync.ended(report, State.CONSUMED)).hasSizeLessThan(18);
            assertThat(sync.harness().query("SELECT error FROM zenoti_sync_run WHERE outcome = 'failed'"))
                    .isEmpty();
            sync.context().getRouteController().startRoute(route);
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"schema", "retry-schema-file", "apply-schema-file"})
    void aForcedStopAroundASchemaFileIsNotAFailureAndNoDataIsLoadedBeforeIt(String route) throws Exception {
        contents.release(1000);
        CountDownLatch applying = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "1"))) {
            sync.advise("apply-schema-file", advice -> advice.weaveById("record-schema-file")
                    .after()
                    .process(exchange -> {
                        applying.countDown();
                        stopped.await();
                    })
                    .id("hold"));
            sync.publish(SmallFeed.groups(1, 1));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            applying.await();

            sync.context().getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
            stopped.countDown();

            CycleReport report = cycle.get();
            assertThat(report.hasFailures()).as(report.toString()).isFalse();
            assertThat(report.schemaPaused()).as(report.toString()).isTrue();
            assertThat(SmallFeedSync.ended(report, State.CONSUMED)).isEmpty();
            sync.context().getRouteController().startRoute(route);
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @Test
    void aForcedStopRollsBackWhatIsBeingRead() throws Exception {
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "1", "zenoti.include", SmallFeed.FACT))) {
            sync.publish(SmallFeed.groups(1, 2));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            reading.await();

            sync.context().getRouteController().stopRoute("fact", 1, TimeUnit.SECONDS);
            contents.release(1000);

            assertPausedAndRolledBack(sync, cycle.get());
        }
    }

    @Test
    void aForcedStopRollsBackWhatIsBeingMerged() throws Exception {
        contents.release(1000);
        CountDownLatch merging = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "1", "zenoti.include", SmallFeed.FACT))) {
            sync.advise("fact", advice -> advice.weaveById("merge-fact")
                    .after()
                    .process(exchange -> {
                        merging.countDown();
                        stopped.await();
                    })
                    .id("hold"));
            sync.publish(SmallFeed.groups(1, 2));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            merging.await();

            sync.context().getRouteController().stopRoute("fact", 1, TimeUnit.SECONDS);
            stopped.countDown();

            assertPausedAndRolledBack(sync, cycle.get());
        }
    }

    private static void assertPausedAndRolledBack(SmallFeedSync sync, CycleReport report) throws Exception {
        assertThat(report.hasFailures()).as(report.toString()).isFalse();
        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).isEmpty();
        assertThat(SmallFeedSync.ended(report, State.PAUSED))
                .containsExactly("POD1/1/" + SmallFeed.FACT, "POD2/1/" + SmallFeed.FACT);
        assertThat(sync.harness().query("SELECT * FROM " + SmallFeed.FACT)).isEmpty();
        assertThat(sync.harness().query("SELECT * FROM zenoti_sync_run")).isEmpty();

        sync.context().getRouteController().startRoute("fact");
        sync.cleanCycle();

        assertThat(sync.harness().query("SELECT count(*) FROM " + SmallFeed.FACT))
                .as("two rows of each group and POD, less the one that the next group deletes")
                .isEqualTo(List.of(List.of(6L)));
    }

    @Test
    void aStopThatIsGivenUpChangesNothing() throws Exception {
        try (SmallFeedSync sync = slowSync(Map.of("zenoti.parallelism", "3"))) {
            sync.publish(SmallFeed.groups(1, 3));
            CompletableFuture<CycleReport> cycle = startCycle(sync);
            // another table may be read first
            while (sync.context().getInflightRepository().size("fact") == 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertThat(sync.context().getRouteController().stopRoute("fact", 1, TimeUnit.SECONDS, true))
                    .isFalse();
            contents.release(1000);

            assertThat(SmallFeedSync.ended(cycle.get(), State.CONSUMED)).hasSize(18);
            sync.assertAsModelled();
        }
    }

    @Test
    void aSuspendedRouteGoesOnWhereItWas() throws Exception {
        contents.release(10_000);
        try (SmallFeedSync sync = slowSync(Map.of())) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.context().getRouteController().suspendRoute("dimension");
            CycleReport report = sync.harness().cleanCycle();
            assertThat(SmallFeedSync.ended(report, State.PAUSED))
                    .containsExactly("POD1/1/" + SmallFeed.DIMENSION, "POD2/1/" + SmallFeed.DIMENSION);

            sync.context().getRouteController().resumeRoute("dimension");

            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    private SmallFeedSync slowSync(Map<String, String> settings) {
        S3Client slow = S3.client(new ExecutionInterceptor() {
            @Override
            public Optional<InputStream> modifyHttpResponseContent(
                    Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
                boolean isCsv = context.request() instanceof GetObjectRequest get
                        && get.key().endsWith(".csv");
                return isCsv ? context.responseBody().map(SlowContent::new) : context.responseBody();
            }
        });
        return new SmallFeedSync(S3.client(), slow, folder, settings);
    }

    private static CompletableFuture<CycleReport> startCycle(SmallFeedSync sync) {
        return CompletableFuture.supplyAsync(() -> sync.harness().cycle());
    }

    private static void inRoute(ThrowingAction action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface ThrowingAction {
        void run() throws Exception;
    }

    /** Waits for a permit before its first byte. */
    private final class SlowContent extends FilterInputStream {

        private boolean begun;

        SlowContent(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!begun) {
                begun = true;
                reading.countDown();
                try {
                    contents.acquire();
                } catch (InterruptedException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
            return super.read(buffer, offset, length);
        }
    }
}
