package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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

        assertThat(table("emea", "table.groups")
                        .tag("outcome", "consumed")
                        .counter()
                        .count())
                .isOne();
        assertThat(table("emea", "table.groups")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isOne();
        assertThat(table("emea", "table.group")
                        .tag("outcome", "consumed")
                        .timer()
                        .count())
                .isOne();
        assertThat(table("emea", "table.group").tag("outcome", "failed").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(table("emea", "rows.read").counter().count()).isEqualTo(2);
        assertThat(table("emea", "rows.merged")
                        .tag("change", "inserted")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(table("emea", "files.read").counter().count()).isEqualTo("u1,1\nu2,2\n".length());
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
        assertThat(table("emea", "groups.behind").gauge().value()).isEqualTo(2);
        assertThat(table("emea", "oldest.unconsumed.age").timeGauge().value(TimeUnit.SECONDS))
                .isBetween(1.0, 120.0);
        assertThat(of("emea", "tables").tag("state", "failed").gauge().value()).isOne();
        assertThat(of("apac", "tables").tag("state", "failed").gauge().value()).isZero();
        assertThat(of("apac", "tables").tag("state", "in-step").gauge().value()).isOne();
        assertThat(of("emea", "last.cycle.age").timeGauge().value(TimeUnit.SECONDS))
                .isBetween(0.0, 120.0);
        assertThat(meters.getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("zenoti."))
                .allSatisfy(meter ->
                        assertThat(meter.getId().getTag("source")).isIn(host.bucket("emea"), host.bucket("apac")));
    }

    @Test
    void thePageListsEveryMeter() throws Exception {
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();
        emea.runCycle();

        List<String> listed = Pattern.compile("(?m)^\\| `(zenoti\\.sync\\.[a-z.]+)` \\|")
                .matcher(Files.readString(Path.of("docs", "camel-operations.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(of("emea"))
                .extracting(meter -> meter.getId().getName())
                .containsAll(listed)
                .isSubsetOf(listed);
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

    private RequiredSearch of(String sync, String name) {
        return meters.get("zenoti.sync." + name).tag("sync", "zenoti-" + sync);
    }

    private List<Meter> of(String sync) {
        return meters.getMeters().stream()
                .filter(meter -> ("zenoti-" + sync).equals(meter.getId().getTag("sync")))
                .toList();
    }
}
