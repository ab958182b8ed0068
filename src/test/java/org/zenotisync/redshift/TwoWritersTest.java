package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Two syncs of one feed into one database that has neither row locks nor unique keys: each table group is applied once. */
class TwoWritersTest {

    private static final int GROUPS = 6;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.REDSHIFT)
    void eachTableGroupIsAppliedOnce() {
        Map<String, String> settings = Map.of(
                "zenoti.target.url",
                StandInUrl.on(PostgresServer.newDatabase(), "lock=first"),
                "zenoti.parallelism",
                "3",
                "zenoti.redshift.iam-role",
                "default");
        publish();
        try (SyncHarness one = new SyncHarness(S3.client(), "two-writers", folder.resolve("unused"), settings);
                SyncHarness other = new SyncHarness(S3.client(), "two-writers", folder.resolve("unused"), settings)) {
            List<CompletableFuture<CycleReport>> cycles =
                    List.of(CompletableFuture.supplyAsync(one::cycle), CompletableFuture.supplyAsync(other::cycle));
            cycles.forEach(
                    cycle -> assertThat(SyncHarness.failures(cycle.join())).isEmpty());

            for (String table : List.of("bi_factfeedbackv2", "bi_factitemcommissiondeductions")) {
                assertThat(one.query("SELECT count(*), count(DISTINCT id) FROM " + table))
                        .as(table)
                        .isEqualTo(List.of(List.of((long) GROUPS, (long) GROUPS)));
            }
            assertThat(one.query("SELECT count(*) FROM zenoti_sync_run"))
                    .as("table groups that were applied")
                    .isEqualTo(List.of(List.of(2L * GROUPS)));
            assertThat(one.query("SELECT count(*) FROM zenoti_sync_checkpoint")).isEqualTo(List.of(List.of(2L)));
        }
    }

    private static void publish() {
        Map<String, byte[]> objects = new TreeMap<>();
        for (String table : List.of("Bi_FactFeedbackV2", "Bi_FactItemCommissionDeductions")) {
            objects.put(
                    "SchemaFull/" + table + ".txt",
                    bytes("CREATE TABLE " + table + " (id BIGINT, void BOOLEAN) SORTKEY(id);"));
            for (int group = 1; group <= GROUPS; group++) {
                objects.put("POD1/" + group + "/" + table + "/" + group + "/part_0.csv", bytes(group + ",0\n"));
            }
        }
        S3.publish("two-writers", objects);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
