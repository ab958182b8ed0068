package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** With several sources, JMX, meters, health checks, status and tables say which source they are about. */
class HostSourcesTest {

    private static final String SALES_DDL = "CREATE TABLE Bi_FactSales (saleid BIGINT, organizationid BIGINT,"
            + " amount DECIMAL(10,2), void INTEGER) SORTKEY(saleid)";
    private static final String ITEMS_DDL =
            "CREATE TABLE Bi_DimItems (itemid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(itemid)";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private EstateHost host;
    private SimpleMeterRegistry meters;
    private ZenotiSync sync;

    @BeforeEach
    void prepare() throws Exception {
        host = new EstateHost(S3, folder);
        host.set("chain", "settle", "0s");
        for (String name : List.of("north", "south")) {
            host.set("chain", "sources." + name + ".bucket", host.bucket(name));
            host.put(name, "SchemaFull/Bi_FactSales.txt", SALES_DDL);
            host.put(name, "SchemaFull/Bi_DimItems.txt", ITEMS_DDL);
            host.put(name, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut,0\n");
        }
        host.put("north", "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        host.put("south", "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        start(host.context());
    }

    private void start(DefaultCamelContext context) throws Exception {
        DefaultHealthCheckRegistry registry = new DefaultHealthCheckRegistry(context);
        registry.setExposureLevel("full");
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        meters = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", meters);
        sync = ZenotiSync.named("chain")
                .settings("chain.feed")
                .source(S3.client())
                .target(
                        new TransactionAwareDataSourceProxy(host.database()),
                        new SpringTransactionPolicy(new DataSourceTransactionManager(host.database())))
                .schedule(false)
                .addTo(context);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    /** Table, POD, state and last error of each track. */
    private static List<String> jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.zenotisync:type=Sync,*"), null)
                .iterator()
                .next();
        return Arrays.stream((CompositeData[]) server.getAttribute(name, "Tables"))
                .map(row -> row.get("table") + " " + row.get("pod") + " " + row.get("state") + " "
                        + (row.get("lastError") == null ? "ok" : "error"))
                .toList();
    }

    private List<String> status() throws Exception {
        return sync.status().tables().stream()
                .map(table -> table.track() + " " + table.state().id())
                .toList();
    }

    private HealthCheck.Result readiness() {
        return HealthCheckHelper.invokeReadiness(host.context()).stream()
                .filter(result -> result.getCheck().getId().equals("zenoti-chain-readiness"))
                .findFirst()
                .orElseThrow();
    }

    private double tablesIn(String state) {
        return meters.get("zenoti.tables").tag("state", state).gauge().value();
    }

    @Test
    void whatOperationsSeeNamesTheSource() throws Exception {
        assertThat(sync.runCycle().hasFailures()).isFalse();
        assertThat(jmx())
                .containsExactlyInAnyOrder(
                        "bi_dimitems north/POD1 in step ok",
                        "bi_dimitems south/POD1 shared, consumed from north ok",
                        "bi_factsales north/POD1 in step ok",
                        "bi_factsales south/POD1 in step ok");
        assertThat(sync.tables())
                .extracting(table -> table.table() + " " + table.sharedFrom())
                .containsExactly("bi_dimitems [north]", "bi_factsales []");
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getMessage()).isEmpty();

        // the names of a process that knows its tracks only from the target
        start(host.restart());
        host.put("south", "POD1/2/Bi_FactSales/1/a.csv", "3,7,30.00,0\nx,7,30.00,0\n");
        sync.runCycle();
        assertThat(jmx())
                .contains("bi_factsales north/POD1 in step ok", "bi_factsales south/POD1 failed error")
                .hasSize(4);
        assertThat(meters.get("zenoti.table.groups.behind")
                        .tags("table", "bi_factsales", "source", "south")
                        .gauge()
                        .value())
                .isOne();
        assertThat(meters.get("zenoti.table.groups.behind")
                        .tags("table", "bi_factsales", "source", "north")
                        .gauge()
                        .value())
                .isZero();
        assertThat(tablesIn("shared")).isOne();
        assertThat(meters.find("zenoti.table.groups.behind")
                        .tags("table", "bi_dimitems", "source", "south")
                        .gauge())
                .isNull();
    }

    @Test
    void aSourceThatCannotBeListedIsUnreachableUntilItCanBe() throws Exception {
        sync.runCycle();
        host.put("south", "POD1/2/Bi_FactSales/1/a.csv", "3,7,30.00,0\nx,7,30.00,0\n");
        sync.runCycle();
        deleteBucket(host.bucket("south"));
        assertThat(sync.runCycle().hasFailures()).isTrue();

        assertThat(jmx())
                .containsExactlyInAnyOrder(
                        "bi_dimitems north/POD1 in step ok",
                        "bi_dimitems south/POD1 shared, consumed from north ok",
                        "bi_factsales north/POD1 in step ok",
                        "bi_factsales south/POD1 unreachable error");
        assertThat(status())
                .containsExactlyInAnyOrder(
                        "north/POD1/bi_dimitems consumed",
                        "south/POD1/bi_dimitems shared",
                        "north/POD1/bi_factsales consumed",
                        "south/POD1/bi_factsales unreachable");
        SyncSnapshot snapshot = sync.status();
        assertThat(snapshot.isHealthy()).isFalse();
        assertThat(snapshot.tables())
                .filteredOn(table -> table.state().id().equals("unreachable"))
                .extracting(table -> table.error().orElseThrow())
                .allSatisfy(error -> assertThat(error).contains("check zenoti.sources.south.bucket"));
        // a probe keeps its answer for ten seconds, the gauges one for a second
        TimeUnit.MILLISECONDS.sleep(1100);
        assertThat(tablesIn("unreachable")).isOne();
        assertThat(meters.get("zenoti.table.groups.behind")
                        .tags("table", "bi_factsales", "source", "south")
                        .gauge()
                        .value())
                .isOne();
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getMessage())
                .contains("the source s3://" + host.bucket("south")
                        + " cannot be listed: NoSuchBucket, The specified bucket does not exist; check"
                        + " zenoti.sources.south.bucket");

        S3.client().createBucket(b -> b.bucket(host.bucket("south")));
        host.put("south", "SchemaFull/Bi_FactSales.txt", SALES_DDL);
        host.put("south", "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sync.runCycle();
        assertThat(status()).contains("south/POD1/bi_factsales failed");
        assertThat(jmx()).contains("bi_factsales south/POD1 in step ok");
        assertThat(sync.sourceNames().names().apply(host.bucket("south"))).isEqualTo(Optional.of("south"));
    }

    private static void deleteBucket(String bucket) {
        List<ObjectIdentifier> keys = S3.client().listObjectsV2(b -> b.bucket(bucket)).contents().stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        S3.client().deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(keys)));
        S3.client().deleteBucket(b -> b.bucket(bucket));
    }
}
