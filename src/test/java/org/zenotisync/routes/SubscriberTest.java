package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** A new observer of the sync is one class, which the context knows as a bean. */
class SubscriberTest {

    private static final String BUCKET = "observed";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final List<SyncEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void aBeanGetsTheEventsOfACycleInTheirOrder() {
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE Bi_DimX (id INT, name VARCHAR(9)) SORTKEY(id);");
        publish("SchemaFull/Bi_DimY.txt", "CREATE TABLE Bi_DimY (id INT) SORTKEY(;");
        publish("POD1/1/Bi_DimX/1/part_0.csv", "1,x\n2,y\n");
        publish("POD1/2/Bi_DimX/2/part_0.csv", "2,z\nthree,x\n");
        SyncSubscriber observer = events::add;
        try (SyncHarness harness = new SyncHarness(
                S3.client(), BUCKET, folder.resolve("target.duckdb"), Map.of(), Map.of("anyName", observer))) {
            harness.cycle();
        }

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .startsWith("CycleStarted")
                .containsSubsequence(
                        "FeedListed",
                        "BacklogFound",
                        "TableGroupStarted",
                        "TableGroupEnded",
                        "TableGroupStarted",
                        "TableGroupEnded",
                        "TableEnded",
                        "CycleEnded")
                .endsWith("CycleEnded");
        assertThat(events)
                .filteredOn(SyncEvent.SchemaFileApplied.class::isInstance)
                .containsExactly(new SyncEvent.SchemaFileApplied("s3://" + BUCKET + "/SchemaFull/Bi_DimX.txt"));
        assertThat(events.stream().flatMap(event -> event.problem().stream()).map(problem -> problem.subject()))
                .containsExactlyInAnyOrder("s3://" + BUCKET + "/SchemaFull/Bi_DimY.txt", "POD1/2/bi_dimx");
        assertThat(outcomes())
                .extracting(outcome -> outcome.id() + " " + outcome.state() + " "
                        + outcome.counts().read())
                .containsExactly("POD1/1/bi_dimx CONSUMED 2", "POD1/2/bi_dimx FAILED 0");
        assertThat(outcomes().get(0).took()).isPositive();
    }

    private List<TableGroupOutcome> outcomes() {
        return events.stream()
                .filter(SyncEvent.TableGroupEnded.class::isInstance)
                .map(event -> ((SyncEvent.TableGroupEnded) event).outcome())
                .toList();
    }

    private static void publish(String key, String content) {
        S3.publish(BUCKET, new TreeMap<>(Map.of(key, content.getBytes(StandardCharsets.UTF_8))));
    }
}
