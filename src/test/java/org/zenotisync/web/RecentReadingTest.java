package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecentReadingTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger readings = new AtomicInteger();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void theTargetIsReadOnceInTenSeconds() {
        RecentReading<Integer> recent = reading(readings::incrementAndGet, Duration.ofSeconds(5));

        assertThat(recent.get().value()).contains(1);
        pass(Duration.ofSeconds(9));
        assertThat(recent.get().value()).contains(1);
        pass(Duration.ofSeconds(2));
        assertThat(recent.get().value()).contains(2);
    }

    @Test
    void aSlowReadingIsRepeatedSeldom() {
        RecentReading<Integer> recent = reading(
                () -> {
                    pass(Duration.ofSeconds(3));
                    return readings.incrementAndGet();
                },
                Duration.ofSeconds(5));

        recent.get();
        pass(Duration.ofSeconds(59));
        assertThat(recent.get().value()).contains(1);
        pass(Duration.ofSeconds(2));
        assertThat(recent.get().value()).contains(2);
    }

    @Test
    void whileTheTargetHangsTheLastAnswerIsGivenAndNobodyWaitsLong() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        RecentReading<Integer> recent = reading(
                () -> {
                    if (readings.incrementAndGet() > 1) {
                        await(hangs);
                    }
                    return readings.get();
                },
                Duration.ofMillis(50));
        recent.get();
        pass(Duration.ofSeconds(11));

        RecentReading.Answer<Integer> answer = recent.get();
        pass(Duration.ofSeconds(7));
        RecentReading.Answer<Integer> later = recent.get();

        assertThat(answer.value()).contains(1);
        assertThat(later.problem()).isEqualTo("it has not answered for 7 s");
        assertThat(readings).as("questions to a target that hangs").hasValue(2);
        hangs.countDown();
        executor.submit(() -> {}).get();
        assertThat(recent.get()).isEqualTo(new RecentReading.Answer<>(Optional.of(2), ""));
    }

    @Test
    void twoQuestionsWaitTogetherAsLongAsOne() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        RecentReading<Integer> first = new RecentReading<>(
                () -> {
                    await(hangs);
                    return 1;
                },
                executor,
                Duration.ofSeconds(1),
                System::nanoTime,
                String::valueOf);
        RecentReading<Integer> second = new RecentReading<>(
                readings::incrementAndGet, executor, Duration.ofSeconds(1), System::nanoTime, String::valueOf);
        long begun = System.nanoTime();
        RecentReading.Question<Integer> one = first.ask();
        RecentReading.Question<Integer> two = second.ask();

        RecentReading.Answer<Integer> late = one.answer();
        RecentReading.Answer<Integer> notBegun = two.answer();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1900));
        // the reading begins a little after the question, so that a whole second may not have passed
        assertThat(late.problem()).matches("it has not answered for [01] s");
        assertThat(notBegun.problem()).isEqualTo("its turn has not come, since the target is asked seldom");
        hangs.countDown();
        executor.submit(() -> {}).get();
        assertThat(second.get().value()).contains(1);
    }

    @Test
    void aFailureKeepsTheLastValueAndSaysWhy() {
        RecentReading<Integer> recent = reading(
                () -> {
                    if (readings.incrementAndGet() > 1) {
                        throw new SQLException("the target is away");
                    }
                    return 1;
                },
                Duration.ofSeconds(5));
        recent.get();
        pass(Duration.ofSeconds(11));

        assertThat(recent.get()).isEqualTo(new RecentReading.Answer<>(Optional.of(1), "the target is away"));
        assertThat(recent.get().problem()).isEqualTo("the target is away");
        assertThat(readings).hasValue(2);
    }

    private RecentReading<Integer> reading(RecentReading.Source<Integer> source, Duration patience) {
        return new RecentReading<>(
                source, executor, patience, nanos::get, failure -> String.valueOf(failure.getMessage()));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
