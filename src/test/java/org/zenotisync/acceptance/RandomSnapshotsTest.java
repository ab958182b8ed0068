package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feedmodel.ExpectedTable;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.FeedOptions;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.feedmodel.RandomDamage;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.feedmodel.RandomSnapshot;
import org.zenotisync.feedmodel.SnapshotCounts;
import org.zenotisync.feedmodel.SnapshotModel;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.Spelled;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.verify.Difference;
import org.zenotisync.verify.DifferenceSink;
import org.zenotisync.verify.VerifyRequest;
import org.zenotisync.verify.VerifyRequest.Restore;

/**
 * The core proof of verify and restore: random feeds with a snapshot of some moment, whose targets are damaged by
 * chance. A verification counts exactly what the row-at-a-time model counts, and a restore makes of the target exactly
 * what the model says. {@code -Dfeeds=500} runs more of them, {@code -Dfeed=17} one, {@code -Dtargets=POSTGRESQL} on one
 * database.
 */
@Tag("s3")
@Proves(Proof.RANDOM)
class RandomSnapshotsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final Map<State, Integer> STATES = new EnumMap<>(State.class);
    private static final Map<String, Long> SEEN = new TreeMap<>();

    @TempDir
    private Path folder;

    static Stream<Arguments> feeds() {
        String one = System.getProperty("feed");
        return TargetDatabase.wanted().stream().flatMap(database -> (one != null
                        ? LongStream.of(Long.parseLong(one))
                        : LongStream.range(0, feeds(database)).map(number -> number * 3 + database.ordinal()))
                .mapToObj(seed -> Arguments.of(database, seed)));
    }

    /** Each database gets other ones, since a feed takes seconds. */
    private static long feeds(TargetDatabase database) {
        long feeds = Long.getLong("feeds", 1);
        return database == TargetDatabase.REDSHIFT ? (feeds + 2) / 3 : feeds;
    }

    @AfterAll
    static void report() {
        System.out.println("RandomSnapshotsTest: " + STATES + " " + SEEN);
    }

    @ParameterizedTest(name = "{0}, feed {1}")
    @MethodSource("feeds")
    void aDamagedTargetIsFoundAndBroughtBackExactlyAsTheModelSays(TargetDatabase database, long seed)
            throws SQLException {
        try (Case one = new Case(database, seed)) {
            one.publish();
            one.damage();
            one.verify();
            one.restore(false);
            one.restore(true);
        }
    }

    /** A feed with its snapshot, and the target. */
    private final class Case implements AutoCloseable {

        private final Random random;
        private final long seed;
        private final RandomFeed feed;
        private final FeedModel model;
        private final String bucket;
        private final SyncHarness harness;
        private final Set<String> ignored = new TreeSet<>();
        private final StringBuilder history = new StringBuilder();
        private SnapshotModel snapshots;
        private SortedMap<String, ExpectedTable> tables;
        private final Set<String> tooEarly = new TreeSet<>();
        private OptionalLong fromGroup = OptionalLong.empty();
        private Optional<String> pod = Optional.empty();

        Case(TargetDatabase database, long seed) {
            this.seed = seed;
            random = new Random(seed * 7919 + 13);
            random.nextInt();
            LateObjects late = oneIn(3) ? LateObjects.IN_ANY_GROUP : LateObjects.NONE;
            feed = RandomFeed.of(seed, new FeedOptions(1, late));
            model = feed.model();
            bucket = "snapshots-" + database.ordinal() + "-" + seed;
            Map<String, String> settings = new TreeMap<>(database.settings(folder));
            settings.put("zenoti.prefix", feed.rootPrefix());
            settings.put("zenoti.look-back", "100");
            feed.configuredKeys()
                    .forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
            if (oneIn(4)) {
                ignored.addAll(List.of("bi_factinvoices.price", "bi_factfeedbackv2.createdon", "bi_dimuser.city"));
                settings.put("zenoti.verify.ignore-columns", String.join(",", ignored));
            }
            harness = new SyncHarness(S3.client(), bucket, folder.resolve(bucket + ".duckdb"), settings);
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        void publish() throws SQLException {
            int publications = feed.publications().size();
            int consumed = oneIn(3) ? publications - 1 : publications;
            for (int i = 0; i < consumed; i++) {
                S3.publish(bucket, withoutSnapshots(feed.publications().get(i)));
                model.publish(feed.publications().get(i));
                harness.cleanCycle();
            }
            int moment = 1 + random.nextInt(consumed);
            boolean isOfTomorrow = oneIn(8);
            LocalDate extract = isOfTomorrow ? LocalDate.now(ZoneOffset.UTC).plusDays(2) : LocalDate.of(2024, 3, 1);
            String day = isOfTomorrow
                    ? extract.toString()
                    : pick(List.of("2024-03-01", "20240301", "03-01-2024", "01-03-2024", "01-Mar-2024"));
            RandomSnapshot snapshot = new RandomSnapshot(seed, feed, model, moment, extract, day);
            S3.publish(bucket, snapshot.objects());
            note("snapshot after publication " + moment + " of " + consumed + ", extract " + day);
            snapshots = new SnapshotModel(model, snapshot, feed.configuredKeys());
            chooseLaterGroups(moment);
            if (oneIn(4)) {
                lose();
            }
            tables = snapshots.tables(ignored);
            if (consumed < publications) {
                Map<String, byte[]> unconsumed =
                        withoutSnapshots(feed.publications().get(consumed));
                S3.publish(bucket, unconsumed);
                tables.keySet().stream()
                        .filter(table -> snapshots.isTooEarly(table, unconsumed.keySet()))
                        .forEach(tooEarly::add);
                note("the last publication is not consumed; too early: " + tooEarly);
            }
            if (isOfTomorrow) {
                tooEarly.addAll(tables.keySet());
            }
            Set<String> pods = new TreeSet<>();
            tables.values().forEach(table -> pods.addAll(table.pods()));
            if (oneIn(5) && !pods.isEmpty()) {
                pod = Optional.of(pick(new ArrayList<>(pods)));
                note("only " + pod.get());
            }
        }

        /** The feed itself has files where snapshots are, which are none. */
        private Map<String, byte[]> withoutSnapshots(Map<String, byte[]> objects) {
            Map<String, byte[]> rest = new TreeMap<>(objects);
            rest.keySet().removeIf(key -> key.contains("MonthlySnapshot/"));
            return rest;
        }

        private void chooseLaterGroups(int moment) throws SQLException {
            switch (random.nextInt(4)) {
                case 0 -> {
                    fromGroup = OptionalLong.of(
                            pick(snapshots.groups().stream().sorted().toList()));
                    snapshots.fromGroup(fromGroup.getAsLong());
                    note("from group " + fromGroup);
                }
                case 1 -> note("all groups are read");
                default -> {
                    int passed = oneIn(3) ? moment - 1 : moment;
                    for (Map.Entry<SnapshotModel.Track, Long> last :
                            snapshots.pass(passed).entrySet()) {
                        execute("UPDATE zenoti_sync_manifest SET consumed_at = TIMESTAMP '2024-02-01 00:00:00'"
                                + " WHERE pod = '" + last.getKey().pod() + "' AND table_name = '"
                                + last.getKey().table() + "' AND group_id <= " + last.getValue());
                    }
                    note("groups of publications up to " + passed + " are passed");
                }
            }
        }

        private void lose() {
            Set<String> gone = new HashSet<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                List<String> objects = pick(snapshots.consumedObjects());
                gone.addAll(oneIn(2) ? objects : objects.subList(0, 1));
            }
            gone.forEach(key -> S3.client().deleteObject(b -> b.bucket(bucket).key(key)));
            snapshots.lose(gone);
            note("gone: " + gone);
        }

        private void note(String what) {
            history.append(what).append('\n');
        }

        void damage() throws SQLException {
            for (ExpectedTable table : tables.values()) {
                RandomDamage damage = new RandomDamage(seed, table, actual(table.table()));
                note(table.table().name() + ": " + damage.kinds());
                try (Connection connection = harness.dataSource().getConnection()) {
                    damage.applyTo(connection);
                }
                damage.kinds().forEach(kind -> count(kind, 1));
            }
        }

        void verify() {
            Map<String, List<List<Object>>> before = actual();
            Collection<Difference> differences = differences();
            VerifyReport report = harness.sync().verify(request(Optional.empty(), differences));
            assertThat(actual()).as("verify changes nothing").isEqualTo(before);
            requireAsModelled("verify", report, before, Set.of());
            countFound(report);
            requireListed(report, differences);
            report.tables().forEach(table -> STATES.merge(table.state(), 1, Integer::sum));
        }

        private void requireListed(VerifyReport report, Collection<Difference> differences) {
            for (TableVerification table : report.tables()) {
                Map<String, Long> kinds = differences.stream()
                        .filter(one -> one.pod().equals(table.track().pod())
                                && one.table().equals(table.track().table()))
                        .collect(Collectors.groupingBy(Difference::kind, Collectors.counting()));
                assertThat(kinds.getOrDefault("missing", 0L))
                        .as(context("listed as missing: " + table))
                        .isEqualTo(table.counts().missing());
                assertThat(kinds.getOrDefault("notDeleted", 0L))
                        .as(context("listed as notDeleted: " + table))
                        .isEqualTo(table.counts().notDeleted());
                assertThat(kinds.containsKey("different"))
                        .as(context("listed as different: " + table))
                        .isEqualTo(table.counts().different() > 0);
            }
        }

        private Set<String> askedFor(ExpectedTable table) {
            return table.pods().stream()
                    .filter(name -> pod.isEmpty() || pod.get().equals(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void requireAsModelled(
                String what, VerifyReport report, Map<String, List<List<Object>>> content, Set<String> refused) {
            SortedMap<String, String> expected = new TreeMap<>();
            tables.forEach((name, table) -> {
                SortedMap<String, SnapshotCounts> counts = table.counts(content.get(name));
                askedFor(table)
                        .forEach(one -> expected.put(
                                name + " " + one,
                                tooEarly.contains(name)
                                        ? State.TOO_EARLY.id()
                                        : counts.get(one) + " left out " + table.columnsLeftOut()));
            });
            SortedMap<String, String> found = new TreeMap<>();
            Set<String> withReason = new TreeSet<>();
            for (TableVerification table : report.tables()) {
                if (table.isCompared() || table.isProblem()) {
                    String track = table.track().table() + " " + table.track().pod();
                    found.put(track, text(table));
                    if (table.isCompared() && table.error().isPresent()) {
                        withReason.add(table.track().table());
                    }
                }
            }
            assertThat(found).as(context(what)).isEqualTo(expected);
            assertThat(withReason).as(context(what + ": refused")).isEqualTo(refused);
            Set<String> others = new TreeSet<>();
            report.tables().stream()
                    .filter(table -> table.state() == State.NO_SNAPSHOT || table.state() == State.EXCLUDED)
                    .forEach(table -> others.add(
                            table.track().table() + " " + table.track().pod()));
            assertThat(others)
                    .as(context(what + ": tables without a snapshot"))
                    .isEqualTo(snapshots.withoutSnapshot().stream()
                            .filter(track -> pod.isEmpty() || pod.get().equals(track.pod()))
                            .map(track -> track.table() + " " + track.pod())
                            .collect(Collectors.toSet()));
        }

        private static String text(TableVerification table) {
            if (!table.isCompared()) {
                return table.state() == State.TOO_EARLY
                        ? table.state().id()
                        : table.state().id() + ": " + table.error();
            }
            TableVerification.Counts counts = table.counts();
            return new SnapshotCounts(
                            table.compared(),
                            counts.missing(),
                            counts.different(),
                            counts.notDeleted(),
                            counts.surplus(),
                            counts.undecided())
                    + " left out " + new TreeSet<>(table.columnsLeftOut());
        }

        private void countFound(VerifyReport report) {
            for (TableVerification table : report.tables()) {
                count("found missing", table.counts().missing());
                count("found different", table.counts().different());
                count("found not deleted", table.counts().notDeleted());
                count("found surplus", table.counts().surplus());
                count("found undecided", table.counts().undecided());
            }
        }

        /** Its report is that of a verification, too. */
        void restore(boolean replaces) {
            Map<String, List<List<Object>>> before = actual();
            boolean intoEmpty = oneIn(2);
            boolean confirmed = oneIn(2);
            Restore restore = new Restore(false, replaces, intoEmpty, confirmed);
            String what = restore.toString();
            VerifyReport report = harness.sync().restore(request(Optional.of(restore), differences()));
            Map<String, List<List<Object>>> after = actual();
            Set<String> refused = new TreeSet<>();
            tables.forEach((name, table) -> {
                Set<String> pods = askedFor(table);
                boolean isRefused =
                        !tooEarly.contains(name) && table.isRefused(before.get(name), pods, intoEmpty, confirmed);
                String difference = tooEarly.contains(name) || isRefused || pods.isEmpty()
                        ? table.differenceAfterRestore(before.get(name), after.get(name), Set.of(), false)
                        : table.differenceAfterRestore(before.get(name), after.get(name), pods, replaces);
                assertThat(difference).as(context(what + " of " + table)).isEmpty();
                if (isRefused) {
                    refused.add(name);
                }
            });
            requireAsModelled(what, report, before, refused);
            refused.forEach(table -> count("refused", 1));
            report.tables().forEach(table -> table.restored().ifPresent(restored -> {
                count("inserted", restored.inserted());
                count("replaced", restored.replaced());
                count("deleted", restored.deleted());
            }));
            if (replaces || oneIn(3)) {
                requireDone(what, restore, after, refused);
            }
        }

        /** The same once more finds nothing to do, and changes nothing. */
        private void requireDone(
                String what, Restore restore, Map<String, List<List<Object>>> after, Set<String> refused) {
            VerifyReport again = harness.sync().restore(request(Optional.of(restore), differences()));
            assertThat(actual()).as(context(what + ", once more")).isEqualTo(after);
            requireAsModelled(what + ", once more", again, after, refused);
            for (TableVerification table : again.tables()) {
                if (table.isCompared() && !refused.contains(table.track().table())) {
                    assertThat(table.restored())
                            .as(context(what + ", once more: " + table))
                            .contains(TableVerification.Restored.NOTHING);
                    assertThat(table.counts().missing())
                            .as(context(what + ", once more: " + table))
                            .isZero();
                    assertThat(restore.replaces() && table.counts().isDifferent())
                            .as(context(what + ", once more: " + table))
                            .isFalse();
                }
            }
        }

        private static Collection<Difference> differences() {
            return new ConcurrentLinkedQueue<>();
        }

        private VerifyRequest request(Optional<Restore> restore, Collection<Difference> differences) {
            return new VerifyRequest(
                    Optional.empty(),
                    Optional.empty(),
                    pod,
                    Optional.empty(),
                    fromGroup,
                    restore,
                    Map.of(),
                    Optional.of(() -> new Part(differences)));
        }

        private Map<String, List<List<Object>>> actual() {
            Map<String, List<List<Object>>> content = new TreeMap<>();
            tables.forEach((name, table) -> content.put(name, actual(table.table())));
            return content;
        }

        /** In an order of their own, so that contents can be compared. */
        private List<List<Object>> actual(TableDefinition table) {
            try (Connection connection = harness.dataSource().getConnection()) {
                List<List<Object>> rows = ModelComparison.rows(connection, table.name(), table.columns());
                rows.sort(Comparator.comparing(String::valueOf));
                return rows;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = harness.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(Spelled.in(connection, sql));
            }
        }

        private String context(String what) {
            return what + "\n" + history
                    + tables.values().stream().map(ExpectedTable::toString).collect(Collectors.joining("\n")) + "\n"
                    + feed.describe();
        }

        @Override
        public void close() {
            harness.close();
        }
    }

    /** The differences of one table count when its transaction has ended. */
    private static final class Part implements DifferenceSink.OfTable {

        private final Collection<Difference> all;
        private final List<Difference> ofTable = new ArrayList<>();

        Part(Collection<Difference> all) {
            this.all = all;
        }

        @Override
        public void accept(Difference difference) {
            ofTable.add(difference);
        }

        @Override
        public void complete() {
            all.addAll(ofTable);
        }
    }

    private static void count(String what, long number) {
        synchronized (SEEN) {
            SEEN.merge(what, number, Long::sum);
        }
    }
}
