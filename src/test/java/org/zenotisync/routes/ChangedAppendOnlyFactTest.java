package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** An object of an append-only fact that changes after it was consumed: the error, and the remedies. */
@Timeout(120)
class ChangedAppendOnlyFactTest {

    private static final String TABLE = SmallFeed.APPEND_ONLY_FACT;
    private static final String KEY = SmallFeed.key("POD1", 3, TABLE);
    private static final String CHANGED = "POD1/3/" + TABLE;
    private static final String NEXT = "POD1/4/" + TABLE;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private String bucket;
    private SyncHarness harness;

    @BeforeEach
    void consumeThreeGroupsAndChangeOneObject() {
        bucket = "changed-" + buckets++;
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 3));
        harness = new SyncHarness(S3.client(), bucket, folder.resolve("target.duckdb"), Map.of());
        harness.cleanCycle();
        publish(SmallFeed.objects(Map.of(KEY, "feedbackid,rating,void,organizationid\n1031,4,0,POD1\n")));
        publish(SmallFeed.groups(4, 4));

        CycleReport report = harness.cycle();

        assertThat(SmallFeedSync.ended(report, State.FAILED)).containsExactly(CHANGED);
        assertThat(report.failures().get(0).reason().orElseThrow())
                .startsWith("s3://" + bucket + "/" + KEY + " has changed after its rows were inserted")
                .contains("; put the old object back, or set zenoti.on-late-file=report, which ")
                .endsWith(" or load the complete table again: drop " + TABLE + " in the target, then 'replay --table "
                        + TABLE + " --from-group 1'");
        assertThat(ratings()).isEqualTo(List.of("1011|5", "1021|5", "1031|5"));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void theOldObjectPutBackLetsTheTableGoOn() {
        publish(Map.of(KEY, SmallFeed.groups(3, 3).get(KEY)));

        CycleReport report = harness.cleanCycle();

        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).contains(CHANGED, NEXT);
        assertThat(ratings()).isEqualTo(List.of("1011|5", "1021|5", "1031|5", "1041|5"));
    }

    @Test
    void theOldContentByAMultipartUploadLetsTheTableGoOn() {
        byte[] content = SmallFeed.groups(3, 3).get(KEY);
        S3.putInParts(bucket, KEY, content);
        assertThat(S3.client().headObject(b -> b.bucket(bucket).key(KEY)).eTag())
                .endsWith("-1\"");

        CycleReport report = harness.cleanCycle();

        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).contains(CHANGED, NEXT);
        assertThat(ratings()).isEqualTo(List.of("1011|5", "1021|5", "1031|5", "1041|5"));
        assertThat(harness.cycle().outcomes()).isEmpty();
    }

    @Test
    void planReadsAnObjectWithAnotherETagAndDoesNotReportOneWithTheSameContent() throws Exception {
        String key = SmallFeed.key("POD1", 2, TABLE);
        S3.putInParts(bucket, key, SmallFeed.groups(2, 2).get(key));

        assertThat(harness.sync().plan().backlog().replays()).isEmpty();

        publish(SmallFeed.objects(Map.of(key, "feedbackid,rating,void,organizationid\n1021,9,0,POD1\n")));

        assertThat(harness.sync().plan().backlog().replays())
                .extracting(Object::toString)
                .containsExactly("POD1/2/" + TABLE);
    }

    @Test
    void theNewObjectDeletedLetsTheTableGoOn() {
        S3.client().deleteObject(b -> b.bucket(bucket).key(KEY));

        CycleReport report = harness.cleanCycle();

        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).contains(NEXT);
        assertThat(ratings()).isEqualTo(List.of("1011|5", "1021|5", "1031|5", "1041|5"));
    }

    @Test
    void aDroppedTableIsLoadedAgainWithTheChangedObject() throws SQLException {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + TABLE);
        }

        assertThat(harness.sync().replay(TABLE, 1, Optional.empty())).isEqualTo(2);
        harness.cleanCycle();

        assertThat(ratings()).isEqualTo(List.of("1011|5", "1021|5", "1031|4", "1041|5"));
        assertThat(harness.cycle().outcomes()).isEmpty();
    }

    /** The rows of POD1. */
    private List<String> ratings() {
        return harness.rows(TABLE + " WHERE organizationid = 'POD1'", "feedbackid", "rating");
    }

    private void publish(Map<String, byte[]> objects) {
        S3.publish(bucket, objects);
    }
}
