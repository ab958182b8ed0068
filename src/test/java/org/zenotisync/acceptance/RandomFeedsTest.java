package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.feedmodel.BadLines;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.FeedOptions;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.feedmodel.FeedValue;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.feedmodel.TableContent;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/**
 * The core proof: feeds made up by chance, published step by step, and after each step every table row by row as the
 * row-at-a-time model of the documentation has it. {@code -Dfeeds=500} runs more of them, {@code -Dfeed=17} one.
 */
@Tag("s3")
@Proves(Proof.RANDOM)
class RandomFeedsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    static Stream<Arguments> feeds() {
        String one = System.getProperty("feed");
        return TargetDatabase.wanted().stream().flatMap(database -> (one != null
                        ? LongStream.of(Long.parseLong(one))
                        : LongStream.range(0, feeds(database)))
                .mapToObj(seed -> Arguments.of(database, seed)));
    }

    /** Fewer of them through the stand-in for Redshift, where little but the way into the stage is another one than for PostgreSQL. */
    private static long feeds(TargetDatabase database) {
        long feeds = Long.getLong("feeds", 10);
        return database == TargetDatabase.REDSHIFT ? (feeds + 3) / 4 : feeds;
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void everyTableIsAsTheModelHasItAfterEveryPublication(TargetDatabase database, long seed) {
        check(database, seed, new FeedOptions(1, LateObjects.NONE));
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void lateObjectsAreReplayed(TargetDatabase database, long seed) {
        check(database, seed, new FeedOptions(1, LateObjects.IN_NEWEST_GROUP));
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void lateObjectsBesideNewerGroupsAreReplayed(TargetDatabase database, long seed) {
        check(database, seed, new FeedOptions(1, LateObjects.BESIDE_NEWER_GROUPS));
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void lateObjectsInOlderGroupsAreReplayed(TargetDatabase database, long seed) {
        check(database, seed, new FeedOptions(1, LateObjects.IN_ANY_GROUP));
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void lateObjectsThatAreOnlyReportedWaitForAReplayByHand(TargetDatabase database, long seed) throws SQLException {
        RandomFeed feed = RandomFeed.of(seed, new FeedOptions(1, LateObjects.IN_ANY_GROUP));
        String bucket = "report-" + database.ordinal() + "-" + seed;
        Map<String, String> settings = settings(database, feed);
        settings.put("zenoti.on-late-file", "report");
        FeedModel model = feed.model().leavingLateObjectsAlone();
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve(bucket + ".duckdb"), settings)) {
            int publication = 0;
            for (Map<String, byte[]> objects : feed.publications()) {
                String where = "publication " + ++publication + " of " + feed.describe();
                S3.publish(bucket, objects);
                model.publish(objects);
                CycleReport report = harness.cycle();
                assertThat(report.replays()).as(where).isEmpty();
                requireAsModelled(harness, report, model, where);
                assertThat(lateKeys(harness)).as(where).containsExactlyInAnyOrderElementsOf(model.lateObjects());
                if (publication % 2 == 0 || publication == feed.publications().size()) {
                    replayByHand(harness, model);
                    requireAsModelled(harness, harness.cycle(), model, "replay by hand after " + where);
                    assertThat(lateKeys(harness)).as(where).isEmpty();
                }
            }
        }
    }

    private static List<String> lateKeys(SyncHarness harness) throws SQLException {
        return status(harness).lateObjects().stream().map(late -> late.key()).toList();
    }

    private static void replayByHand(SyncHarness harness, FeedModel model) throws SQLException {
        Map<String, TableGroupId> first = new TreeMap<>();
        status(harness)
                .lateObjects()
                .forEach(late -> first.putIfAbsent(
                        late.group().table() + "|" + late.group().pod(), late.group()));
        for (TableGroupId id : first.values()) {
            harness.sync().replay(id.table(), id.group(), Optional.of(id.pod()));
            model.replay(id.table(), id.pod(), id.group());
        }
    }

    private static SyncSnapshot status(SyncHarness harness) throws SQLException {
        return harness.sync().status();
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void badLinesInQuarantineChangeNothingInTheTables(TargetDatabase database, long seed) {
        RandomFeed feed = RandomFeed.of(seed, FeedOptions.small());
        String bucket = "quarantine-" + database.ordinal() + "-" + seed;
        Map<String, String> settings = settings(database, feed);
        settings.put("zenoti.on-bad-row", "quarantine");
        settings.put("zenoti.max-bad-rows", "100%");
        FeedModel model = feed.model();
        BadLines bad = new BadLines(seed, feed.rootPrefix());
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve(bucket + ".duckdb"), settings)) {
            for (Map<String, byte[]> objects : feed.publications()) {
                S3.publish(bucket, bad.into(objects));
                model.publish(objects);
                requireAsModelled(harness, harness.cycle(), model, feed.describe());
                assertThat(harness.rows("zenoti_sync_quarantine", "count(*)"))
                        .as(feed.describe())
                        .containsExactly(Long.toString(bad.lines()));
                assertThat(harness.rows("zenoti_sync_run", "sum(rows_quarantined)"))
                        .as(feed.describe())
                        .containsExactly(Long.toString(bad.lines()));
            }
        }
    }

    private Map<String, String> settings(TargetDatabase database, RandomFeed feed) {
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.prefix", feed.rootPrefix());
        settings.put("zenoti.look-back", "100");
        feed.configuredKeys()
                .forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
        return settings;
    }

    private static void requireAsModelled(SyncHarness harness, CycleReport report, FeedModel model, String where) {
        assertThat(SyncHarness.failures(report)).as(where).isEmpty();
        String differences = model.tables().entrySet().stream()
                .map(table -> difference(harness, table.getKey(), table.getValue()))
                .filter(difference -> !difference.isEmpty())
                .collect(Collectors.joining("\n"));
        assertThat(differences).as(where).isEmpty();
    }

    private void check(TargetDatabase database, long seed, FeedOptions options) {
        RandomFeed feed = RandomFeed.of(seed, options);
        String bucket = "feed-" + database.ordinal() + "-" + seed + "-"
                + options.lateObjects().ordinal();
        Map<String, String> settings = settings(database, feed);
        FeedModel model = feed.model();
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve(bucket + ".duckdb"), settings)) {
            int publication = 0;
            for (Map<String, byte[]> objects : feed.publications()) {
                publication++;
                S3.publish(bucket, objects);
                model.publish(objects);
                String where = "publication " + publication + " of " + feed.describe();
                requireAsModelled(harness, harness.cycle(), model, where);
            }
            CycleReport again = harness.cycle();
            assertThat(again.outcomes()).as("a cycle with nothing new").isEmpty();
            assertThat(again.schemaFilesApplied()).isZero();
        }
    }

    private static String difference(SyncHarness harness, String table, TableContent expected) {
        List<ColumnDefinition> columns = expected.columns();
        String names = columns.stream().map(c -> '"' + c.name() + '"').collect(Collectors.joining(", "));
        List<List<Object>> actual = harness.query("SELECT " + names + " FROM \"" + table + "\"");
        for (List<Object> row : actual) {
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                row.set(
                        i,
                        value == null
                                ? null
                                : FeedValue.normalise(value, columns.get(i).type()));
            }
        }
        String difference = expected.difference(actual);
        return difference.isEmpty() ? "" : table + ": " + difference;
    }
}
