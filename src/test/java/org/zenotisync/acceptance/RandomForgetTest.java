package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.event.CycleReport;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.FeedOptions;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.feedmodel.FeedValue;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.feedmodel.TableContent;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/**
 * With forgotten guests the target is what the row-at-a-time model has, without the rows of these guests: after forget,
 * after all later table groups, after replays because of late objects, and after a replay of everything. All texts and
 * whole numbers of the random tables refer to guests, keys and organizationids among them.
 */
@Tag("s3")
@Proves(Proof.RANDOM)
class RandomForgetTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    /** What is forgotten. */
    private final TreeSet<String> guests = new TreeSet<>();

    private long removed;

    static Stream<Arguments> feeds() {
        String one = System.getProperty("feed");
        return TargetDatabase.wanted().stream().flatMap(database -> (one != null
                        ? LongStream.of(Long.parseLong(one))
                        : LongStream.range(0, (Long.getLong("feeds", 10) + 1) / 2))
                .mapToObj(seed -> Arguments.of(database, seed)));
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void theTargetIsTheModelWithoutTheRowsOfForgottenGuests(TargetDatabase database, long seed) throws SQLException {
        RandomFeed feed = RandomFeed.of(seed, new FeedOptions(1, LateObjects.IN_ANY_GROUP));
        String bucket = "forget-" + database.ordinal() + "-" + seed;
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.prefix", feed.rootPrefix());
        settings.put("zenoti.look-back", "100");
        settings.put("zenoti.guest-columns", "*.*");
        feed.configuredKeys()
                .forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
        if (seed % 2 == 1) {
            settings.put("zenoti.columns.hash-key", "a key that has at least 32 bytes");
        }
        FeedModel model = feed.model();
        Random random = new Random(seed);
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve(bucket + ".duckdb"), settings)) {
            int publication = 0;
            for (Map<String, byte[]> objects : feed.publications()) {
                String where = "publication " + ++publication + " of " + feed.describe();
                S3.publish(bucket, objects);
                model.publish(objects);
                requireAsModelled(harness, harness.cycle(), model, where);
                forgetSomebody(harness, model, random);
                requireAsModelled(harness, model, "forgotten after " + where);
            }
            assertThat(removed).isPositive();
            for (String table : replayed(harness, model)) {
                harness.sync().replay(table, 1, Optional.empty());
            }
            requireAsModelled(harness, harness.cycle(), model, "replay of everything of " + feed.describe());
        }
    }

    /** The tables of one POD, whose replay has one order. The model has replayed them. */
    private static Set<String> replayed(SyncHarness harness, FeedModel model) {
        Map<String, Set<String>> pods = new TreeMap<>();
        harness.query("SELECT table_name, pod FROM zenoti_sync_checkpoint WHERE last_group > 0")
                .forEach(row -> pods.computeIfAbsent((String) row.get(0), table -> new TreeSet<>())
                        .add((String) row.get(1)));
        pods.values().removeIf(ofTable -> ofTable.size() > 1);
        pods.forEach((table, pod) -> model.replay(table, pod.iterator().next(), 1));
        return pods.keySet();
    }

    /** One of the keys that the tables have, often one of many rows. */
    private void forgetSomebody(SyncHarness harness, FeedModel model, Random random) throws SQLException {
        List<String> keys = new ArrayList<>();
        model.tables().values().forEach(content -> content.rows().forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                key(row.get(i), content.columns().get(i))
                        .filter(key -> !isFlag(key))
                        .ifPresent(keys::add);
            }
        }));
        if (keys.isEmpty()) {
            return;
        }
        String key = keys.get(random.nextInt(keys.size()));
        guests.add(key);
        ForgetRequest counting = new ForgetRequest(new GuestKey(key), Optional.empty(), true);
        long counted = harness.sync().forget(counting, line -> {}).rows();
        ForgetReport report =
                harness.sync().forget(new ForgetRequest(new GuestKey(key), Optional.empty(), false), line -> {});
        assertThat(report.isIncomplete()).as(report.toString()).isFalse();
        assertThat(report.rows()).isEqualTo(counted);
        removed += counted;
    }

    /** Values that too many rows have. */
    private static boolean isFlag(String key) {
        return key.equals("0") || key.equals("1") || key.startsWith("organization-");
    }

    /** The key that a value is; empty for values that cannot be one. */
    private static Optional<String> key(Object value, ColumnDefinition column) {
        return switch (column.type().kind()) {
            case VARCHAR -> Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
            case SMALLINT, INTEGER, BIGINT, DECIMAL ->
                Optional.ofNullable(value)
                        .map(number -> new BigDecimal(number.toString()))
                        .map(number -> number.signum() == 0
                                ? "0"
                                : number.stripTrailingZeros().toPlainString());
            default -> Optional.empty();
        };
    }

    private void requireAsModelled(SyncHarness harness, CycleReport report, FeedModel model, String where) {
        assertThat(SyncHarness.failures(report)).as(where).isEmpty();
        requireAsModelled(harness, model, where);
    }

    private void requireAsModelled(SyncHarness harness, FeedModel model, String where) {
        String differences = model.tables().entrySet().stream()
                .map(table -> difference(harness, table.getKey(), withoutGuests(table.getValue())))
                .filter(difference -> !difference.isEmpty())
                .collect(Collectors.joining("\n"));
        assertThat(differences).as("without %s: %s", guests, where).isEmpty();
    }

    private TableContent withoutGuests(TableContent content) {
        return new TableContent(
                content.columns(),
                content.rows().stream()
                        .filter(row -> !isForgotten(row, content.columns()))
                        .toList());
    }

    private boolean isForgotten(List<Object> row, List<ColumnDefinition> columns) {
        for (int i = 0; i < row.size(); i++) {
            if (key(row.get(i), columns.get(i)).filter(this::isGuest).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** A number may have zeros at the end of its fraction in a text. */
    private boolean isGuest(String key) {
        return guests.stream().anyMatch(guest -> new GuestKey(guest).spellings().contains(key));
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
