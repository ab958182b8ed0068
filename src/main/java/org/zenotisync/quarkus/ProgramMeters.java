package org.zenotisync.quarkus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Meters of what a host brings itself: the connection pool, and the S3 clients. */
@ApplicationScoped
public class ProgramMeters {

    private static final String REQUESTS = "zenoti.s3.requests";

    private final MeterRegistry registry;

    ProgramMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Gives the sync the registry that is scraped. Quarkus' composite of all registries has only this one, and would
     * keep each of the many meters of tables twice.
     */
    void bindTo(CamelContext context) {
        if (registry instanceof CompositeMeterRegistry all
                && all.getRegistries().size() == 1) {
            context.getRegistry()
                    .bind("zenotiMeterRegistry", all.getRegistries().iterator().next());
        }
    }

    /** Shows a pool; one that was shown before is forgotten. */
    void show(TargetPool pool) {
        connections(pool, "active", TargetPool::active);
        connections(pool, "available", TargetPool::available);
        connections(pool, "waiting", TargetPool::waiting);
    }

    private void connections(TargetPool pool, String state, ToDoubleFunction<TargetPool> count) {
        Gauge.Builder<TargetPool> gauge = Gauge.builder("zenoti.pool.connections", pool, count)
                .description("Connections of the pool to the target, and threads that wait for one")
                .tag("state", state);
        registry.find("zenoti.pool.connections").tag("state", state).meters().forEach(registry::remove);
        gauge.register(registry);
    }

    /** Counts the requests to a source. */
    ExecutionInterceptor requests(SyncConfig config, Source source) {
        String name = config.hasNamedSources() ? source.name() : "default";
        return new ExecutionInterceptor() {

            @Override
            public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
                count(name, attributes, "ok");
            }

            @Override
            public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
                count(name, attributes, "error");
            }
        };
    }

    private void count(String source, ExecutionAttributes attributes, String outcome) {
        Counter.builder(REQUESTS)
                .description("Requests to S3, each with its retries")
                .tags(
                        "source",
                        source,
                        "operation",
                        String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)),
                        "outcome",
                        outcome)
                .register(registry)
                .increment();
    }
}
