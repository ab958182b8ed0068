package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.S3Extension;

/** What a host's registry of meters shows of its syncs. */
class HostMetersTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EstateHost host;

    @BeforeEach
    void prepare() throws Exception {
        host = new EstateHost(S3, folder);
        host.context().getRegistry().bind("anyName", meters);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void twoSyncsAreMeasuredSideBySide() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\nu2,2\n");
        host.putDimension("emea", "bi_dimx", 2, "u2,2,too many\n");
        host.putDimension("emea", "bi_dimx", 3, "u3,3\n");
        host.putDimension("apac", "bi_dimy", 1, "u1,1\n");
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        ZenotiSync apac = host.sync("apac").addTo(host.context());
        host.context().start();
        assertThat(of("emea", "cycles").tag("outcome", "clean").counter().count())
                .isZero();
        assertThat(of("emea", "last.cycle.age").timeGauge().value()).isNaN();

        emea.runCycle();
        apac.runCycle();
        apac.runCycle();

        assertThat(count("emea", "table.groups", "outcome", "consumed")).isOne();
        assertThat(count("emea", "table.groups", "outcome", "failed")).isOne();
        assertThat(table("emea", "table.group")
                        .tag("outcome", "consumed")
                        .timer()
                        .count())
                .isOne();
        assertThat(table("emea", "table.group").tag("outcome", "failed").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(table("emea", "stage").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(table("emea", "merge").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(count("emea", "rows", "outcome", "read")).isEqualTo(2);
        assertThat(count("emea", "rows", "outcome", "inserted")).isEqualTo(2);
        assertThat(count("emea", "failures", "cause", "data")).isOne();
        assertThat(count("emea", "failures", "cause", "target")).isZero();
        assertThat(table("emea", "read").counter().count()).isEqualTo("u1,1\nu2,2\n".length());
        assertThat(of("emea", "cycles")
                        .tag("outcome", "with-failures")
                        .counter()
                        .count())
                .isOne();
        assertThat(of("emea", "cycle").tag("outcome", "with-failures").timer().count())
                .isOne();
        assertThat(of("apac", "cycles").tag("outcome", "clean").counter().count())
                .isEqualTo(2);
        // the gauges share a state that may be a second old
        Thread.sleep(1100);
        assertThat(value("table.groups.behind")).isEqualTo(2);
        assertThat(value("table.last.group")).isOne();
        assertThat(value("table.failed")).isOne();
        assertThat(value("table.paused")).isZero();
        assertThat(value("table.waiting.for.schema")).isZero();
        assertThat(value("table.snapshot.differences")).isNaN();
        assertThat(table("emea", "table.info").tag("kind", "dimension").gauge().value())
                .isOne();
        assertThat(seconds("table.oldest.unconsumed.age")).isBetween(1.0, 120.0);
        double now = System.currentTimeMillis() / 1000.0;
        assertThat(seconds("table.last.row.timestamp")).isBetween(now - 120, now);
        assertThat(seconds("table.last.consumed.timestamp")).isBetween(now - 120, now);
        assertThat(seconds("table.usual.quiet")).isNaN();
        assertThat(of("emea", "tables").tag("state", "failed").gauge().value()).isOne();
        assertThat(of("apac", "tables").tag("state", "failed").gauge().value()).isZero();
        assertThat(of("apac", "tables").tag("state", "in-step").gauge().value()).isOne();
        assertThat(of("emea", "target.up").gauge().value()).isOne();
        assertThat(of("emea", "source.up").tag("source", "default").gauge().value())
                .isOne();
        assertThat(of("emea", "last.cycle.age").timeGauge().value(TimeUnit.SECONDS))
                .isBetween(0.0, 120.0);
    }

    /** Their names as Prometheus has them, by the client that Quarkus has. */
    @SuppressWarnings("deprecation")
    @Test
    void thePageListsEveryMeter() throws Exception {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        host.context().getRegistry().bind("metricsRegistry", prometheus);
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();
        emea.runCycle();
        String page = Files.readString(Path.of("docs", "metrics.md"));
        String ofSyncs = page.substring(0, page.indexOf("## Of the program"));

        List<String> listed = Pattern.compile("(?m)^\\| `(zenoti_[a-z0-9_]+)` \\| (?:gauge|counter)")
                .matcher(ofSyncs)
                .results()
                .map(row -> row.group(1))
                .toList();
        List<String> timers = Pattern.compile("(?m)^\\| `(zenoti_[a-z0-9_]+)` \\| timer")
                .matcher(ofSyncs)
                .results()
                .map(row -> row.group(1))
                .toList();
        List<String> scraped = Pattern.compile("(?m)^# TYPE (zenoti_[a-z0-9_]+) ")
                .matcher(prometheus.scrape())
                .results()
                .map(type -> type.group(1))
                .filter(name -> !name.endsWith("_max"))
                .toList();

        assertThat(timers).isNotEmpty();
        assertThat(scraped)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(listed.stream(), timers.stream()).toList());
    }

    /** An alert waits for a failure that lasts: it would never come if each cycle took the failure back for a while. */
    @Test
    void aTableThatFailsIsShownAsFailedAlsoWhileItIsTriedAgain() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1,too many\n");
        List<Double> seen = new ArrayList<>();
        host.context().getRegistry().bind("looks", (SyncSubscriber) event -> {
            if (event instanceof SyncEvent.TableGroupStarted) {
                seen.add(value("table.failed"));
            }
        });
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();
        emea.runCycle();
        // the gauges share a state that may be a second old
        Thread.sleep(1100);
        emea.runCycle();
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        emea.runCycle();
        Thread.sleep(1100);

        assertThat(seen).startsWith(0.0, 1.0);
        assertThat(value("table.failed")).isZero();
    }

    @Test
    void theMetersOfARemovedSyncAreRemoved() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        host.putDimension("apac", "bi_dimy", 1, "u1,1\n");
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.sync("apac").addTo(host.context());
        host.context().start();
        emea.runCycle();
        assertThat(of("emea")).isNotEmpty();

        host.context().getRouteController().stopRoute("zenoti-emea-sync");
        host.context().removeRoute("zenoti-emea-sync");

        assertThat(of("emea")).isEmpty();
        assertThat(of("apac")).isNotEmpty();
    }

    @Test
    void severalRegistriesWithoutAChoiceLeaveTheSyncWithoutMeters() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        host.context().getRegistry().bind("another", second);
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();

        assertThat(emea.runCycle().hasFailures()).isFalse();

        assertThat(of("emea")).isEmpty();
        assertThat(second.getMeters()).isEmpty();
    }

    @Test
    void aRegistryThatRefusesMetersDoesNotStopTheHost() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        meters.config().onMeterAdded(meter -> {
            throw new IllegalArgumentException("no more meters");
        });
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();

        assertThat(emea.runCycle().hasFailures()).isFalse();
    }

    @Test
    void theRegistryThatCamelUsesIsChosen() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        SimpleMeterRegistry chosen = new SimpleMeterRegistry();
        host.context().getRegistry().bind("metricsRegistry", chosen);
        host.sync("emea").addTo(host.context());
        host.context().start();

        assertThat(chosen.getMeters()).isNotEmpty();
        assertThat(of("emea")).isEmpty();
    }

    private RequiredSearch table(String sync, String name) {
        return of(sync, name).tags("pod", "POD1", "table", "bi_dimx");
    }

    private double count(String sync, String name, String tag, String value) {
        return table(sync, name).tag(tag, value).counter().count();
    }

    private double value(String name) {
        return table("emea", name).gauge().value();
    }

    private double seconds(String name) {
        return table("emea", name).timeGauge().value(TimeUnit.SECONDS);
    }

    private RequiredSearch of(String sync, String name) {
        return meters.get("zenoti." + name).tag("sync", "zenoti-" + sync);
    }

    private List<Meter> of(String sync) {
        return meters.getMeters().stream()
                .filter(meter -> ("zenoti-" + sync).equals(meter.getId().getTag("sync")))
                .toList();
    }
}
