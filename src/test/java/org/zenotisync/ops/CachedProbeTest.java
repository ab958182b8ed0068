package org.zenotisync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A probe asks rarely, and a server that hangs holds only one question. */
class CachedProbeTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Runnable> hanging = new ArrayDeque<>();

    @Test
    void theAnswerIsKeptForSomeTime() {
        CachedProbe probe = probe(Runnable::run, Optional.empty());

        for (int second = 0; second < 20; second++) {
            assertThat(probe.problem()).isEmpty();
            pass(Duration.ofSeconds(1));
        }

        assertThat(asked).hasValue(2);
    }

    @Test
    void aProblemIsKeptToo() {
        CachedProbe probe = probe(Runnable::run, Optional.of("the target is down"));

        assertThat(List.of(probe.problem(), probe.problem())).containsOnly(Optional.of("the target is down"));

        assertThat(asked).hasValue(1);
    }

    @Test
    void aServerThatHangsIsAskedOnce() {
        CachedProbe probe = probe(hanging::add, Optional.empty());

        for (int second = 0; second < 60; second++) {
            assertThat(probe.problem())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("the target has not answered for"));
            pass(Duration.ofSeconds(1));
        }
        assertThat(hanging).hasSize(1);

        // it answers, but that may have been long ago: it is asked again
        hanging.remove().run();
        pass(Duration.ofSeconds(60));
        assertThat(probe.problem()).isPresent();
        assertThat(hanging).hasSize(1);
        hanging.remove().run();
    }

    @Test
    void atTheEndOfTheApplicationNothingIsThrown() {
        CachedProbe probe = probe(
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                Optional.empty());

        assertThat(probe.problem()).contains("the target is not asked any more: the application ends");
    }

    private CachedProbe probe(Executor executor, Optional<String> answer) {
        return new CachedProbe(
                "the target",
                () -> {
                    asked.incrementAndGet();
                    return answer;
                },
                executor,
                Duration.ofMillis(10),
                Duration.ofSeconds(10),
                nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
