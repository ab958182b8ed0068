package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/**
 * The packaged program hides columns, or forgets a guest, and is ended (SIGKILL, SIGTERM) at any moment: each table is as it
 * was or as it should become, never between, and another run does the rest. {@code -Dkills=50} kills it more often,
 * {@code -Dseed=…} at other moments.
 */
@Timeout(300)
@Proves(Proof.KILLS)
class PrivacyKillIT {

    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final long SEED = Long.getLong("seed", 7);

    private static final int KILLS_PER_TARGET = 2;

    /** Milliseconds that a table takes at most, about. */
    private static final int LONGEST_WORK = 500;

    private static final List<String> TABLES = List.of("bi_dimuser", "bi_factcalls", "bi_factvisits");
    private static final int ROWS = 20_000;
    private static final String PLANTED = "planted-5170283-";
    private static final String ANN = PLANTED + "ann";
    private static final String KEY = "the key of this test has more than 32 bytes";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aTableHasItsColumnsOrDoesNot(TargetDatabase database) throws Exception {
        Map<String, String> rules = Map.of(
                "zenoti.columns.exclude", "*.note",
                "zenoti.columns.hash", "*.userid, *.guestid",
                "zenoti.columns.hash-key", KEY);
        HashKey key = new HashKey(KEY);
        killAndRepeat(database, rules, List.of("apply-privacy"), rows -> rows.stream()
                .map(row -> row.split("\\|"))
                .map(row -> row[0] + "|" + new GuestKey(row[1]).digest(key) + "|")
                .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aTableHasAllRowsOfAGuestOrNone(TargetDatabase database) throws Exception {
        killAndRepeat(database, Map.of(), List.of("forget", "--guest", ANN), rows -> rows.stream()
                .filter(row -> !row.contains(ANN))
                .toList());
    }

    /**
     * Loads, then kills the command again and again; when it was faster than the kill, it begins with another target.
     *
     * @param change what the command makes of the rows of a table
     */
    private void killAndRepeat(
            TargetDatabase database,
            Map<String, String> rules,
            List<String> command,
            UnaryOperator<List<String>> change)
            throws Exception {
        Random random = new Random(SEED);
        int between = 0;
        int killed = 0;
        for (int target = 0; killed < KILLS; target++) {
            Path own = Files.createDirectories(folder.resolve("target-" + target));
            String bucket = "privacy-kills-" + buckets++;
            Map<String, String> plain = new TreeMap<>(database.settings(own));
            plain.put("zenoti.bucket", bucket);
            Map<String, String> ruled = new TreeMap<>(plain);
            ruled.putAll(rules);
            try (ProgramOnFeed before = program(plain);
                    ProgramOnFeed after = program(ruled)) {
                S3.publish(bucket, feed(1, ROWS));
                end(before, List.of("once"));
                Map<String, List<String>> loaded = content(before);
                Map<String, List<String>> changed = new TreeMap<>();
                loaded.forEach((table, rows) -> changed.put(table, sorted(change.apply(rows))));
                assertThat(changed).isNotEqualTo(loaded);

                boolean isAlive = true;
                for (int kill = 0; kill < KILLS_PER_TARGET && isAlive; kill++) {
                    isAlive = kill(after, command, random, kill % 2 == 1);
                    killed += isAlive ? 1 : 0;
                    between += requireBeforeOrAfter(before, loaded, changed) ? 1 : 0;
                }
                end(after, command);
                assertThat(content(before)).isEqualTo(changed);
                S3.publish(bucket, feed(2, 10));
                end(after, List.of("once"));
                Map<String, List<String>> later = content(before);
                for (String table : TABLES) {
                    List<String> wanted = new ArrayList<>(change.apply(rows(table, 2, 10)));
                    wanted.addAll(changed.get(table));
                    assertThat(later.get(table)).as(table).isEqualTo(sorted(wanted));
                }
            }
        }
        System.out.printf(
                "%s %s: %d kills, %d of them between two tables, seed %d%n",
                database, command.get(0), killed, between, SEED);
    }

    private ProgramOnFeed program(Map<String, String> settings) throws IOException {
        return new ProgramOnFeed(S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()));
    }

    /** A moment after it has begun with one of the tables. Returns whether the program was still running. */
    private static boolean kill(ProgramOnFeed program, List<String> command, Random random, boolean isGentle)
            throws Exception {
        int before = tablesBegun(program);
        int wanted = before + 1 + random.nextInt(TABLES.size());
        try (RunningProgram running = program.start(command)) {
            while (running.isAlive() && tablesBegun(program) < wanted) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(LONGEST_WORK));
            boolean isAlive = running.isAlive();
            if (isGentle) {
                running.terminate();
                running.awaitExit(Duration.ofSeconds(20));
                assertThat(running.log()).doesNotContain("closed");
            } else {
                running.kill();
            }
            return isAlive;
        }
    }

    private static int tablesBegun(ProgramOnFeed program) throws IOException {
        return Files.exists(program.log()) ? Files.readString(program.log()).split(": begins", -1).length - 1 : 0;
    }

    private static void end(ProgramOnFeed program, List<String> command) throws Exception {
        try (RunningProgram running = program.start(command)) {
            assertThat(running.awaitExit(Duration.ofMinutes(3)))
                    .as(command + "\n" + running.log())
                    .isZero();
        }
    }

    /** Whether some tables are done and some are not. */
    private static boolean requireBeforeOrAfter(
            ProgramOnFeed program, Map<String, List<String>> before, Map<String, List<String>> after)
            throws SQLException {
        Map<String, List<String>> now = content(program);
        int done = 0;
        for (String table : TABLES) {
            if (!now.get(table).equals(before.get(table))) {
                assertThat(now.get(table)).as(table).isEqualTo(after.get(table));
                done++;
            }
        }
        return done > 0 && done < TABLES.size();
    }

    /** Ordinal and guest of all rows, with their note if the table has one. */
    private static Map<String, List<String>> content(ProgramOnFeed program) throws SQLException {
        Map<String, List<String>> content = new TreeMap<>();
        try (Connection connection = program.connect()) {
            for (String table : TABLES) {
                boolean hasNote;
                try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "note")) {
                    hasNote = columns.next();
                }
                content.put(
                        table,
                        sorted(Jdbc.query(
                                connection,
                                "SELECT n, " + guest(table) + (hasNote ? ", note" : ", ''") + " FROM " + table,
                                row -> row.getLong(1) + "|" + row.getString(2) + "|" + row.getString(3))));
            }
        }
        return content;
    }

    private static List<String> sorted(List<String> rows) {
        List<String> sorted = new ArrayList<>(rows);
        Collections.sort(sorted);
        return sorted;
    }

    private static String guest(String table) {
        return table.equals("bi_dimuser") ? "userid" : "guestid";
    }

    /** One group of all tables. */
    private static Map<String, byte[]> feed(int group, int rows) {
        Map<String, byte[]> objects = new TreeMap<>();
        StringBuilder ddl = new StringBuilder();
        for (String table : TABLES) {
            boolean isDimension = table.equals("bi_dimuser");
            ddl.append(String.format(
                    Locale.ROOT,
                    "CREATE TABLE %s (n BIGINT, %s VARCHAR(60), note VARCHAR(60)%s) sortkey(n);",
                    table,
                    guest(table),
                    isDimension ? "" : ", organizationid VARCHAR(9), void BOOLEAN"));
            StringBuilder csv = new StringBuilder();
            for (String row : rows(table, group, rows)) {
                String[] fields = row.split("\\|");
                csv.append(String.join(",", fields));
                csv.append(isDimension ? "\n" : ",o,0\n");
            }
            objects.put(
                    "POD1/" + group + "/" + table + "/" + group + "/a.csv",
                    csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (group == 1) {
            objects.put("SchemaFull/all.txt", ddl.toString().getBytes(StandardCharsets.UTF_8));
        }
        return objects;
    }

    /** Ordinal, guest and note of each row; every tenth one is Ann's. */
    private static List<String> rows(String table, int group, int rows) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(group * 1_000_000L + i + "|" + (i % 10 == 0 ? ANN : PLANTED + table.length() + "-" + i) + "|"
                    + PLANTED + "note");
        }
        return all;
    }
}
