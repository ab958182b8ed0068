package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.routes.InsideSync;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Events go to a route of the host, which decides how an exchange ends: that is not the end of the delivery. */
@Timeout(120)
class HostRouteDeliveryTest {

    /** Of a group in three tables of two PODs, with the schema files and the cycle. */
    private static final int EVENTS = 10;

    private static final String ENDPOINT = "direct:host";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "host-route-" + BUCKETS.incrementAndGet();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    /** How a route of the host ends. */
    private abstract class HostRoute extends RouteBuilder {

        void note(String id) {
            received.add(id);
        }
    }

    @Test
    void anErrorThatTheRouteOfTheHostHandlesCountsAsDelivered() throws Exception {
        deliverOnce(new HostRoute() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).log("handled");
                from(ENDPOINT).process(exchange -> {
                    note(exchange.getMessage().getHeader("ce-id", String.class));
                    throw new IllegalStateException("the host handles it");
                });
            }
        });
    }

    @Test
    void whatGoesToTheDeadLetterChannelOfTheHostCountsAsDelivered() throws Exception {
        deliverOnce(new HostRoute() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("log:dead"));
                from(ENDPOINT).process(exchange -> {
                    note(exchange.getMessage().getHeader("ce-id", String.class));
                    throw new IllegalStateException("the host handles it");
                });
            }
        });
    }

    @Test
    void aRouteOfTheHostMayStopTheExchange() throws Exception {
        deliverOnce(new HostRoute() {
            @Override
            public void configure() {
                from(ENDPOINT)
                        .process(exchange -> note(exchange.getMessage().getHeader("ce-id", String.class)))
                        .stop();
            }
        });
    }

    @Test
    void anErrorThatTheRouteOfTheHostDoesNotHandleOrARollbackIsAFailure() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        RouteBuilder route = new HostRoute() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(ENDPOINT)
                        .choice()
                        .when(exchange -> tries.incrementAndGet() == 1)
                        .throwException(new IllegalStateException("the host is not ready"))
                        .when(exchange -> tries.get() == 2)
                        .markRollbackOnly()
                        .otherwise()
                        .process(exchange -> note(exchange.getMessage().getHeader("ce-id", String.class)));
            }
        };
        try (LogCapture log = new LogCapture()) {
            assertThat(deliver(route).failed()).isEqualTo(2);
            assertThat(String.join("\n", log.messages()))
                    .contains(
                            "it is tried again: the host is not ready",
                            "it is tried again: the receiver has rolled it back");
        }
        assertThat(received).hasSize(EVENTS);
    }

    /** An endpoint of the same address in another route of the host would also start later. */
    @Test
    void theEndpointsOfTheHostStayAsTheyAre() throws Exception {
        S3Server.publish(S3.client(), bucket, SmallFeed.schema());
        try (EventReceiver receiver = new EventReceiver()) {
            String uri = EventReceiver.uri(receiver.port());
            Map<String, String> settings = new HashMap<>(TargetDatabase.DUCKDB.settings(folder));
            settings.put("zenoti.events.to", uri);
            try (SyncHarness harness =
                    new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings)) {
                assertThat(harness.context().getEndpoints())
                        .filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("http:"))
                        .singleElement()
                        .satisfies(endpoint -> assertThat(((DefaultEndpoint) endpoint).isLazyStartProducer())
                                .isTrue());
                assertThat(harness.context()
                                .getEndpoint(uri, DefaultEndpoint.class)
                                .isLazyStartProducer())
                        .isFalse();
                harness.cleanCycle();
                assertThat(harness.sync().awaitEvents()).isTrue();
            }
            assertThat(receiver.all()).isNotEmpty().allMatch(received -> "token=geheim".equals(received.query()));
        }
    }

    private void deliverOnce(RouteBuilder route) throws Exception {
        assertThat(deliver(route).failed()).isZero();
        assertThat(received).hasSize(EVENTS);
    }

    private DeliveryStatus deliver(RouteBuilder route) throws Exception {
        S3Server.publish(S3.client(), bucket, SmallFeed.schema());
        S3Server.publish(S3.client(), bucket, SmallFeed.groups(1, 1));
        Map<String, String> settings = new HashMap<>(TargetDatabase.DUCKDB.settings(folder));
        settings.put("zenoti.events.to", ENDPOINT);
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings)) {
            harness.context().addRoutes(route);
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();
            assertThat(new HashSet<>(received)).as("each once").hasSameSizeAs(received);
            assertThat(harness.query("SELECT count(1) FROM zenoti_sync_event")).containsExactly(List.of(0L));
            DeliveryStatus status = InsideSync.delivery(harness.sync()).status();
            assertThat(status.delivered()).isEqualTo(EVENTS);
            return status;
        }
    }
}
