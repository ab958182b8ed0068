package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** Backlogs that are too large for one pass, and what a cycle remembers about them. */
class PassesTest {

    private static final String BUCKET = "passes";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @BeforeEach
    void publishFeed() {
        publish(
                "SchemaFull/bi_factbad.txt",
                "CREATE TABLE bi_factbad (id INT, void BOOLEAN) SORTKEY(id);",
                "SchemaFull/bi_factgood.txt",
                "CREATE TABLE bi_factgood (id INT, void BOOLEAN) SORTKEY(id);");
    }

    @Test
    void aBacklogOfSeveralPassesIsLoadedInOneCycle() {
        groups("POD1", "bi_factgood", 1, 12);
        groups("POD2", "bi_factgood", 101, 112);
        try (SyncHarness harness = harness(Map.of())) {
            harness.listFeed().limitPasses(2);

            assertThat(harness.cleanCycle().outcomes()).hasSize(24);

            assertThat(harness.query("SELECT count(*), count(DISTINCT id) FROM bi_factgood"))
                    .isEqualTo(List.of(List.of(24L, 24L)));
            assertThat(harness.cleanCycle().outcomes()).isEmpty();
        }
    }

    @Test
    void aTableThatFailsDoesNotDelayOtherTablesHoweverLongItsBacklog() {
        groups("POD1", "bi_factgood", 1, 12);
        groups("POD1", "bi_factbad", 2, 12);
        publish("POD1/1/bi_factbad/1/part_0.csv", "x,0\n");
        try (SyncHarness harness = harness(Map.of())) {
            harness.listFeed().limitPasses(2);

            CycleReport report = harness.cycle();

            assertThat(report.failures()).extracting(f -> f.id().toString()).containsExactly("POD1/1/bi_factbad");
            assertThat(harness.query("SELECT count(*) FROM bi_factgood")).isEqualTo(List.of(List.of(12L)));
            assertThat(harness.query("SELECT count(*) FROM bi_factbad")).isEqualTo(List.of(List.of(0L)));
            groups("POD1", "bi_factgood", 13, 14);
            assertThat(harness.cycle().failures()).hasSize(1);
            assertThat(harness.query("SELECT count(*) FROM bi_factgood")).isEqualTo(List.of(List.of(14L)));

            groups("POD1", "bi_factbad", 1, 1);
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(*), count(DISTINCT id) FROM bi_factbad"))
                    .isEqualTo(List.of(List.of(12L, 12L)));
        }
    }

    /** The look-back finds it once. After that, only the progress that was reset finds it. */
    @Test
    void aReplayThatFailsIsNotForgottenWhenItsGroupLeavesTheLookBack() {
        groups("POD1", "bi_factgood", 1, 6);
        try (SyncHarness harness = harness(Map.of())) {
            harness.cleanCycle();
            harness.cleanCycle();
            publish("POD1/3/bi_factgood/2/late.csv", "x,0\n");
            assertThat(harness.cycle().failures()).hasSize(1);
        }
        publish("POD1/3/bi_factgood/2/late.csv", "30,0\n");
        groups("POD1", "bi_factgood", 7, 9);
        try (SyncHarness harness = harness(Map.of("zenoti.look-back", "0"))) {
            harness.cleanCycle();

            assertThat(harness.rows("bi_factgood", "id"))
                    .containsExactly("1", "2", "3", "30", "4", "5", "6", "7", "8", "9");
        }
    }

    @Test
    void aGroupOfTooManyFilesStopsItsPodUntilTheyAreRemovedAndNothingIsLost() {
        groups("POD1", "bi_factgood", 1, 3);
        groups("POD2", "bi_factgood", 11, 12);
        publish("POD1/2/bi_factgood/2/a.csv", "20,0\n", "POD1/2/bi_factgood/3/b.csv", "21,0\n");
        publish("POD1/1/bi_factbad/1/a.csv", "1,0\n", "POD1/1/strange.bin", "x");
        try (SyncHarness harness = harness(Map.of())) {
            harness.listFeed().limitPasses(1);
            harness.listFeed().limitGroups(2);

            CycleReport report = harness.cycle();

            assertThat(report.problems()).singleElement().satisfies(failure -> {
                assertThat(failure.subject()).isEqualTo("POD POD1");
                assertThat(failure.reason()).startsWith("group 2 has more than 2 files (s3://passes/POD1/2/)");
            });
            assertThat(report.hasFailures()).isTrue();
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1", "11", "12");

            s3.client().deleteObject(b -> b.bucket(BUCKET).key("POD1/2/bi_factgood/3/b.csv"));
            harness.cleanCycle();
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1", "11", "12", "2", "20", "3");
        }
    }

    @Test
    void consumedGroupsOfTheLookBackAreAlsoListedInSeveralPasses() {
        groups("POD1", "bi_factgood", 1, 9);
        try (SyncHarness harness = harness(Map.of())) {
            harness.cleanCycle();
            harness.listFeed().limitPasses(2);
            publish("POD1/8/bi_factgood/2/late.csv", "80,0\n", "POD1/3/bi_factgood/2/late.csv", "30,0\n");

            assertThat(harness.cleanCycle().replays()).isNotEmpty();

            assertThat(harness.rows("bi_factgood", "id"))
                    .containsExactly("1", "2", "3", "30", "4", "5", "6", "7", "8", "80", "9");
            assertThat(harness.cleanCycle().outcomes()).isEmpty();
        }
    }

    /** Otherwise the next pass, which lists only later groups, would never load them. */
    @Test
    void groupsLostInACrashOfTheServerBetweenTwoPassesAreLoadedBeforeLaterOnes() throws Exception {
        groups("POD1", "bi_factgood", 1, 1);
        try (RestartablePostgres postgres = new RestartablePostgres(folder, RestartablePostgres.CARELESS);
                SyncHarness harness = harness(Map.of("zenoti.target.url", postgres.url()))) {
            harness.cleanCycle();
            groups("POD1", "bi_factgood", 2, 6);
            harness.listFeed().limitPasses(2);
            postgres.forgetCommitsFromNowOn();
            AtomicInteger passes = new AtomicInteger();
            AdviceWith.adviceWith(harness.context(), "cycle", false, advice -> advice.weaveById("list-feed")
                    .before()
                    .process(exchange -> {
                        if (passes.incrementAndGet() == 2) {
                            assertThat(harness.query("SELECT max(id) FROM bi_factgood"))
                                    .isNotEqualTo(List.of(List.of(1)));
                            postgres.stopImmediately();
                            postgres.start();
                            // then connections are tested before they are used
                            Thread.sleep(1_200);
                        }
                    }));

            CycleReport report = harness.cycle();

            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .containsPattern("went back from [2-6] to 1"));
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    /** The next pass lists only later groups, and would skip them. */
    @Test
    void groupsThatAForcedStopInterruptedAreLoadedBeforeThoseOfTheNextPass() throws Exception {
        groups("POD1", "bi_factgood", 1, 9);
        try (SyncHarness harness = harness(Map.of())) {
            harness.listFeed().limitPasses(2);
            AtomicInteger merges = new AtomicInteger();
            AtomicInteger passes = new AtomicInteger();
            RouteController routes = harness.context().getRouteController();
            AdviceWith.adviceWith(harness.context(), "fact", false, advice -> advice.weaveById("merge-fact")
                    .after()
                    .process(exchange -> {
                        if (merges.incrementAndGet() == 1) {
                            routes.stopRoute("pod-lane", 100, TimeUnit.MILLISECONDS);
                        }
                    }));
            AdviceWith.adviceWith(harness.context(), "cycle", false, advice -> advice.weaveById("list-feed")
                    .before()
                    .process(exchange -> {
                        if (passes.incrementAndGet() == 2) {
                            routes.startRoute("pod-lane");
                        }
                    }));

            CycleReport report = harness.cycle();

            assertThat(report.hasFailures()).as(report.toString()).isFalse();
            assertThat(report.cutShort()).as(report.toString()).isTrue();
            assertThat(passes).hasValueGreaterThan(1);
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factgood", "id")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        }
    }

    @Test
    void anObjectThatIsNotASchemaFileIsStoredAsUnknown() {
        publish("SchemaUpgrade/2024.10/bi_factgood.sql", "ALTER TABLE bi_factgood ADD COLUMN tip INT;");
        try (SyncHarness harness = harness(Map.of())) {
            harness.cleanCycle();

            assertThat(harness.rows("zenoti_sync_unknown", "object_key"))
                    .containsExactly("SchemaUpgrade/2024.10/bi_factgood.sql");
        }
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("target.duckdb"), settings);
    }

    private void groups(String pod, String table, int first, int last) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int group = first; group <= last; group++) {
            objects.put(pod + "/" + group + "/" + table + "/1/part_0.csv", utf8(group + ",0\n"));
        }
        s3.publish(BUCKET, objects);
    }

    private void publish(String... keysAndTexts) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            objects.put(keysAndTexts[i], utf8(keysAndTexts[i + 1]));
        }
        s3.publish(BUCKET, objects);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
