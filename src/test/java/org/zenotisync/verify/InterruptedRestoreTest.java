package org.zenotisync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.snapshot.Zips;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** A restore that ends between any two of its statements has changed all that it was to change, or nothing. */
@Tag("s3")
class InterruptedRestoreTest {

    /** Every so many statements are tried; 1 for all. */
    private static final int STEP = Integer.getInteger("statements", 5);

    private static final Interruption NONE = new Interruption(Integer.MAX_VALUE, 0, "", sql -> {});

    private static final List<State> CUT = List.of(State.FAILED, State.INTERRUPTED);

    private static final String URL = "zenoti.target.url";
    private static final String FACT = "bi_factforms";
    private static final String DIMENSION = "bi_dimuser";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private static int buckets;
    private final String bucket = "interrupted-" + buckets++;
    private SyncHarness harness;
    private String url;
    private List<List<String>> right;
    private List<List<String>> damaged;
    private volatile Interruption interruption = NONE;

    /** Lets statements fail. */
    private static final class Interruption {
        private final int first;
        private final int most;
        private final String beginning;
        private final RecordingDriver.Watch before;
        private int seen;
        private int failed;
        private boolean hasRecorded;
        private boolean isCommitted;

        /**
         * @param first number of the statement that fails first, from 1 on
         * @param most how many fail
         * @param beginning of the statements that count
         */
        Interruption(int first, int most, String beginning, RecordingDriver.Watch before) {
            this.first = first;
            this.most = most;
            this.beginning = beginning;
            this.before = before;
        }

        synchronized void pass(String sql) throws SQLException {
            if (!sql.strip().startsWith(beginning)) {
                return;
            }
            seen++;
            hasRecorded |= sql.contains("INSERT INTO") && sql.contains("zenoti_sync_run");
            // a pool that returns a connection whose commit was not carried out turns autocommit on, which commits
            boolean isCommitAmongOthers = beginning.isEmpty() && sql.equals("COMMIT");
            if (seen >= first && failed < most && !isCommitAmongOthers) {
                failed++;
                before.before(sql);
            }
            isCommitted |= hasRecorded && sql.equals("COMMIT");
        }

        /** Whether a transaction that had written the run log was committed. */
        synchronized boolean isCommitted() {
            return isCommitted;
        }

        synchronized boolean hasCome() {
            return failed > 0;
        }
    }

    private static void fail(String sql) throws SQLException {
        throw new SQLException(
                "the connection is gone before: "
                        + sql.strip().lines().findFirst().orElse(""),
                "08006");
    }

    private void start(TargetDatabase database) throws SQLException {
        Map<String, byte[]> objects = new TreeMap<>();
        put(
                objects,
                "SchemaFull/Bi_FactForms.txt",
                "CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36),"
                        + " fieldname VARCHAR(100), void BOOLEAN) sortkey(factformid);");
        put(
                objects,
                "SchemaFull/Bi_DimUser.txt",
                "CREATE TABLE Bi_DimUser (userid VARCHAR(36), firstname VARCHAR(160)) sortkey(userid);");
        put(objects, "POD1/1/Bi_FactForms/1/a.csv", "1,o,a,0\n2,o,b,0\n3,o,c,0\n4,o,d,0\n5,o,e,0\n");
        put(objects, "POD1/1/Bi_DimUser/1/a.csv", "u1,Ann\nu2,Ben\nu3,Cid\n");
        objects.put(
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip",
                Zips.deflated("7.7.csv", "1,o,a,0\n2,o,b,0\n3,o,c,0\n4,o,d,0\n5,o,e,0\n"));
        objects.put(
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_DimUser/7.7.zip",
                Zips.deflated("7.7.csv", "u1,Ann\nu2,Ben\nu3,Cid\n"));
        put(objects, "POD1/2/Bi_FactForms/2/a.csv", "4,o,,1\n5,o,,1\n5,o,E,0\n");
        put(objects, "POD1/2/Bi_DimUser/2/a.csv", "u3,Sid\n");
        s3.publish(bucket, objects);
        Map<String, String> settings = new HashMap<>(database.settings(folder));
        url = RecordingDriver.recorded(settings.get(URL));
        settings.put(URL, url);
        settings.put("zenoti.parallelism", "1");
        settings.put(ZenotiSync.RETRY_DELAY, "1");
        harness = new SyncHarness(s3.client(), bucket, folder, settings);
        RecordingDriver.watch(url, sql -> interruption.pass(sql));
        harness.cleanCycle();
        right = content();
        damage();
        damaged = content();
        assertThat(damaged).isNotEqualTo(right);
    }

    private static void put(Map<String, byte[]> objects, String key, String text) {
        objects.put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A row is lost, one is changed, one is doubled and one is there again. */
    private void damage() throws SQLException {
        execute("DELETE FROM bi_factforms");
        execute("INSERT INTO bi_factforms VALUES (2, 'o', 'x', false), (3, 'o', 'c', false), (3, 'o', 'c', false),"
                + " (4, 'o', 'd', false), (5, 'o', 'E', false), (9, 'o', 'other', false)");
        execute("DELETE FROM bi_dimuser");
        execute("INSERT INTO bi_dimuser VALUES ('u2', 'x'), ('u3', 'Sid'), ('u9', 'Other')");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of both tables, the run log and the checkpoints: those are to change with the rows only. */
    private List<List<String>> content() {
        return List.of(harness.rows(FACT, "factformid", "fieldname"), harness.rows(DIMENSION, "userid", "firstname"));
    }

    private List<List<String>> control() {
        return List.of(
                harness.rows("zenoti_sync_run", "pod", "table_name", "group_id", "outcome"),
                harness.rows("zenoti_sync_checkpoint", "pod", "table_name", "last_group"),
                harness.rows("zenoti_sync_manifest", "object_key"));
    }

    @AfterEach
    void close() {
        if (harness != null) {
            RecordingDriver.watch(url, sql -> {});
            harness.close();
        }
    }

    private VerifyReport restore(String table) {
        return harness.sync()
                .restore(new VerifyRequest(
                        Optional.empty(),
                        Optional.of(table),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.of(new VerifyRequest.Restore(false, true, false, false)),
                        Map.of(),
                        Optional.empty()));
    }

    private static List<State> states(VerifyReport report) {
        return report.tables().stream().map(TableVerification::state).toList();
    }

    /** With the rows that no snapshot has. */
    private List<List<String>> restored(String table) {
        List<String> facts = List.of("1|a", "2|b", "3|c", "5|E", "9|other");
        List<String> users = List.of("u1|Ann", "u2|Ben", "u3|Sid", "u9|Other");
        return table.equals(FACT) ? List.of(facts, damaged.get(1)) : List.of(damaged.get(0), users);
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aRestoreThatIsCutForGoodBetweenAnyTwoStatementsChangesNothing(TargetDatabase database) throws SQLException {
        start(database);
        for (String table : List.of(FACT, DIMENSION)) {
            List<List<String>> control = control();
            int statement = 1 + database.ordinal() % STEP;
            while (true) {
                interruption = new Interruption(statement, Integer.MAX_VALUE, "", InterruptedRestoreTest::fail);
                Optional<VerifyReport> report = attempt(table);
                boolean hasCome = interruption.hasCome();
                boolean isCommitted = interruption.isCommitted();
                interruption = NONE;
                String where = database + ", " + table + ", statement " + statement;
                if (isCommitted) {
                    assertThat(content()).as(where).isEqualTo(restored(table));
                    assertThat(control()).as(where).isNotEqualTo(control);
                    break;
                }
                assertThat(hasCome).as(where).isTrue();
                assertThat(content()).as(where).isEqualTo(damaged);
                assertThat(control()).as(where).isEqualTo(control);
                report.ifPresent(
                        one -> assertThat(states(one)).as(where).isSubsetOf(CUT).isNotEmpty());
                statement += STEP;
            }
            assertThat(statement).as("statements of a restore").isGreaterThan(15);
            damage();
        }
    }

    /** Empty if the restore failed as such, since it could not even list what there is. */
    private Optional<VerifyReport> attempt(String table) {
        try {
            return Optional.of(restore(table));
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("the connection is gone");
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aRestoreWhoseConnectionBreaksOnceIsTriedAgainAndDoneOnce(TargetDatabase database) throws SQLException {
        start(database);
        int failed = 0;
        for (int statement = 1; ; statement += 2 * STEP) {
            interruption = new Interruption(statement, 1, "", InterruptedRestoreTest::fail);
            Optional<VerifyReport> report = attempt(FACT);
            boolean hasCome = interruption.hasCome();
            interruption = NONE;
            String where = database + ", statement " + statement;
            boolean isDone = report.isPresent() && CUT.stream().noneMatch(states(report.get())::contains);
            failed += isDone ? 0 : 1;
            assertThat(content()).as(where).isEqualTo(isDone ? restored(FACT) : damaged);
            damage();
            if (!hasCome) {
                break;
            }
        }
        // only before the first table is looked at
        assertThat(failed).as("restores that were given up").isLessThanOrEqualTo(3);
    }

    @Test
    void aServerThatEndsTheSessionBeforeAChangeLosesNothing() throws SQLException {
        start(TargetDatabase.POSTGRESQL);
        List<List<String>> control = control();
        for (String beginning : List.of("INSERT INTO \"bi_factforms\"", "DELETE FROM \"bi_factforms\"", "COMMIT")) {
            interruption = new Interruption(1, Integer.MAX_VALUE, beginning, sql -> endSessions());
            Optional<VerifyReport> report = Optional.empty();
            try {
                report = Optional.of(restore(FACT));
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("terminating connection");
            }
            assertThat(interruption.hasCome()).as(beginning).isTrue();
            interruption = NONE;
            assertThat(content()).as(beginning).isEqualTo(damaged);
            assertThat(control()).as(beginning).isEqualTo(control);
            report.ifPresent(
                    one -> assertThat(states(one)).as(beginning).isSubsetOf(CUT).isNotEmpty());
        }
        assertThat(states(restore(FACT))).containsExactly(State.DIFFERENT);
        assertThat(content()).isEqualTo(restored(FACT));
    }

    private void endSessions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.replace("recorded:", ""));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }
}
