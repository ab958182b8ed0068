package org.zenotisync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterNamesTest {

    @Test
    void aCounterCountsAfterAGarbageCollection() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MeterNames meters = new MeterNames(registry);
        AtomicLong events = new AtomicLong(1);
        meters.count("events", "Events", Tags.empty(), events::get);
        try {
            collectGarbage();
            events.set(2);

            assertThat(registry.get("zenoti.events").functionCounter().count()).isEqualTo(2);
        } finally {
            Reference.reachabilityFence(meters);
        }
    }

    private static void collectGarbage() throws InterruptedException {
        WeakReference<Object> collected = new WeakReference<>(new Object());
        while (collected.get() != null) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
