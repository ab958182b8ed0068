package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.testing.S3Extension;

/** Several callers of {@code direct:zenoti-sync}. */
@Timeout(120)
class ConcurrentCyclesTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void theSecondOfTwoCallersWaitsForTheFirstAndLoadsNothingTwice() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 3));
            Gate gate = new Gate(sync);
            CompletableFuture<CycleReport> first = CompletableFuture.supplyAsync(sync.harness()::cycle);
            gate.awaitCycle();
            CompletableFuture<CycleReport> second = CompletableFuture.supplyAsync(sync.harness()::cycle);
            assertThat(gate.awaitAnother(1_000))
                    .as("a second cycle beside the first")
                    .isFalse();

            gate.open();
            CycleReport one = first.get(30, TimeUnit.SECONDS);
            CycleReport other = second.get(30, TimeUnit.SECONDS);

            assertThat(SmallFeedSync.ended(one, State.CONSUMED)).hasSize(18);
            assertThat(other.outcomes()).isEmpty();
            assertThat(other.hasFailures()).isFalse();
            sync.assertAsModelled();
        }
    }

    /** If the limit expired some time after a cycle, two other cycles could run at once. */
    @Test
    void aLongCycleSoonAfterAnotherOneAlsoRunsAlone() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            Gate gate = new Gate(sync);
            gate.open();
            sync.cleanCycle();
            gate.close();
            sync.publish(SmallFeed.groups(1, 3));
            CompletableFuture<CycleReport> first = CompletableFuture.supplyAsync(sync.harness()::cycle);
            gate.awaitCycle();
            Thread.sleep(11_000);
            CompletableFuture<CycleReport> second = CompletableFuture.supplyAsync(sync.harness()::cycle);
            assertThat(gate.awaitAnother(1_000))
                    .as("a second cycle beside the first")
                    .isFalse();

            gate.open();
            assertThat(first.get(30, TimeUnit.SECONDS).hasFailures()).isFalse();
            assertThat(second.get(30, TimeUnit.SECONDS).hasFailures()).isFalse();
            sync.assertAsModelled();
        }
    }

    @Test
    void oneExchangeOfAHostMayRunSeveralCycles() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:host")
                            .routeId("host")
                            .to(ZenotiSync.SYNC)
                            .process(exchange -> sync.publish(SmallFeed.groups(1, 1)))
                            .to(ZenotiSync.SYNC);
                }
            });

            CycleReport second = CompletableFuture.supplyAsync(() ->
                            sync.context().createProducerTemplate().requestBody("direct:host", null, CycleReport.class))
                    .get(20, TimeUnit.SECONDS);

            assertThat(SmallFeedSync.ended(second, State.CONSUMED)).hasSize(6);
            sync.assertAsModelled();
        }
    }

    /** Stops cycles before they list the feed, and counts them. */
    private static final class Gate {

        private final AtomicInteger cycles = new AtomicInteger();
        private volatile CountDownLatch opened = new CountDownLatch(1);

        Gate(SmallFeedSync sync) {
            sync.advise(sync.routeOf("list-feed"), advice -> advice.weaveById("list-feed")
                    .before()
                    .process(exchange -> {
                        cycles.incrementAndGet();
                        assertThat(opened.await(60, TimeUnit.SECONDS))
                                .as("the gate opens")
                                .isTrue();
                    })
                    .id("gate"));
        }

        void awaitCycle() throws InterruptedException {
            await(1, 20_000);
        }

        boolean awaitAnother(long millis) throws InterruptedException {
            return await(2, millis);
        }

        private boolean await(int count, long millis) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (cycles.get() < count && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            return cycles.get() >= count;
        }

        void open() {
            opened.countDown();
        }

        void close() {
            opened = new CountDownLatch(1);
            cycles.set(0);
        }
    }
}
