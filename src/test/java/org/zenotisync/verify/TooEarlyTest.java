package org.zenotisync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.snapshot.Zips;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/**
 * A snapshot that may hold rows of groups that are still to be consumed is too early: a restored row would come once
 * more with its own group.
 */
@Tag("s3")
class TooEarlyTest {

    private static final String TABLE = "bi_factforms";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private static int buckets;
    private final String bucket = "too-early-" + buckets++;
    private SyncHarness harness;

    private void start() {
        publish(Map.of(
                "SchemaFull/Bi_FactForms.txt",
                "CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36),"
                        + " fieldname VARCHAR(100), void BOOLEAN) sortkey(factformid);",
                "POD1/1/Bi_FactForms/1/a.csv",
                "1,o,a,0\n"));
        harness = new SyncHarness(s3.client(), bucket, folder, TargetDatabase.DUCKDB.settings(folder));
        harness.cleanCycle();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private void publish(Map<String, String> texts) {
        Map<String, byte[]> objects = new TreeMap<>();
        texts.forEach((key, text) -> objects.put(key, text.getBytes(StandardCharsets.UTF_8)));
        s3.publish(bucket, objects);
    }

    private void snapshot(String pod, LocalDate extract, String csv) {
        s3.publish(
                bucket,
                Map.of(
                        "MonthlySnapshot/" + extract + "/" + pod + "/1000/Bi_FactForms/7.7.zip",
                        Zips.deflated("7.7.csv", csv)));
    }

    private VerifyRequest request(Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.empty());
    }

    private void requireTooEarly() {
        VerifyReport verified = harness.sync().verify(request(Optional.empty()));
        VerifyReport restored =
                harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, true, true))));
        assertThat(verified.tables())
                .extracting(TableVerification::state)
                .contains(State.TOO_EARLY)
                .isSubsetOf(State.TOO_EARLY, State.NOT_LOADED);
        assertThat(verified.tables()).allMatch(table -> table.error().isPresent());
        assertThat(verified.isEqual()).isFalse();
        assertThat(restored.tables())
                .extracting(TableVerification::state)
                .contains(State.TOO_EARLY)
                .isSubsetOf(State.TOO_EARLY, State.NOT_LOADED);
        assertThat(harness.rows(TABLE, "factformid")).containsExactly("1");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    @Test
    void aSnapshotOfTodayIsTooEarlyThoughAllGroupsAreConsumed() {
        start();
        snapshot("POD1", today(), "1,o,a,0\n2,o,b,0\n");
        requireTooEarly();
    }

    @Test
    void aSnapshotOfTodayIsTooEarlyWhileAGroupIsNotConsumed() {
        start();
        publish(Map.of("POD1/2/Bi_FactForms/2/a.csv", "2,o,b,0\n"));
        snapshot("POD1", today(), "1,o,a,0\n2,o,b,0\n");
        requireTooEarly();
    }

    @Test
    void aSnapshotBeforeTheLastConsumedGroupIsComparedThoughAnotherGroupIsNotConsumed() {
        start();
        publish(Map.of("POD1/2/Bi_FactForms/2/a.csv", "2,o,b,0\n"));
        snapshot("POD1", today().minusDays(2), "1,o,a,0\n");
        assertThat(harness.sync().verify(request(Optional.empty())).tables())
                .extracting(TableVerification::state)
                .containsExactly(State.EQUAL);
    }

    @Test
    void nobodyKnowsWhenTheLastConsumedGroupWasDeliveredIfItIsGoneAndAnotherOneIsNotConsumed() {
        start();
        publish(Map.of("POD1/2/Bi_FactForms/2/a.csv", "2,o,b,0\n"));
        s3.client().deleteObject(b -> b.bucket(bucket).key("POD1/1/Bi_FactForms/1/a.csv"));
        snapshot("POD1", LocalDate.of(2024, 2, 1), "1,o,a,0\n2,o,b,0\n");
        requireTooEarly();
    }

    @Test
    void aPodOfWhichNothingIsConsumedYetIsTooEarly() {
        start();
        publish(Map.of("POD2/1/Bi_FactForms/1/a.csv", "2,o,b,0\n"));
        snapshot("POD1", LocalDate.of(2024, 2, 1), "1,o,a,0\n");
        snapshot("POD2", LocalDate.of(2024, 2, 1), "2,o,b,0\n");
        requireTooEarly();
        harness.cleanCycle();
        assertThat(harness.rows(TABLE, "factformid")).containsExactly("1", "2");
        assertThat(harness.sync().verify(request(Optional.empty())).isEqual()).isTrue();
    }
}
