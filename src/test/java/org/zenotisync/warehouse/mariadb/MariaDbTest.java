package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;

/** What is special with MariaDB, on a real server whose defaults are not strict. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
class MariaDbTest {

    private static final String BUCKET = "mariadb";
    private static final String URL = "zenoti.target.url";

    private final TestedServer server = TestedServer.chosen();

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private SyncHarness harness(String url) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), Map.of(URL, url));
    }

    private void put(String... files) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            objects.put(files[i], files[i + 1].getBytes(UTF_8));
        }
        s3.publish(BUCKET, objects);
    }

    @Test
    void textsAreKeysByTheirBytes() {
        put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id VARCHAR(20), note VARCHAR(50)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "a,1\nA,2\n\"a \",3\né,4\ne,5\n😀,6\n😁,7\n\\N,8\n\"t\tb\",\"line\nfeed \\n\"\n\"\",10\n");
        try (SyncHarness harness = harness(server.newDatabase())) {
            harness.cleanCycle();
            put("POD1/2/bi_dimx/1/a.csv", "\"a \",three\n😁,seven\né,four\n");
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "note"))
                    .containsExactlyInAnyOrder(
                            "a|1",
                            "A|2",
                            "a |three",
                            "é|four",
                            "e|5",
                            "😀|6",
                            "😁|seven",
                            "\\N|8",
                            "t\tb|line\nfeed \\n",
                            "|10");
        }
    }

    /** The widest that the feed has, and many of them: VARCHARs of a row may have 65,535 bytes together. */
    @ParameterizedTest
    @ValueSource(ints = {73, 190, 400})
    void aTableOfWideTextsFits(int columns) {
        assumeTrue(
                server == TestedServer.MARIADB || columns < 195,
                "MySQL refuses it while innodb_strict_mode is ON, which a user cannot change");
        String names = IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + " VARCHAR(65535)")
                .collect(Collectors.joining(", "));
        String row = IntStream.range(0, columns)
                .mapToObj(i -> i < 70 ? "x".repeat(20_000) : "y")
                .collect(Collectors.joining(","));
        put(
                "SchemaFull/bi_dimwide.txt",
                "CREATE TABLE bi_dimwide (id INT, " + names + ") SORTKEY(id);",
                "POD1/1/bi_dimwide/1/a.csv",
                "1," + row + "\n");
        try (SyncHarness harness = harness(server.newDatabase())) {
            harness.cleanCycle();
            put("POD1/2/bi_dimwide/1/a.csv", "1," + row + "\n2," + row + "\n");
            harness.cleanCycle();

            assertThat(harness.query("SELECT count(*), sum(length(c0)), sum(length(c69)), min(length(c72))"
                                    + " FROM bi_dimwide")
                            .toString())
                    .isEqualTo("[[2, 40000, 40000, 1]]");
        }
    }

    /** A text of control tables has 65,535 bytes at most, and a row may have 16 MB. */
    @Test
    void aBadRowThatTheQuarantineCannotHoldIsKnownToBeCut() throws Exception {
        put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT, a VARCHAR(65535), b VARCHAR(65535)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1,one,two\nx," + "é".repeat(30_000) + "," + "b".repeat(10_000) + "\n");
        Map<String, String> settings =
                Map.of(URL, server.newDatabase(), "zenoti.on-bad-row", "quarantine", "zenoti.max-bad-rows", "1");
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings)) {
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id")).containsExactly("1");
            assertThat(harness.query("SELECT length(raw_line), line_number, reason FROM zenoti_sync_quarantine")
                            .toString())
                    .startsWith("[[65535, 2, the row has 70003 bytes, and only its beginning is kept here; the"
                            + " object has all of it: ");
        }
    }

    /** LOCAL would change the value and go on. */
    @Test
    void aValueThatDoesNotFitIsAnErrorThatQuotesNoValue() throws Exception {
        TableDefinition table = new TableDefinition(
                "t",
                List.of(new ColumnDefinition("small", ColumnType.of(ColumnType.Kind.SMALLINT))),
                List.of(),
                List.of());
        try (Connection connection = server.connect(server.newDatabase())) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.warehouse()
                            .stages()
                            .fillStage(connection, new StageTable(table, List.of()), numbers(1, 70_000)))
                    .withMessageContaining("Out of range value for column")
                    .withMessageNotContaining("70000")
                    .matches(failure -> server.warehouse().mayQuoteValues(failure));
            assertThat(server.warehouse()
                            .stages()
                            .fillStage(connection, new StageTable(table, List.of()), numbers(1, 2)))
                    .isEqualTo(2);
        }
    }

    private static RowSource numbers(long... values) {
        return sink -> {
            for (long value : values) {
                sink.putInteger(value);
                sink.putInteger(0);
                sink.putInteger(value);
                sink.endRow();
            }
        };
    }

    /** The session is strict, whatever the server's default is. */
    @Test
    void anInsertOfATextThatIsNotANumberIsRefused() throws SQLException {
        try (Connection connection = server.connect(server.newDatabase())) {
            Jdbc.execute(connection, "CREATE TABLE t (n INTEGER)");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Jdbc.update(connection, "INSERT INTO t SELECT '12x'"));
            assertThat(Jdbc.number(connection, "SELECT count(*) FROM t")).isZero();
        }
    }

    @Test
    void aKeyThatIsTooLongIsEnforcedByItsDigest() throws SQLException {
        TableDefinition table = ControlColumns.of("zenoti_sync_example")
                .source()
                .pod()
                .number("last_group")
                .key("source", "pod", "last_group")
                .define();
        try (Connection connection = server.connect(server.newDatabase())) {
            for (String sql : server.warehouse().ddl().createControlTable(table)) {
                Jdbc.execute(connection, sql);
            }
            String name = "n".repeat(1_500);
            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1", 2);
            insert(connection, name + "P", "OD1", 1);
            insert(connection, name, "pod1", 1);

            assertThat(Jdbc.number(connection, "SELECT count(*) FROM zenoti_sync_example"))
                    .isEqualTo(4);
        }
    }

    private void insert(Connection connection, String source, String pod, long group) throws SQLException {
        server.warehouse()
                .locks()
                .insertIfAbsent(
                        connection,
                        "zenoti_sync_example",
                        Map.of("source", source, "pod", pod, "last_group", group),
                        Map.of());
    }

    /** The connection is lost before each of the statements once; the schema file is tried again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @Proves(Proof.KILLS)
    void aSchemaFileThatBreaksOffIsAppliedFromItsBeginning(int statement) {
        String url = RecordingDriver.recorded(server.newDatabase());
        try (SyncHarness harness = harness(url)) {
            put(
                    "SchemaFull/bi_dimx.txt",
                    "CREATE TABLE bi_dimx (id INT, old VARCHAR(9), gone INT, amount INT) SORTKEY(id);",
                    "POD1/1/bi_dimx/1/a.csv",
                    "1,one,7,12\n");
            harness.cleanCycle();
            put(
                    "SchemaUpgrade/1/bi_dimx.txt",
                    "ALTER TABLE bi_dimx ADD COLUMN one INT DEFAULT 5; ALTER TABLE bi_dimx DROP COLUMN gone;"
                            + " ALTER TABLE bi_dimx RENAME COLUMN old TO name;"
                            + " ALTER TABLE bi_dimx ADD COLUMN amount_new VARCHAR(20);"
                            + " UPDATE bi_dimx SET amount_new = CAST(amount AS VARCHAR(20));"
                            + " ALTER TABLE bi_dimx DROP COLUMN amount;"
                            + " ALTER TABLE bi_dimx RENAME COLUMN amount_new TO amount;",
                    "POD1/2/bi_dimx/1/a.csv",
                    "id,name,one,amount\n2,b,6,c\n");
            AtomicInteger left = new AtomicInteger(statement);
            RecordingDriver.watch(url, sql -> {
                if (sql.matches("(?s)(ALTER TABLE|UPDATE) \"bi_dimx\".*") && left.decrementAndGet() == 0) {
                    throw new SQLException("the connection is lost", "08006");
                }
            });

            harness.cleanCycle();

            assertThat(left).as("the connection was lost").hasValueLessThan(1);
            assertThat(harness.rows("bi_dimx", "id", "name", "one", "amount")).containsExactly("1|one|5|12", "2|b|6|c");
        }
    }

    /** The statement is rolled back, and not the transaction, so that the whole load must be. */
    @Test
    void aWaitThatIsTooLongAndADeadlockPass() throws SQLException {
        String url = server.newDatabase();
        try (Connection one = server.connect(url);
                Connection other = server.connect(url)) {
            for (String sql : server.warehouse().ddl().createSchema()) {
                Jdbc.execute(one, sql);
            }
            Jdbc.execute(one, "CREATE TABLE t (n INTEGER PRIMARY KEY)");
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            Jdbc.execute(other, "SET SESSION innodb_lock_wait_timeout = 1");
            assertThat(server.warehouse().locks().holdTarget(one, "t")).isTrue();

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.warehouse().locks().holdTarget(other, "t"))
                    .matches(Jdbc::isTransient);
            assertThat(server.warehouse().locks().holdTarget(other, "u")).isFalse();
            other.rollback();
            one.commit();
            assertThat(server.warehouse().locks().holdTarget(other, "t")).isTrue();
        }
        assertThat(Jdbc.isTransient(new SQLException("Deadlock found", "40001", 1213)))
                .isTrue();
    }

    @Test
    @Proves(Proof.PROCESSES)
    void twoSyncsOfOneFeedApplyEachTableGroupOnce() {
        int groups = 6;
        Map<String, byte[]> objects = new TreeMap<>();
        for (String table : List.of("bi_factfeedbackv2", "bi_factitemcommissiondeductions")) {
            objects.put(
                    "SchemaFull/" + table + ".txt",
                    ("CREATE TABLE " + table + " (id BIGINT, void BOOLEAN) SORTKEY(id);").getBytes(UTF_8));
            for (int group = 1; group <= groups; group++) {
                objects.put("POD1/" + group + "/" + table + "/" + group + "/a.csv", (group + ",0\n").getBytes(UTF_8));
            }
        }
        s3.publish(BUCKET, objects);
        String url = server.newDatabase();
        try (SyncHarness one = harness(url);
                SyncHarness other = harness(url)) {
            List<CompletableFuture<CycleReport>> cycles =
                    List.of(CompletableFuture.supplyAsync(one::cycle), CompletableFuture.supplyAsync(other::cycle));
            cycles.forEach(
                    cycle -> assertThat(SyncHarness.failures(cycle.join())).isEmpty());

            assertThat(one.query("SELECT count(*), count(DISTINCT id) FROM bi_factfeedbackv2")
                            .toString())
                    .isEqualTo("[[6, 6]]");
            assertThat(one.query("SELECT count(*), count(DISTINCT id) FROM bi_factitemcommissiondeductions")
                            .toString())
                    .isEqualTo("[[6, 6]]");
            assertThat(one.query("SELECT count(*) FROM zenoti_sync_run").toString())
                    .isEqualTo("[[12]]");
        }
    }

    /** It is killed before the merge, and before the commit, and comes back; nothing is lost or there twice. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM \"bi_dimx\".*", "INSERT INTO \"zenoti_sync_run\".*"})
    @Proves(Proof.KILLS)
    void aServerThatIsKilledInALoadHasAllOfItOrNothing(String beginning) throws Exception {
        try (OwnServer killed = server.start(folder)) {
            try (Connection connection = DriverManager.getConnection(killed.url(""))) {
                Jdbc.execute(connection, "CREATE DATABASE target");
            }
            String url = RecordingDriver.recorded(killed.url("target"));
            try (SyncHarness harness = harness(url)) {
                put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "1,a\n2,b\n");
                harness.cleanCycle();
                put("POD1/2/bi_dimx/1/a.csv", "2,c\n3,d\n", "POD1/3/bi_dimx/1/a.csv", "3,e\n4,f\n");
                AtomicInteger kills = new AtomicInteger(1);
                RecordingDriver.watch(url, sql -> {
                    if (sql.matches("(?s)" + beginning) && kills.getAndDecrement() == 1) {
                        restart(killed);
                    }
                });

                harness.cycle();
                harness.cleanCycle();

                assertThat(kills.get()).isLessThan(1);
                assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("1|a", "2|c", "3|e", "4|f");
                assertThat(harness.rows("zenoti_sync_run", "count(*)").toString())
                        .matches("\\[[34]]");
            }
        }
    }

    private static void restart(OwnServer server) {
        try {
            server.kill();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aUrlThatTakesTheSettingsOfSessionsIsRefused() {
        assertThat(server.provider().complaint("jdbc:mariadb://h/d?user=u&sessionVariables=sql_mode=''", Map.of()))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("zenoti.target.url: sessionVariables")
                        .doesNotContain("''"));
        assertThat(server.provider().complaint("jdbc:mariadb://h/d?user=u", Map.of()))
                .isEmpty();
    }
}
