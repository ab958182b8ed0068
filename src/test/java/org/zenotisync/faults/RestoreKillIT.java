package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.feedmodel.ExpectedTable;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.RandomDamage;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.feedmodel.RandomSnapshot;
import org.zenotisync.feedmodel.SnapshotModel;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/**
 * The packaged program restores a damaged target and is killed (SIGKILL) at any moment: each table is as it was before,
 * or as the model says after a restore, and never between. {@code -Dkills=200} kills it more often, {@code -Dseed=…}
 * makes other choices.
 */
@Proves(Proof.KILLS)
class RestoreKillIT {

    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("seed", 21);

    /** Then the restore is let go to its end, so that several damages are seen. */
    private static final int KILLS_PER_DAMAGE = 4;

    private static final List<String> RESTORE =
            List.of("restore", "--month", "2024-02", "--replace", "--into-empty", "--yes");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#ofProgram")
    void aTableIsRestoredAltogetherOrNotAtAll(TargetDatabase database) throws Exception {
        Random random = new Random(SEED);
        RandomFeed feed = RandomFeed.of(random.nextInt(1_000_000));
        FeedModel model = feed.model();
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.prefix", feed.rootPrefix());
        settings.put("zenoti.look-back", "100");
        settings.put("zenoti.parallelism", "2");
        feed.configuredKeys()
                .forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
        try (ProgramOnFeed program = new ProgramOnFeed(S3.server(), S3.client(), folder, settings, model)) {
            for (Map<String, byte[]> objects : feed.publications()) {
                Map<String, byte[]> rest = new TreeMap<>(objects);
                rest.keySet().removeIf(key -> key.contains("MonthlySnapshot/"));
                program.publish(rest);
            }
            RandomSnapshot snapshot = new RandomSnapshot(
                    SEED, feed, model, feed.publications().size(), LocalDate.of(2024, 3, 1), "2024-03-01");
            program.publishUnmodelled(snapshot.objects());
            end(program, List.of("once"), Set.of(0));
            SortedMap<String, ExpectedTable> tables =
                    new SnapshotModel(model, snapshot, feed.configuredKeys()).tables(Set.of());
            int killed = 0;
            int restored = 0;
            for (int damage = 0; killed < KILLS; damage++) {
                damage(program, tables, SEED + damage);
                long requests = program.gate().requests();
                end(program, List.of("verify"), Set.of(0, 1));
                long ofVerify = program.gate().requests() - requests;
                for (int i = 0; i < KILLS_PER_DAMAGE && killed < KILLS; i++) {
                    SortedMap<String, List<List<Object>>> before = content(program, tables);
                    killed += killRestore(program, ofVerify, random) ? 1 : 0;
                    restored += requireBeforeOrAfter(before, content(program, tables), tables, feed);
                }
                SortedMap<String, List<List<Object>>> before = content(program, tables);
                end(program, RESTORE, Set.of(0));
                tables.forEach((name, table) -> assertThat(table.differenceAfterRestore(
                                before.get(name), unchecked(program, table), new TreeSet<>(table.pods()), true))
                        .as(context(feed) + table)
                        .isEmpty());
                end(program, List.of("verify"), Set.of(0));
            }
            System.out.printf(
                    "%s: %d kills, %d tables were restored before them, seed %d%n", database, killed, restored, SEED);
        }
    }

    /** After some requests, and a moment. */
    private static boolean killRestore(ProgramOnFeed program, long requests, Random random) throws Exception {
        long until = program.gate().requests() + 1 + random.nextInt((int) requests + 3);
        try (RunningProgram running = program.start(RESTORE)) {
            program.gate().awaitRequests(until, running::isAlive);
            Thread.sleep(random.nextInt(120));
            boolean isAlive = running.isAlive();
            running.kill();
            return isAlive;
        }
    }

    private static int requireBeforeOrAfter(
            SortedMap<String, List<List<Object>>> before,
            SortedMap<String, List<List<Object>>> after,
            SortedMap<String, ExpectedTable> tables,
            RandomFeed feed) {
        int restored = 0;
        for (Map.Entry<String, ExpectedTable> entry : tables.entrySet()) {
            ExpectedTable table = entry.getValue();
            List<List<Object>> old = before.get(entry.getKey());
            List<List<Object>> now = after.get(entry.getKey());
            if (!table.differenceAfterRestore(old, now, Set.of(), false).isEmpty()) {
                restored++;
                assertThat(table.differenceAfterRestore(old, now, new TreeSet<>(table.pods()), true))
                        .as(context(feed) + table)
                        .isEmpty();
            }
        }
        return restored;
    }

    private static String context(RandomFeed feed) {
        return "seed " + SEED + ", " + feed.describe();
    }

    private static void end(ProgramOnFeed program, List<String> command, Set<Integer> exitCodes) throws Exception {
        try (RunningProgram running = program.start(command)) {
            assertThat(running.awaitExit(Duration.ofMinutes(3)))
                    .as(command + "\n" + running.log())
                    .isIn(exitCodes);
        }
    }

    private static void damage(ProgramOnFeed program, SortedMap<String, ExpectedTable> tables, long seed)
            throws SQLException {
        try (Connection connection = program.connect()) {
            for (ExpectedTable table : tables.values()) {
                new RandomDamage(seed, table, content(connection, table)).applyTo(connection);
            }
        }
    }

    private static SortedMap<String, List<List<Object>>> content(
            ProgramOnFeed program, SortedMap<String, ExpectedTable> tables) throws SQLException {
        SortedMap<String, List<List<Object>>> content = new TreeMap<>();
        try (Connection connection = program.connect()) {
            for (ExpectedTable table : tables.values()) {
                content.put(table.table().name(), content(connection, table));
            }
        }
        return content;
    }

    private static List<List<Object>> content(Connection connection, ExpectedTable table) throws SQLException {
        return ModelComparison.rows(
                connection, table.table().name(), table.table().columns());
    }

    private static List<List<Object>> unchecked(ProgramOnFeed program, ExpectedTable table) {
        try (Connection connection = program.connect()) {
            return content(connection, table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
