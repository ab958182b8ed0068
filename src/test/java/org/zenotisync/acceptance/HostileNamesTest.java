package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Names and numbers of columns that a corpus case cannot hold, or that databases differ in. */
@Tag("s3")
class HostileNamesTest {

    private static final String BUCKET = "hostile";
    private static final String CITY = "CREATE TABLE bi_dimcity (cityid INT) SORTKEY(cityid);";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void namesWithControlCharactersAndEndlessOnesAreUnknownAndAllOthersAreLoaded(TargetDatabase database) {
        String line = "\n2026-01-01 ERROR forged";
        String longPod = "p".repeat(700);
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt",
                CITY,
                "SchemaUpgrade/1" + line + "/x.txt",
                "ALTER TABLE bi_dimcity ADD COLUMN tip INT;",
                "POD1/1/bi_dimcity/1/part_0.csv",
                "1\n",
                "POD1/1/bi_dimcity/1/part\t1" + line + ".csv",
                "2\n",
                "POD1/1/" + "t".repeat(500) + "/1/part_0.csv",
                "3\n",
                "POD2" + line + "/1/bi_dimcity/1/part_0.csv",
                "4\n",
                longPod + "/1/bi_dimcity/1/part_0.csv",
                "5\n"));
        try (SyncHarness harness = harness(database)) {
            CycleReport report = harness.cleanCycle();

            assertThat(report.unknown())
                    .extracting(address -> address.replaceFirst("^s3://hostile/", ""))
                    .containsExactlyInAnyOrder(
                            "SchemaUpgrade/1\\u000a2026-01-01 ERROR forged/x.txt",
                            "POD1/1/bi_dimcity/1/part\\u00091\\u000a2026-01-01 ERROR forged.csv",
                            "POD1/1/" + "t".repeat(500) + "/1/part_0.csv",
                            "POD2\\u000a2026-01-01 ERROR forged/",
                            longPod + "/");
            assertThat(harness.rows("zenoti_sync_unknown", "object_key")).hasSize(5);
            assertThat(harness.rows("bi_dimcity", "cityid")).containsExactly("1");
            assertThat(harness.cleanCycle().outcomes()).isEmpty();
        }
    }

    /** XML 1.0 has no way to write some characters, and URLs write blanks and plus signs in more than one. */
    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aNameThatNoXmlCanHoldIsUnknownAndOthersAreReadAsTheyAre(TargetDatabase database) {
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt",
                CITY,
                "POD1/1/bi_dimcity/1/part_\u001b[31mred.csv",
                "1\n",
                "POD1/1/bi_dimcity/1/part 1+1=2 & 100%25 é.csv",
                "2\n",
                "POD + 2/1/bi_dimcity/1/part_0.csv",
                "3\n"));
        try (SyncHarness harness = harness(database)) {
            CycleReport report = harness.cleanCycle();

            assertThat(report.unknown()).containsExactly("s3://hostile/POD1/1/bi_dimcity/1/part_\\u001b[31mred.csv");
            assertThat(harness.rows("bi_dimcity", "cityid")).containsExactly("2", "3");
            assertThat(harness.rows("zenoti_sync_manifest", "object_key"))
                    .containsExactly(
                            "POD + 2/1/bi_dimcity/1/part_0.csv", "POD1/1/bi_dimcity/1/part 1+1=2 & 100%25 é.csv");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aNameThatTheTargetWouldCutIsRefusedBeforeTwoTablesBecomeOne(TargetDatabase database) {
        String shortest = "bi_dim" + "x".repeat(57);
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt",
                CITY,
                "SchemaFull/" + shortest + ".txt",
                "CREATE TABLE " + shortest + " (id INT) SORTKEY(id);",
                "SchemaFull/" + shortest + "1.txt",
                "CREATE TABLE " + shortest + "1 (id INT) SORTKEY(id);",
                "SchemaUpgrade/1/a.txt",
                "ALTER TABLE bi_dimcity ADD COLUMN " + "y".repeat(63) + "1 INT;",
                "POD1/1/" + shortest + "/1/part_0.csv",
                "1\n",
                "POD1/1/bi_dimcity/1/part_0.csv",
                "1\n"));
        try (SyncHarness harness = harness(database)) {
            CycleReport report = harness.cycle();

            assertThat(harness.rows(shortest, "id")).containsExactly("1");
            if (database == TargetDatabase.POSTGRESQL) {
                assertThat(harness.rows("bi_dimcity", "cityid")).isEmpty();
                assertThat(report.waitingForSchema()).singleElement().satisfies(waiting -> assertThat(waiting.id())
                        .hasToString("POD1/1/bi_dimcity"));
                assertThat(report.problems()).hasSize(2).allSatisfy(failure -> assertThat(failure.reason())
                        .contains("has 64 characters; PostgreSQL can take at most 63"));
            } else {
                assertThat(harness.rows("bi_dimcity", "cityid")).containsExactly("1");
                assertThat(report.problems()).isEmpty();
                assertThat(report.waitingForSchema()).isEmpty();
            }
            assertThat(report.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aTableTakesAsManyColumnsAsItsTargetCanAndNotOneMore(TargetDatabase database) {
        int most = database == TargetDatabase.POSTGRESQL ? 1_598 : 1_600;
        publish(Map.of(
                "SchemaFull/bi_dimwide.txt",
                table("bi_dimwide", most),
                "SchemaFull/bi_dimwider.txt",
                table("bi_dimwider", most + 1),
                "SchemaFull/bi_dimwidest.txt",
                table("bi_dimwidest", 100_000),
                "POD1/1/bi_dimwide/1/part_0.csv",
                IntStream.range(0, most).mapToObj(String::valueOf).collect(Collectors.joining(",", "", "\n"))));
        try (SyncHarness harness = harness(database)) {
            CycleReport report = harness.cycle();

            assertThat(report.failures()).isEmpty();
            assertThat(harness.rows("bi_dimwide", "c0", "c" + (most - 1))).containsExactly("0|" + (most - 1));
            assertThat(report.problems()).hasSize(2).allSatisfy(failure -> assertThat(failure.reason())
                    .containsAnyOf(
                            "at most 1600, as in Redshift",
                            "a statement is too long",
                            "PostgreSQL can take at most 1598"));

            publish(Map.of("POD1/2/bi_dimwide/1/part_0.csv", ",".repeat(99_999) + "\n"));
            report = harness.cycle();

            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("line 1: 100,000 fields, but the schema has"));

            publish(Map.of("SchemaUpgrade/1/wide.txt", "ALTER TABLE bi_dimwide ADD COLUMN one_more INT;"));
            report = harness.cycle();

            assertThat(report.problems())
                    .filteredOn(failure -> failure.subject().endsWith("wide.txt"))
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.reason())
                            .contains("bi_dimwide would have " + (most + 1) + " columns", "at most " + most));
            assertThat(report.waitingForSchema()).singleElement().satisfies(waiting -> assertThat(waiting.id())
                    .hasToString("POD1/2/bi_dimwide"));
            assertThat(harness.rows("bi_dimwide", "c0")).containsExactly("0");
        }
    }

    private SyncHarness harness(TargetDatabase database) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("target"), database.settings(folder));
    }

    private void publish(Map<String, String> objects) {
        Map<String, byte[]> contents = new TreeMap<>();
        objects.forEach((key, content) -> contents.put(key, content.getBytes(StandardCharsets.UTF_8)));
        s3.publish(BUCKET, contents);
    }

    private static String table(String name, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + " INT")
                .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ") SORTKEY(c0);"));
    }
}
