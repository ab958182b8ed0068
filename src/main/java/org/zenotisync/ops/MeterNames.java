package org.zenotisync.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Meters of one sync: their common prefix, and all of them together for their removal. */
final class MeterNames {

    private static final String PREFIX = "zenoti.";

    private final MeterRegistry registry;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

    /** A counter refers weakly to what it counts, and would keep its last value for ever. */
    private final Set<DoubleSupplier> counted = ConcurrentHashMap.newKeySet();

    MeterNames(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(String name, String description, Tags tags) {
        return registered(Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** A counter of bytes. */
    Counter bytes(String name, String description, Tags tags) {
        return registered(Counter.builder(PREFIX + name)
                .description(description)
                .baseUnit("bytes")
                .tags(tags)
                .register(registry));
    }

    /** A counter whose value is kept elsewhere. */
    void count(String name, String description, Tags tags, DoubleSupplier value) {
        counted.add(value);
        registered(FunctionCounter.builder(PREFIX + name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    void gauge(String name, String description, Tags tags, DoubleSupplier value) {
        registered(Gauge.builder(PREFIX + name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    /** A gauge of seconds. */
    void seconds(String name, String description, Tags tags, DoubleSupplier value) {
        registered(TimeGauge.builder(PREFIX + name, value, TimeUnit.SECONDS, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    void time(String name, String description, Tags tags, Duration took) {
        registered(Timer.builder(PREFIX + name)
                        .description(description)
                        .tags(tags)
                        .register(registry))
                .record(took);
    }

    void removeAll() {
        Collection<Meter> all = List.copyOf(meters);
        all.forEach(registry::remove);
        meters.removeAll(all);
        counted.clear();
    }

    private <M extends Meter> M registered(M meter) {
        meters.add(meter);
        return meter;
    }
}
