package org.zenotisync.quarkus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.quarkus.runtime.ImageMode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerExchangeEventNotifier;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Meters of the JVM, of the system and of Camel, for processes that are scraped. Quarkus and Camel would make them in
 * each process, which would take a tenth of the start of a command that nobody scrapes.
 */
@ApplicationScoped
class ScrapedMeters {

    private final MeterRegistry registry;
    private final List<AutoCloseable> closeable = new ArrayList<>();

    ScrapedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Begins to measure. Routes that are added later are measured, too. */
    void start(CamelContext context) {
        bind(new ClassLoaderMetrics());
        bind(new JvmHeapPressureMetrics());
        bind(new JvmInfoMetrics());
        bind(new JvmMemoryMetrics());
        bind(new JvmThreadMetrics());
        if (ImageMode.current() != ImageMode.NATIVE_RUN) {
            bind(new JvmGcMetrics());
        }
        bind(new FileDescriptorMetrics());
        bind(new ProcessorMetrics());
        bind(new UptimeMetrics());

        MicrometerRoutePolicyFactory ofRoutes = new MicrometerRoutePolicyFactory();
        ofRoutes.setCamelContext(context);
        ofRoutes.setMeterRegistry(registry);
        context.addRoutePolicyFactory(ofRoutes);
        MicrometerExchangeEventNotifier ofExchanges = new MicrometerExchangeEventNotifier();
        ofExchanges.setMeterRegistry(registry);
        add(context, ofExchanges);
        MicrometerRouteEventNotifier ofRouteEvents = new MicrometerRouteEventNotifier();
        ofRouteEvents.setMeterRegistry(registry);
        add(context, ofRouteEvents);
    }

    private void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable open) {
            closeable.add(open);
        }
    }

    private static void add(CamelContext context, EventNotifier notifier) {
        CamelContextAware.trySetCamelContext(notifier, context);
        ServiceHelper.startService(notifier);
        context.getManagementStrategy().addEventNotifier(notifier);
    }

    @PreDestroy
    void close() throws Exception {
        for (AutoCloseable open : closeable) {
            open.close();
        }
    }
}
