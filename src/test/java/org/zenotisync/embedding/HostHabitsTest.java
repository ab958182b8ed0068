package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultSupervisingRouteController;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.S3Extension;

/** What estates do with all their routes works with those of the sync. */
@Timeout(90)
class HostHabitsTest {

    private static final int TABLES = 12;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private EstateHost host;

    @BeforeEach
    void prepare() throws Exception {
        host = new EstateHost(S3, folder);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void aDefaultThreadPoolThatRefusesTasksDoesNotRefuseTables() throws Exception {
        host.context()
                .getExecutorServiceManager()
                .setDefaultThreadPoolProfile(new ThreadPoolProfileBuilder("small")
                        .poolSize(1)
                        .maxPoolSize(1)
                        .maxQueueSize(1)
                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                        .keepAliveTime(1L)
                        .build());
        Set<String> threads = ConcurrentHashMap.newKeySet();
        host.set("emea", "parallelism", "3");
        putTables();
        ZenotiSync sync = host.sync("emea")
                .subscriber(event -> {
                    if (event instanceof SyncEvent.TableGroupStarted) {
                        threads.add(Thread.currentThread().getName());
                    }
                })
                .addTo(host.context());
        host.context().start();

        assertConsumed(sync.runCycle());

        assertThat(threads).hasSizeBetween(1, 3).allMatch(name -> name.contains("zenoti-emea-ZenotiTable"));
    }

    @Test
    void aRoutePolicyOfTheHostSeesEveryRoute() throws Exception {
        Map<String, AtomicInteger> exchanges = new ConcurrentHashMap<>();
        host.context().addRoutePolicyFactory((context, id, node) -> counting(exchanges));
        putTables();
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();

        assertConsumed(sync.runCycle());

        assertThat(exchanges).containsKeys("zenoti-emea-sync", "zenoti-emea-cycle", "zenoti-emea-read-object");
        assertThat(exchanges.get("zenoti-emea-load-table-group")).hasValue(TABLES);
    }

    @Test
    void aSupervisingRouteControllerStartsTheSync() throws Exception {
        DefaultSupervisingRouteController supervisor = new DefaultSupervisingRouteController();
        supervisor.setInitialDelay(100);
        host.context().setRouteController(supervisor);
        putTables();
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();
        waitForStart(host.context(), "zenoti-emea-read-object");
        waitForStart(host.context(), "zenoti-emea-sync");

        assertConsumed(sync.runCycle());
    }

    @Test
    void mdcHistoryTracingAndStreamCachingAreOn() throws Exception {
        Set<String> routesInLog = ConcurrentHashMap.newKeySet();
        DefaultCamelContext context = host.context();
        context.setUseMDCLogging(true);
        context.setMessageHistory(true);
        context.setSourceLocationEnabled(true);
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.setStreamCaching(true);
        context.getStreamCachingStrategy().setSpoolEnabled(true);
        context.getStreamCachingStrategy().setSpoolThreshold(1);
        context.getStreamCachingStrategy()
                .setSpoolDirectory(folder.resolve("spool").toFile());
        putTables();
        ZenotiSync sync = host.sync("emea")
                .subscriber(event -> {
                    if (event instanceof SyncEvent.TableGroupEnded) {
                        routesInLog.add(String.valueOf(MDC.get("camel.routeId")));
                    }
                })
                .addTo(context);
        context.start();

        assertConsumed(sync.runCycle());

        assertThat(routesInLog).contains("zenoti-emea-table-group");
    }

    @Test
    void interceptorsOfARouteConfigurationSeeTheSteps() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger messages = new AtomicInteger();
        host.context().addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().intercept().process(exchange -> steps.incrementAndGet());
                routeConfiguration().interceptFrom().process(exchange -> messages.incrementAndGet());
                routeConfiguration().onCompletion().onCompleteOnly().process(exchange -> {});
            }
        });
        putTables();
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();

        assertConsumed(sync.runCycle());

        assertThat(steps).hasPositiveValue();
        assertThat(messages).hasPositiveValue();
    }

    @Test
    void aShutdownInTheMiddleOfALoadLosesNothing() throws Exception {
        int groups = 12;
        int rows = 500;
        for (int group = 1; group <= groups; group++) {
            host.putFact("emea", "bi_factx", group, rows);
            host.putFact("emea", "bi_facty", group, rows);
        }
        CountDownLatch isLoading = new CountDownLatch(4);
        host.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:zenoti-emea-events").process(exchange -> isLoading.countDown());
            }
        });
        host.context().getShutdownStrategy().setTimeout(5);
        ZenotiSync first = host.sync("emea").addTo(host.context());
        host.context().start();
        Thread cycle = new Thread(() -> {
            try {
                first.runCycle();
            } catch (RuntimeException e) {
                // the end of the context may cut it off
            }
        });
        cycle.start();
        assertThat(isLoading.await(60, TimeUnit.SECONDS)).isTrue();

        CamelContext second = host.restart();
        cycle.join(30_000);
        assertThat(cycle.isAlive()).isFalse();
        long before = host.rows("zenoti_sync_manifest");
        assertThat(before).isBetween(4L, 2L * groups - 1);
        ZenotiSync sync = host.sync("emea").addTo(second);
        second.start();
        CycleReport report = sync.runCycle();

        assertThat(report.hasFailures()).isFalse();
        assertThat(report.outcomes()).hasSize((int) (2L * groups - before));
        for (String table : new String[] {"bi_factx", "bi_facty"}) {
            assertThat(host.rows(table)).isEqualTo((long) groups * rows);
            assertThat(host.jdbc().queryForObject("SELECT COUNT(DISTINCT id) FROM " + table, Long.class))
                    .isEqualTo((long) groups * rows);
        }
        assertThat(host.rows("zenoti_sync_manifest")).isEqualTo(2L * groups);
    }

    private void putTables() {
        for (int table = 0; table < TABLES; table++) {
            host.putFact("emea", "bi_fact" + (char) ('a' + table), 1, 3);
        }
    }

    private void assertConsumed(CycleReport report) {
        assertThat(report.hasFailures()).isFalse();
        assertThat(report.outcomes()).hasSize(TABLES);
        for (int table = 0; table < TABLES; table++) {
            assertThat(host.rows("bi_fact" + (char) ('a' + table))).isEqualTo(3);
        }
    }

    private static RoutePolicy counting(Map<String, AtomicInteger> exchanges) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                exchanges
                        .computeIfAbsent(route.getRouteId(), id -> new AtomicInteger())
                        .incrementAndGet();
            }
        };
    }

    private static void waitForStart(CamelContext context, String route) throws InterruptedException {
        for (int tries = 0; !context.getRouteController().getRouteStatus(route).isStarted(); tries++) {
            assertThat(tries).as("tries until %s has started", route).isLessThan(300);
            Thread.sleep(100);
        }
    }
}
