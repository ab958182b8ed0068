package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.zenotisync.testing.S3Extension;

/** Camel silently replaces a route by one that has its id: with the sync, that is an error instead. */
class RouteCollisionTest {

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void prepare() {
        String url = "jdbc:duckdb:" + folder.resolve("host.duckdb");
        Properties settings = new Properties();
        settings.setProperty("zenoti.bucket", "any-bucket");
        settings.setProperty("zenoti.target.url", url);
        context.getPropertiesComponent().setOverrideProperties(settings);
        DriverManagerDataSource database = new DriverManagerDataSource(url);
        context.getRegistry().bind(ZenotiSync.DATA_SOURCE, database);
        context.getRegistry()
                .bind("PROPAGATION_REQUIRED", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
        context.getRegistry().bind(ZenotiSync.S3_CLIENT, s3.client());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aHostsRouteWithOneOfOurIdsIsNotReplaced() throws Exception {
        context.addRoutes(hostRoute("fact"));

        assertThatIllegalStateException()
                .isThrownBy(() -> ZenotiSync.addTo(context, false))
                .withMessageContaining("has a route with the id 'fact', which is one of the sync's");
    }

    @Test
    void aHostsRouteIsNotReplacedWhereRoutesAreCollected() throws Exception {
        context.addRoutes(hostRoute("sync"));

        assertThatThrownBy(() -> context.addRoutes(ZenotiSync.routes(false)))
                .hasStackTraceContaining("has a route with the id 'sync', which is one of the sync's");
    }

    @Test
    void aHostsRouteThatTakesTheIdOfOneOfOursLaterKeepsTheContextFromStarting() throws Exception {
        ZenotiSync.addTo(context, false);
        context.addRoutes(hostRoute("dimension"));

        assertThatThrownBy(context::start)
                .hasStackTraceContaining("has a route with the id 'dimension', which is one of the sync's");
    }

    @Test
    void aSecondSyncIsRefused() throws Exception {
        ZenotiSync.addTo(context, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> ZenotiSync.addTo(context, false))
                .withMessageContaining("give another one a name of its own");
    }

    private static RouteBuilder hostRoute(String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:of-the-host").routeId(id).log("the host's own");
            }
        };
    }
}
