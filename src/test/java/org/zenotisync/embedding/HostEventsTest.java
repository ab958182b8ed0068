package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.EventHeaders;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.S3Extension;

/** What a route of the host receives from its syncs. */
@Timeout(60)
class HostEventsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private EstateHost host;

    @BeforeEach
    void prepare() throws Exception {
        host = new EstateHost(S3, folder);
        host.putDimension("emea", "bi_dimx", 1, "u1,1\nu2,2\n");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void committedTableGroupsAndCyclesAreSent() throws Exception {
        host.putDimension("emea", "bi_dimx", 2, "u3,3\n");
        host.putDimension("emea", "bi_dimx", 3, "u3,3,too many\n");
        host.putDimension("apac", "bi_dimy", 1, "u1,1\n");
        consume("direct:zenoti-emea-events", exchange -> {
            // another connection sees the rows, and nothing of the consumer is in a transaction of the sync
            String text = exchange.getMessage().getHeader(EventHeaders.EVENT, String.class);
            if (text.equals(EventHeaders.TABLE_GROUP_CONSUMED)) {
                text += " " + exchange.getMessage().getHeader(EventHeaders.SOURCE) + " "
                        + exchange.getMessage().getHeader(EventHeaders.POD) + " "
                        + exchange.getMessage().getHeader(EventHeaders.GROUP, Long.class) + " "
                        + exchange.getMessage().getHeader(EventHeaders.TABLE) + ": "
                        + exchange.getMessage()
                                .getBody(SyncEvent.TableGroupEnded.class)
                                .outcome()
                                .counts()
                                .read()
                        + " of " + host.rows("bi_dimx");
            } else {
                CycleReport report = exchange.getMessage()
                        .getBody(SyncEvent.CycleEnded.class)
                        .report();
                text += " " + report.failures().size();
            }
            received.add(exchange.getMessage().getHeader(EventHeaders.SYNC) + " " + text);
            assertThat(exchange.isTransacted()).isFalse();
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isFalse();
        });
        ZenotiSync emea = host.sync("emea").addTo(host.context());
        ZenotiSync apac = host.sync("apac").addTo(host.context());
        host.context().start();

        apac.runCycle();
        emea.runCycle();

        String bucket = host.bucket("emea");
        assertThat(received)
                .containsExactly(
                        "zenoti-emea TableGroupConsumed " + bucket + " POD1 1 bi_dimx: 2 of 2",
                        "zenoti-emea TableGroupConsumed " + bucket + " POD1 2 bi_dimx: 1 of 3",
                        "zenoti-emea CycleEnded 1");
    }

    @Test
    void aConsumerThatFailsOrIsStoppedDoesNotHarmTheSync() throws Exception {
        consume("direct:zenoti-emea-events", exchange -> {
            received.add("event");
            throw new IllegalStateException("the consumer of the host fails");
        });
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();

        assertThat(sync.runCycle().hasFailures()).isFalse();
        assertThat(host.rows("bi_dimx")).isEqualTo(2);
        assertThat(received).hasSize(2);

        host.context().getRouteController().stopRoute("consumer");
        host.putDimension("emea", "bi_dimx", 2, "u3,3\n");
        assertThat(sync.runCycle().hasFailures()).isFalse();
        assertThat(host.rows("bi_dimx")).isEqualTo(3);
        assertThat(received).hasSize(2);
    }

    @Test
    void aConsumerThatWaitsForACycleIsRefusedInsteadOfWaitingForEver() throws Exception {
        consume("direct:zenoti-emea-events", exchange -> {
            Exchange answer =
                    exchange.getContext().createProducerTemplate().send("direct:zenoti-emea-sync", inner -> {});
            received.add(String.valueOf(answer.getException().getMessage()));
        });
        ZenotiSync sync = host.sync("emea").addTo(host.context());
        host.context().start();

        assertThat(sync.runCycle().hasFailures()).isFalse();

        assertThat(received)
                .hasSize(2)
                .allMatch(text -> text.contains("direct:zenoti-emea-events") && text.contains("wireTap"));
    }

    private void consume(String uri, Processor consumer) throws Exception {
        host.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("consumer").process(consumer);
            }
        });
    }
}
