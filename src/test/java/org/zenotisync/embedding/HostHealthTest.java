package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What a host's health endpoint shows of its syncs. */
@Timeout(60)
class HostHealthTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private EstateHost host;
    private HealthCheckRegistry registry;

    @BeforeEach
    void prepare() throws Exception {
        host = new EstateHost(S3, folder);
        registry = new DefaultHealthCheckRegistry(host.context());
        registry.setExposureLevel("full");
        host.context().getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        host.putDimension("emea", "bi_dimx", 1, "u1,1\n");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void eachSyncIsReadyAndAlive() throws Exception {
        host.putDimension("apac", "bi_dimy", 1, "u1,1\n");
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        host.context().start();
        host.sync("apac").addTo(host.context());
        emea.runCycle();

        assertThat(HealthCheckHelper.invokeReadiness(host.context()))
                .filteredOn(HostHealthTest::isOurs)
                .extracting(result -> result.getCheck().getId() + " " + result.getState())
                .containsExactlyInAnyOrder("zenoti-emea-readiness UP", "zenoti-apac-readiness UP");
        assertThat(HealthCheckHelper.invokeLiveness(host.context()))
                .filteredOn(HostHealthTest::isOurs)
                .extracting(result -> result.getCheck().getId() + " " + result.getState())
                .containsExactlyInAnyOrder("zenoti-emea-liveness UP", "zenoti-apac-liveness UP");
    }

    @Test
    void theChecksOfARemovedSyncAreRemoved() throws Exception {
        host.sync("emea").addTo(host.context());
        host.context().start();
        assertThat(registry.getCheck("zenoti-emea-readiness")).isPresent();

        host.context().getRouteController().stopRoute("zenoti-emea-sync");
        host.context().removeRoute("zenoti-emea-sync");

        assertThat(registry.getCheck("zenoti-emea-readiness")).isEmpty();
        assertThat(registry.getCheck("zenoti-emea-liveness")).isEmpty();
    }

    @Test
    void aSourceThatCannotBeReachedIsNotReadyButAlive() throws Exception {
        try (S3Client nobody = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "topsecret")))
                .build()) {
            host.sync("emea").source(nobody).addTo(host.context());
            host.context().start();

            HealthCheck.Result ready = only(HealthCheckHelper.invokeReadiness(host.context()));

            assertThat(ready.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(ready.getMessage()).hasValueSatisfying(text -> assertThat(text)
                    .contains(host.bucket("emea"), "AWS_ENDPOINT_URL_S3")
                    .doesNotContain("topsecret", "the target"));
            assertThat(ready.getDetails())
                    .containsEntry("reason", ready.getMessage().orElseThrow());
            assertThat(only(HealthCheckHelper.invokeLiveness(host.context())).getState())
                    .isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void aBucketThatDoesNotExistIsNamed() throws Exception {
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();
        sync.runCycle();
        S3.client().listObjectsV2(b -> b.bucket(host.bucket("emea"))).contents().forEach(object -> S3.client()
                .deleteObject(b -> b.bucket(host.bucket("emea")).key(object.key())));
        S3.client().deleteBucket(b -> b.bucket(host.bucket("emea")));

        assertThat(only(HealthCheckHelper.invokeReadiness(host.context())).getMessage())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("the source s3://" + host.bucket("emea") + " cannot be listed: NoSuchBucket"));
    }

    @Test
    void aTargetThatCannotBeReachedIsNotReadyAndItsSecretsAreHidden() throws Exception {
        AtomicBoolean isLost = new AtomicBoolean();
        host.set("emea", "target.url", host.database().getUrl() + "?password=topsecret");
        DataSource losing = new DelegatingDataSource(host.database()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (isLost.get()) {
                    throw new SQLException("no route to database?password=topsecret");
                }
                return super.getConnection();
            }
        };
        host.sync("emea")
                .target(
                        new TransactionAwareDataSourceProxy(losing),
                        new SpringTransactionPolicy(new DataSourceTransactionManager(losing)))
                .addTo(host.context());
        host.context().start();
        isLost.set(true);

        HealthCheck.Result ready = only(HealthCheckHelper.invokeReadiness(host.context()));

        assertThat(ready.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(ready.getMessage()).hasValueSatisfying(text -> assertThat(text)
                .contains("cannot be reached: no route to database")
                .doesNotContain("topsecret"));
    }

    @Test
    void aCycleInWhichNothingMovesIsNotAlive() throws Exception {
        CountDownLatch isStuck = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        host.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:zenoti-emea-events").routeId("stuck").process(exchange -> {
                    isStuck.countDown();
                    mayGoOn.await();
                });
            }
        });
        host.set("emea", "stalled-after", "200ms");
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();
        Thread cycle = new Thread(sync::runCycle);
        cycle.start();
        try {
            assertThat(isStuck.await(30, TimeUnit.SECONDS)).isTrue();
            // the first probe notices what was read since the last event
            HealthCheckHelper.invokeLiveness(host.context());
            Thread.sleep(400);

            HealthCheck.Result alive = only(HealthCheckHelper.invokeLiveness(host.context()));

            assertThat(alive.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(alive.getMessage()).hasValueSatisfying(text -> assertThat(text)
                    .startsWith("a cycle of the sync emea runs, but nothing has moved for"));
        } finally {
            mayGoOn.countDown();
            cycle.join(30_000);
        }
        assertThat(only(HealthCheckHelper.invokeLiveness(host.context())).getState())
                .isEqualTo(HealthCheck.State.UP);
    }

    private static boolean isOurs(HealthCheck.Result result) {
        return "zenoti".equals(result.getCheck().getGroup());
    }

    private static HealthCheck.Result only(Collection<HealthCheck.Result> results) {
        assertThat(results).filteredOn(HostHealthTest::isOurs).hasSize(1);
        return results.stream().filter(HostHealthTest::isOurs).findFirst().orElseThrow();
    }
}
