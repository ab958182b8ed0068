package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.announce.EventReceiver.Received;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.verify.VerifyRequest;
import org.zenotisync.warehouse.Jdbc;

/** Each kind of event that is not about a cycle alone: what leads to it, and what it says. */
@Timeout(180)
class EveryEventTest {

    private static final String TABLE = "bi_factforms";
    private static final YearMonth MONTH = YearMonth.of(2024, 1);
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final String bucket = "every-event-" + BUCKETS.incrementAndGet();

    static Stream<TargetDatabase> databases() {
        return TargetDatabase.wanted().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void replayRestoreVerificationLateObjectAndUpgradeAreSent(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/Bi_FactForms.txt",
                "CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36), fieldname VARCHAR(100),"
                        + " void BOOLEAN) sortkey(factformid);");
        publish("POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,0\n2,o1,b,0\n");
        publish("POD1/2/Bi_FactForms/2/a.csv", "2,o1,b,1\n2,o1,B,0\n");
        publish("MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,0\n2,o1,B,0\n");
        publish("POD1/3/Bi_FactForms/3/a.csv", "3,o1,c,0\n");
        try (EventReceiver receiver = new EventReceiver()) {
            Map<String, String> settings = new HashMap<>(database.settings(folder));
            settings.put("zenoti.events.to", EventReceiver.uri(receiver.port()));
            settings.put("zenoti.on-late-file", "report");
            try (SyncHarness harness =
                    new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings)) {
                harness.cleanCycle();
                assertThat(types(harness, receiver))
                        .containsOnly(Map.entry("schema.changed", 1L), consumed(3), Map.entry("cycle.ended", 1L));

                harness.sync().verify(request(Optional.empty()));
                Jdbc.runInTransaction(
                        harness.dataSource(),
                        connection -> Jdbc.update(connection, "DELETE FROM bi_factforms WHERE factformid = 1"));
                harness.sync().verify(request(Optional.empty()));
                harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, false, true))));
                // nothing is missing any more
                harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, false, true))));
                await(harness);
                assertThat(of(receiver, "snapshot.verified"))
                        .extracting(verified -> verified.data().get("equal").asBoolean())
                        .containsExactly(true, false);
                assertThat(of(receiver, "table.restored")).singleElement().satisfies(restored -> assertThat(
                                restored.data().get("rowsInserted").asLong())
                        .isEqualTo(1));

                harness.sync().replay(TABLE, 3, Optional.empty());
                harness.cleanCycle();
                await(harness);
                assertThat(of(receiver, "table-group.replayed"))
                        .singleElement()
                        .satisfies(replayed -> assertThat(replayed.subject()).isEqualTo("POD1/3/" + TABLE));

                publish("POD1/3/Bi_FactForms/3/late.csv", "4,o1,d,0\n");
                harness.cleanCycle();
                harness.cleanCycle();
                await(harness);
                assertThat(of(receiver, "object.late")).singleElement().satisfies(late -> {
                    assertThat(late.data().get("key").asText()).endsWith("POD1/3/Bi_FactForms/3/late.csv");
                    assertThat(late.data().get("change").asText()).isEqualTo("new");
                });

                publish("SchemaUpgrade/2024.1/Bi_FactForms.txt", "ALTER TABLE Bi_FactForms ADD remark VARCHAR(50);");
                harness.cycle();
                await(harness);
                assertThat(of(receiver, "schema.changed")).hasSize(2);
                EventDeliveryTest.assertAsInSchema(receiver);
                assertThat(receiver.all()).hasSameSizeAs(receiver.distinct());
            }
        }
    }

    private static Map.Entry<String, Long> consumed(long groups) {
        return Map.entry("table-group.consumed", groups);
    }

    /** How many of each type have arrived. */
    private static Map<String, Long> types(SyncHarness harness, EventReceiver receiver) {
        await(harness);
        Map<String, Long> types = new HashMap<>();
        receiver.distinct().forEach(received -> types.merge(received.type(), 1L, Long::sum));
        return types;
    }

    private static List<Received> of(EventReceiver receiver, String type) {
        return receiver.distinct().stream()
                .filter(received -> received.type().equals(type))
                .toList();
    }

    private static void await(SyncHarness harness) {
        assertThat(harness.sync().awaitEvents()).isTrue();
    }

    private VerifyRequest request(Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.of(MONTH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.empty());
    }

    private void publish(String key, String content) {
        S3.publish(bucket, Map.of(key, key.endsWith(".zip") ? zip(content) : content.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] zip(String csv) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("1.1.csv"));
            zip.write(csv.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
