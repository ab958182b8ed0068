package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.announce.EventReceiver.Answer;
import org.zenotisync.announce.EventReceiver.Received;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.routes.InsideSync;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/** Events reach a web hook that fails now and then: each one, in order per table, and also after a kill. */
@Timeout(180)
class EventDeliveryTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "events-" + BUCKETS.incrementAndGet();

    static Stream<TargetDatabase> databases() {
        return TargetDatabase.wanted().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void eventsArriveInOrderThoughTheReceiverFailsAndTheProcessIsKilled(TargetDatabase database) throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 3));
        int port;
        try (EventReceiver receiver = new EventReceiver()) {
            port = receiver.port();
        }
        Map<String, String> settings = settings(database, port);

        // the endpoint is dead; the process ends without having delivered anything
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(1) FROM zenoti_sync_event")).containsExactly(List.of(22L));
            killWhileDelivering(harness);
        }
        publish(SmallFeed.groups(4, 8));
        try (EventReceiver receiver = new EventReceiver(port);
                SyncHarness harness = harness(settings)) {
            Random dice = new Random(7);
            receiver.answer(event -> Answer.values()[dice.nextInt(5) == 0 ? 1 + dice.nextInt(2) : 0]);
            harness.cleanCycle();
            leaseOfKilledEnds(harness);
            awaitEmptyOutbox(harness);

            assertThat(receiver.all())
                    .as("some were delivered twice")
                    .hasSizeGreaterThan(receiver.distinct().size());
            assertThat(consumedGroups(receiver)).isEqualTo(expectedGroups(8));
            assertThat(of(receiver, "cycle.ended")).hasSize(2);
            assertThat(of(receiver, "schema.changed")).hasSize(3);
            assertThat(receiver.distinct()).hasSize(2 * 3 * 8 + 2 + 3);
            assertThat(rowsOf(harness)).isEqualTo(rowsOf(receiver));
            assertIsCloudEvent(receiver.distinct().get(0));
            assertAsInSchema(receiver);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aFailureIsReportedOnceAndThenTheRecovery(TargetDatabase database) throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 2));
        Map<String, byte[]> third = SmallFeed.groups(3, 3);
        String key = SmallFeed.key("POD1", 3, SmallFeed.FACT);
        publish(third);
        publish(Map.of(key, "3011,much,0,secret-guest\n".getBytes(StandardCharsets.UTF_8)));
        try (EventReceiver receiver = new EventReceiver()) {
            Map<String, String> settings = settings(database, receiver.port());
            try (SyncHarness harness = harness(settings)) {
                harness.cycle();
                harness.cycle();
                assertThat(harness.sync().awaitEvents()).isTrue();

                assertThat(of(receiver, "table.failed")).singleElement().satisfies(failed -> {
                    assertThat(failed.subject()).isEqualTo("POD1/" + SmallFeed.FACT);
                    assertThat(failed.data().get("cause").asText()).isEqualTo("data");
                    assertThat(failed.data().get("group").asLong()).isEqualTo(3);
                });
                assertThat(receiver.all().toString())
                        .doesNotContain("secret-guest")
                        .doesNotContain("much");
                assertThat(groupsOf(receiver, "POD1/" + SmallFeed.FACT)).containsExactly(1L, 2L);
                assertThat(of(receiver, "table.recovered")).isEmpty();
            }
            // another process
            publish(Map.of(key, third.get(key)));
            try (SyncHarness harness = harness(settings)) {
                harness.cleanCycle();
                assertThat(harness.sync().awaitEvents()).isTrue();

                assertThat(of(receiver, "table.recovered")).hasSize(1);
                assertAsInSchema(receiver);
                assertThat(groupsOf(receiver, "POD1/" + SmallFeed.FACT)).containsExactly(1L, 2L, 3L);
                assertThat(harness.query("SELECT count(1) FROM zenoti_sync_failing"))
                        .containsExactly(List.of(0L));
                assertThat(of(receiver, "cycle.ended").stream()
                                .map(ended -> ended.data().get("complete").asBoolean()))
                        .containsExactly(false, false, true);
            }
        }
    }

    /** A DELETE in each of them would let transactions of Redshift fail that a newly failing table runs beside. */
    @Test
    void aTableGroupOfATableThatDoesNotFailLeavesTheFailingTablesAlone() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        try (EventReceiver receiver = new EventReceiver();
                SyncHarness harness = harness(settings(TargetDatabase.POSTGRESQL, receiver.port()))) {
            harness.cleanCycle();
            publish(SmallFeed.groups(2, 2));
            Jdbc.runInTransaction(harness.dataSource(), connection -> {
                // others can read it, and not change it
                Jdbc.update(connection, "LOCK TABLE zenoti_sync_failing IN EXCLUSIVE MODE");
                assertThat(CompletableFuture.supplyAsync(harness::cycle))
                        .succeedsWithin(Duration.ofSeconds(30))
                        .extracting(report -> report.outcomes().size())
                        .isEqualTo(6);
            });
            assertThat(harness.sync().awaitEvents()).isTrue();
            assertThat(consumedGroups(receiver)).isEqualTo(expectedGroups(2));
        }
    }

    @Test
    void aCycleWithTableGroupsThatSettleIsNotComplete() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        try (EventReceiver receiver = new EventReceiver()) {
            Map<String, String> settings = settings(TargetDatabase.DUCKDB, receiver.port());
            settings.put("zenoti.settle", "1h");
            try (SyncHarness harness = harness(settings)) {
                assertThat(harness.cleanCycle().waiting()).isNotEmpty();
                assertThat(harness.sync().awaitEvents()).isTrue();
            }
            assertThat(of(receiver, "cycle.ended")).singleElement().satisfies(ended -> {
                assertThat(ended.data().get("tableGroupsSettling").asLong()).isPositive();
                assertThat(ended.data().get("complete").asBoolean()).isFalse();
            });
        }
    }

    @Test
    void oneTableThatTheReceiverRefusesDoesNotHoldTheOthers() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 3));
        try (EventReceiver receiver = new EventReceiver();
                SyncHarness harness = harness(settings(TargetDatabase.DUCKDB, receiver.port()))) {
            receiver.answer(event -> event.get("subject").asText().endsWith(SmallFeed.FACT)
                            && event.get("data").has("kind")
                    ? Answer.REFUSE
                    : Answer.TAKE);
            harness.cleanCycle();
            until(() -> consumedGroups(receiver).size() == 4
                    && of(receiver, "cycle.ended").size() == 1);

            receiver.answer(event -> Answer.TAKE);
            assertThat(harness.sync().awaitEvents()).isTrue();
            assertThat(consumedGroups(receiver)).isEqualTo(expectedGroups(3));
        }
    }

    @Test
    void twoProcessesDeliverEachEventOnce() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 6));
        try (EventReceiver receiver = new EventReceiver()) {
            Map<String, String> settings = settings(TargetDatabase.POSTGRESQL, receiver.port());
            try (SyncHarness one = harness(settings);
                    SyncHarness other = harness(settings)) {
                Thread thread = new Thread(other::cycle);
                thread.start();
                one.cycle();
                thread.join();
                assertThat(one.sync().awaitEvents()).isTrue();
                assertThat(other.sync().awaitEvents()).isTrue();
            }
            assertThat(receiver.all()).hasSameSizeAs(receiver.distinct());
            assertThat(consumedGroups(receiver)).isEqualTo(expectedGroups(6));
        }
    }

    @Test
    void eventsThatAreTooOldAreDiscarded() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        Map<String, String> settings = settings(TargetDatabase.DUCKDB, 1);
        settings.put("zenoti.events.keep", "1s");
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            awaitEmptyOutbox(harness);
            DeliveryStatus status = InsideSync.delivery(harness.sync()).status();
            assertThat(status.discarded()).isEqualTo(10);
            assertThat(status.delivered()).isZero();
            assertThat(status.undelivered()).isZero();
        }
    }

    @Test
    void metersAndHealthShowADeadEndpointWithoutItsSecrets() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, String> settings = settings(TargetDatabase.DUCKDB, 1);
        try (SyncHarness harness = new SyncHarness(
                S3.client(), bucket, folder.resolve("unused.duckdb"), settings, Map.of("metricsRegistry", meters))) {
            harness.cleanCycle();
            until(() -> meters.get("zenoti.events.undelivered").gauge().value() == 10);
            until(() -> meters.get("zenoti.events.delivered")
                            .tag("outcome", "failed")
                            .functionCounter()
                            .count()
                    > 0);
            until(() -> meters.get("zenoti.events.oldest.undelivered.age")
                            .timeGauge()
                            .value(TimeUnit.SECONDS)
                    >= 1);
            assertThat(InsideSync.delivery(harness.sync()).status().text().orElseThrow())
                    .startsWith("10 events not delivered to the endpoint of zenoti.events.to, the first of ")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void withoutTheSettingNothingIsWritten() {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve("target.duckdb"), Map.of())) {
            harness.cleanCycle();
            assertThat(harness.query(
                            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'zenoti_sync_event%'"
                                    + " OR table_name = 'zenoti_sync_failing'"))
                    .isEmpty();
            assertThat(harness.context().getRoutes())
                    .noneMatch(route -> route.getRouteId().startsWith("deliver-"));
            assertThat(harness.context().getComponentNames()).doesNotContain("sql", "http", "https", "file", "exec");
            assertThat(harness.sync().awaitEvents()).isTrue();
        }
    }

    @Test
    void filesAreWrittenByTheRecipe() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        Path events = folder.resolve("events");
        Map<String, String> settings = new HashMap<>(TargetDatabase.DUCKDB.settings(folder));
        settings.put(
                "zenoti.events.to",
                "file:" + events + "?fileName=$simple{header.CamelCloudEventID}.json&tempPrefix=.writing-");
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();
        }
        assertThat(events).isDirectoryNotContaining("glob:**.writing-*").isDirectoryContaining("glob:**.json");
        assertThat(events.toFile().list()).hasSize(10);
    }

    @Test
    void aCommandGetsTheEventAndItsExitCodeCounts() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        Path log = folder.resolve("dbt.log");
        Path failedOnce = folder.resolve("failed-once");
        Path script = folder.resolve("on-event.sh");
        Files.writeString(
                script,
                EventsIT.scriptOfPage()
                        .replace(
                                "dbt build",
                                "if [ ! -e %s ]; then touch %s; exit 3; fi; echo dbt build >> %s"
                                        .formatted(failedOnce, failedOnce, log)));
        Map<String, String> settings = new HashMap<>(TargetDatabase.DUCKDB.settings(folder));
        settings.put("zenoti.events.to", "exec:/bin/sh?args=" + script + "&timeout=60000");
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();
            // there is nothing new for dbt
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();
        }
        assertThat(failedOnce).exists();
        assertThat(log).hasContent("dbt build");
    }

    /** As a process that is killed in a pass leaves it. */
    private static void killWhileDelivering(SyncHarness harness) throws Exception {
        harness.context().getRouteController().stopRoute("deliver-events");
        Jdbc.runInTransaction(harness.dataSource(), connection -> assertThat(harness.control()
                        .eventLease(OutboxChannel.EVENTS)
                        .claim(connection, "killed", Duration.ofMinutes(2)))
                .isTrue());
    }

    private static void leaseOfKilledEnds(SyncHarness harness) throws SQLException {
        assertThat(harness.query("SELECT holder FROM zenoti_sync_event_lease")).containsExactly(List.of("killed"));
        Jdbc.runInTransaction(
                harness.dataSource(),
                connection -> Jdbc.update(
                        connection, "UPDATE zenoti_sync_event_lease SET held_until = TIMESTAMP '2026-01-01 00:00:00'"));
    }

    private static void awaitEmptyOutbox(SyncHarness harness) throws InterruptedException {
        until(() -> harness.query("SELECT count(1) FROM zenoti_sync_event").equals(List.of(List.of(0L))));
    }

    private static void until(BooleanSupplier isSo) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static void assertIsCloudEvent(Received received) {
        assertThat(received.event().get("specversion").asText()).isEqualTo("1.0");
        assertThat(received.event().get("source").asText()).isEqualTo("/zenoti-s3-sync/zenoti");
        assertThat(received.headers().get("content-type")).startsWith("application/cloudevents+json");
        assertThat(received.headers()).containsEntry("ce-id", received.id());
        assertThat(received.headers()).containsEntry("ce-type", "org.zenotisync." + received.type());
    }

    /** The data of each event have exactly the members of its type on the page. */
    static void assertAsInSchema(EventReceiver receiver) throws IOException {
        JsonNode types = new ObjectMapper()
                .readTree(Path.of("docs", "events.schema.json").toFile())
                .get("$defs");
        for (Received received : receiver.distinct()) {
            List<String> members = new ArrayList<>();
            received.data().fieldNames().forEachRemaining(members::add);
            List<String> documented = new ArrayList<>();
            types.get(received.type()).get("properties").fieldNames().forEachRemaining(documented::add);
            assertThat(members).as(received.type()).containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    private static List<Received> of(EventReceiver receiver, String type) {
        return receiver.distinct().stream()
                .filter(received -> received.type().equals(type))
                .toList();
    }

    private static List<Long> groupsOf(EventReceiver receiver, String track) {
        return consumedGroups(receiver).get(track);
    }

    /** By table of a POD, the consumed groups in the order of their arrival. */
    private static Map<String, List<Long>> consumedGroups(EventReceiver receiver) {
        Map<String, List<Long>> groups = new TreeMap<>();
        of(receiver, "table-group.consumed").forEach(received -> groups.computeIfAbsent(
                        received.data().get("pod").asText() + "/"
                                + received.data().get("table").asText(),
                        any -> new ArrayList<>())
                .add(received.data().get("group").asLong()));
        return groups;
    }

    private static Map<String, List<Long>> expectedGroups(int last) {
        Map<String, List<Long>> groups = new TreeMap<>();
        for (String pod : SmallFeed.PODS) {
            for (String table : SmallFeed.TABLES) {
                groups.put(
                        pod + "/" + table,
                        IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList());
            }
        }
        return groups;
    }

    /** What the run log says. */
    private static List<String> rowsOf(SyncHarness harness) {
        return harness.rows(
                "zenoti_sync_run", "pod", "table_name", "group_id", "rows_read", "rows_inserted", "rows_deleted");
    }

    private static List<String> rowsOf(EventReceiver receiver) {
        return of(receiver, "table-group.consumed").stream()
                .map(Received::data)
                .map(data -> Stream.of("pod", "table", "group", "rowsRead", "rowsInserted", "rowsDeleted")
                        .map(name -> data.get(name).asText())
                        .reduce((a, b) -> a + "|" + b)
                        .orElseThrow())
                .sorted()
                .toList();
    }

    private Map<String, String> settings(TargetDatabase database, int port) {
        Map<String, String> settings = new HashMap<>(database.settings(folder));
        settings.put("zenoti.events.to", EventReceiver.uri(port));
        return settings;
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings);
    }

    private void publish(Map<String, byte[]> objects) {
        S3Server.publish(S3.client(), bucket, objects);
    }
}
