package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** What a cycle asks of S3: it follows what is new, not the age of the bucket. */
@Tag("s3")
class ListingCostTest {

    /** The root and SchemaFull; a folder that is not there costs nothing. */
    private static final int FIXED_LISTS = 2;

    /** Default of zenoti.look-back. */
    private static final int LOOK_BACK = 12;

    private static final String BUCKET = "old-bucket";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void aCycleWithNothingNewListsEachPodAndTheGroupsOfItsLookBackOnly() {
        publishGroups("POD1", 1, 30);
        publishGroups("POD2", 1, 30);
        publishSchema();
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            long before = s3.requests();

            assertThat(harness.cleanCycle().outcomes()).isEmpty();

            assertThat(s3.requests() - before).isEqualTo(FIXED_LISTS + 2 * (1 + LOOK_BACK + 1));
        }
    }

    /** However many tables a source has; {@code bench/sources} measures the time and the memory of many sources. */
    @Test
    void anIdleCycleNeedsAtMostTwentyRequestsForEachSourceAndPod() {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int table = 1; table <= 120; table++) {
            String name = "bi_dimmany" + table;
            objects.put(
                    "SchemaFull/" + name + ".txt",
                    utf8("CREATE TABLE " + name + " (id INT PRIMARY KEY, void BOOLEAN);"));
            objects.put("POD1/16/" + name + "/1/part_0.csv", utf8(table + ",0\n"));
        }
        for (int group = 1; group < 16; group++) {
            objects.put("POD1/" + group + "/bi_dimmany1/1/part_0.csv", utf8(group + ",0\n"));
            objects.put("POD2/" + group + "/bi_dimmany2/1/part_0.csv", utf8(group + ",0\n"));
        }
        Map<String, String> sources = new TreeMap<>();
        for (String name : List.of("north", "south")) {
            s3.publish(name + "-bucket", objects);
            sources.put("zenoti.sources." + name + ".bucket", name + "-bucket");
        }
        try (SyncHarness harness = new SyncHarness(s3.client(), folder.resolve("many.duckdb"), sources)) {
            harness.cleanCycle();
            long before = s3.requests();

            assertThat(harness.cleanCycle().outcomes()).isEmpty();

            long ofSource = FIXED_LISTS + 2 * (1 + LOOK_BACK + 1);
            assertThat(ofSource).isLessThanOrEqualTo(20 * 2);
            assertThat(s3.requests() - before).isEqualTo(2 * ofSource);
        }
    }

    @Test
    void aNewGroupCostsTheSameHoweverManyOldOnesThereAre() {
        publishGroups("POD1", 1, 20);
        publishSchema();
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            long few = costOfNewGroup(harness, 21);
            publishGroups("POD1", 22, 60);
            harness.cleanCycle();

            long many = costOfNewGroup(harness, 61);

            assertThat(many).isEqualTo(few);
        }
    }

    @Test
    void anObjectThatTurnsUpLateWithinTheLookBackIsNoticed() {
        publishGroups("POD1", 1, 20);
        publishSchema();
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            s3.publish(BUCKET, Map.of("POD1/8/bi_factsales/2/late.csv", utf8("80,late,0\n")));

            harness.cleanCycle();

            assertThat(harness.query("SELECT item FROM bi_factsales WHERE saleid = 80"))
                    .isEqualTo(List.of(List.of("late")));
            assertThat(harness.query("SELECT count(*) FROM bi_factsales")).isEqualTo(List.of(List.of(21L)));
        }
    }

    @Test
    void moreObjectsThanAPageHoldsAreAllFound() {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int part = 0; part < 1100; part++) {
            objects.put("POD1/1/bi_factsales/1/part_" + part + ".csv", utf8(part + ",a,0\n"));
        }
        s3.publish(BUCKET, objects);
        publishSchema();
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();

            assertThat(harness.query("SELECT count(*), count(DISTINCT saleid) FROM bi_factsales"))
                    .isEqualTo(List.of(List.of(1100L, 1100L)));
        }
    }

    @Test
    void anOldGroupThatTurnsUpLateIsNoticed() {
        publishGroups("POD1", 1, 3);
        publishGroups("POD1", 5, 8);
        publishSchema();
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            harness.cleanCycle();
            publishGroups("POD1", 4, 4);

            harness.cleanCycle();

            assertThat(harness.rows("bi_factsales", "saleid")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        }
    }

    private long costOfNewGroup(SyncHarness harness, int group) {
        publishGroups("POD1", group, group);
        long before = s3.requests();
        assertThat(harness.cleanCycle().outcomes()).hasSize(1);
        return s3.requests() - before;
    }

    private SyncHarness harness() {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("target.duckdb"), Map.of());
    }

    private void publishSchema() {
        s3.publish(
                BUCKET,
                Map.of(
                        "SchemaFull/bi_factsales.txt",
                        utf8(
                                "CREATE TABLE bi_factsales (saleid INT, item VARCHAR(9), void BOOLEAN) SORTKEY(saleid);")));
    }

    private void publishGroups(String pod, int first, int last) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int group = first; group <= last; group++) {
            objects.put(pod + "/" + group + "/bi_factsales/1/part_0.csv", utf8(group + ",a,0\n"));
        }
        s3.publish(BUCKET, objects);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
