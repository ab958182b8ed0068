package org.zenotisync.warehouse.ansi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.event.CycleReport;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.Warehouses;

/** Databases of which the program knows the driver alone. */
class AnsiTest {

    private static final String BUCKET = "ansi";
    private static final String URL = "zenoti.target.url";
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock'";
    private static final LocalDate YEAR_ONE = LocalDate.of(1, 1, 1);

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private SyncHarness harness(String url) {
        return harness(Map.of(URL, url));
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings);
    }

    private String url(TargetDatabase database) {
        return database.settings(folder).get(URL);
    }

    private void put(String... files) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            objects.put(files[i], files[i + 1].getBytes(UTF_8));
        }
        s3.publish(BUCKET, objects);
    }

    @Test
    void aUrlThatNoDriverTakesIsRefusedWithWhatToDo() {
        String url = "jdbc:nosuch://host/db?password=verysecret";

        assertThat(Warehouses.of(url)).isInstanceOf(AnsiProvider.class);
        assertThat(Warehouses.of(url).complaint(url, Map.of()))
                .get()
                .asString()
                .startsWith("zenoti.target.url: there is no JDBC driver for jdbc:nosuch:; put its jar onto the class"
                        + " path, or correct the URL; databases that this version knows are ")
                .contains("jdbc:duckdb:<file>")
                .doesNotContain("verysecret");
        assertThat(Warehouses.knows("nosuch")).isFalse();
    }

    @Test
    void databasesWithAFolderOfTheirOwnStayTheirs() {
        for (String url : List.of(
                "jdbc:duckdb:x",
                "jdbc:postgresql://h/d",
                "jdbc:mariadb://h/d",
                "jdbc:mysql://h/d",
                "jdbc:redshift://h/d")) {
            assertThat(Warehouses.of(url)).isNotInstanceOf(AnsiProvider.class);
        }
    }

    @Test
    void itIsChosenByItsNameForAnyUrl() {
        assertThat(Warehouses.of("jdbc:postgresql://h/d", Optional.of("ansi"))).isInstanceOf(AnsiProvider.class);
        assertThat(Warehouses.of("jdbc:postgresql://h/d", Optional.empty())).isNotInstanceOf(AnsiProvider.class);
        assertThat(Warehouses.dialects()).containsExactly("ansi");
    }

    /** Texts of HSQLDB are padded by default, those of this H2 ignore case. */
    @ParameterizedTest
    @CsvSource({"jdbc:hsqldb:mem:padding, ' ''''', ", "jdbc:h2:mem:ignoring;IGNORECASE=TRUE, ' ''a'''"})
    void aDatabaseThatTakesDifferentTextsForOneIsRefused(String url, String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> new AnsiProvider().requireUsable(connection))
                    .withMessageContaining(" takes" + text + " and another text for the same one");
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    /** The driver of HSQLDB writes days before 1582 as other ones. */
    @ParameterizedTest
    @CsvSource({"H2, 0001-01-01", "HSQLDB, 1582-10-15"})
    void theFirstDayThatIsKeptAsItIsIsFound(TargetDatabase database, LocalDate firstDay) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database))) {
            assertThat(Facts.read(connection).firstDay()).isEqualTo(firstDay);
        }
    }

    /** They are those of the transaction, and a roll-back or the next one leaves nothing of them. */
    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB"})
    void temporaryTablesDoNotCommit(TargetDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database))) {
            Facts facts = Facts.read(connection);

            assertThat(facts.isDdlTransactional()).isFalse();
            connection.createStatement().execute("CREATE TABLE witness (id INTEGER)");
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO witness (id) VALUES (1)");
            facts.temporary().make(connection, "\"T\"", "id INTEGER");
            facts.temporary().make(connection, "\"T\"", "other INTEGER");
            facts.temporary().remove(connection, "\"T\"");
            connection.rollback();
            try (var rows = connection.createStatement().executeQuery("SELECT count(*) FROM witness")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB"})
    void aValueThatDoesNotFitIsAnErrorThatQuotesNoValue(TargetDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database))) {
            AnsiWarehouse warehouse = new AnsiWarehouse(null, Facts.read(connection));
            connection.createStatement().execute("CREATE TABLE narrow (note VARCHAR(3))");
            List<ColumnDefinition> columns = List.of(new ColumnDefinition("note", ColumnType.varchar(9)));

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> BatchSink.into(
                            connection, warehouse.dialect(), "narrow", columns, YEAR_ONE, AnsiTest::tooLong))
                    .matches(warehouse::mayQuoteValues);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> BatchSink.into(
                            connection,
                            warehouse.dialect(),
                            "narrow",
                            List.of(new ColumnDefinition("note", ColumnType.of(Kind.DATE))),
                            YEAR_ONE,
                            sink -> sink.putDate(4_000_000)))
                    .withMessage("a day is not within 0001-01-01 and 9999-12-31,"
                            + " which this database keeps as they are");
        }
    }

    private static void tooLong(RowSink sink) throws SQLException {
        sink.putText("secret".getBytes(UTF_8), 0, 6);
        sink.endRow();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB", "ANSI"})
    @Proves(Proof.PROCESSES)
    void twoSyncsOfOneFeedApplyEachTableGroupOnce(TargetDatabase database) {
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
        Map<String, String> settings = database.settings(folder);
        try (SyncHarness one = harness(settings);
                SyncHarness other = harness(settings)) {
            List<CompletableFuture<CycleReport>> cycles =
                    List.of(CompletableFuture.supplyAsync(one::cycle), CompletableFuture.supplyAsync(other::cycle));
            cycles.forEach(
                    cycle -> assertThat(SyncHarness.failures(cycle.join())).isEmpty());

            assertThat(one.rows("bi_factfeedbackv2", "count(*)", "count(DISTINCT id)"))
                    .containsExactly("6|6");
            assertThat(one.rows("bi_factitemcommissiondeductions", "count(*)", "count(DISTINCT id)"))
                    .containsExactly("6|6");
            assertThat(one.rows("zenoti_sync_run", "count(*)")).containsExactly("12");
        }
    }

    /** The other one commits table by table, as some databases do: it has the first table when it is waited for. */
    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.ANSI)
    void aFirstStartThatIsOvertakenGoesOn() throws SQLException, InterruptedException {
        Map<String, String> settings = TargetDatabase.ANSI.settings(folder);
        put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1,a\n");
        try (Connection other = DriverManager.getConnection(settings.get(URL));
                Connection watching = DriverManager.getConnection(settings.get(URL));
                SyncHarness harness = harness(settings)) {
            AnsiWarehouse warehouse = new AnsiWarehouse(null, Facts.read(other));
            other.setAutoCommit(false);
            Jdbc.execute(other, AnsiLocks.createTable(warehouse.dialect()));
            CompletableFuture<CycleReport> cycle = CompletableFuture.supplyAsync(harness::cycle);
            while (!cycle.isDone() && Jdbc.number(watching, WAITING) == 0) {
                Thread.sleep(3);
            }

            other.commit();

            assertThat(SyncHarness.failures(cycle.join())).isEmpty();
            assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("1|a");
        }
    }

    @ParameterizedTest
    @CsvSource({"ANSI, POSTGRESQL", "POSTGRESQL, ANSI"})
    void aTargetOfTheOtherDialectIsRefused(TargetDatabase first, TargetDatabase second) {
        Map<String, String> made = first.settings(folder);
        Map<String, String> other = new TreeMap<>(second.settings(folder));
        other.put(URL, made.get(URL));
        put("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);");
        try (SyncHarness harness = harness(made);
                SyncHarness refused = harness(other)) {
            harness.cleanCycle();

            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(refused::cycle)
                    .havingRootCause()
                    .isInstanceOf(ConfigException.class)
                    .withMessageStartingWith("zenoti.target.dialect: the control tables of ");
            harness.cleanCycle();
        }
    }

    /** Before the merge, after it, and before the commit; nothing is lost or there twice. */
    @ParameterizedTest
    @CsvSource({
        "H2, DELETE FROM \"BI_DIMX\".*",
        "H2, INSERT INTO \"ZENOTI_SYNC_RUN\".*",
        "H2, COMMIT",
        "HSQLDB, DELETE FROM \"BI_DIMX\".*",
        "HSQLDB, INSERT INTO \"ZENOTI_SYNC_RUN\".*",
        "HSQLDB, COMMIT"
    })
    @Proves(Proof.KILLS)
    void aConnectionThatIsLostInALoadLeavesAllOfItOrNothing(TargetDatabase database, String beginning) {
        String url = RecordingDriver.recorded(url(database));
        try (SyncHarness harness = harness(url)) {
            put(
                    "SchemaFull/bi_dimx.txt",
                    "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);",
                    "POD1/1/bi_dimx/1/a.csv",
                    "1,a\n2,b\n");
            harness.cleanCycle();
            put("POD1/2/bi_dimx/1/a.csv", "2,c\n3,d\n", "POD1/3/bi_dimx/1/a.csv", "3,e\n4,f\n");
            AtomicInteger breaks = new AtomicInteger(1);
            AtomicInteger loads = new AtomicInteger();
            RecordingDriver.watch(url, sql -> {
                loads.addAndGet(sql.matches("(?s)DELETE FROM \"BI_DIMX\".*") ? 1 : 0);
                if (loads.get() > 0 && sql.matches("(?s)" + beginning) && breaks.getAndDecrement() == 1) {
                    throw new SQLException("the connection is lost", "08006");
                }
            });

            harness.cycle();
            harness.cleanCycle();

            assertThat(breaks.get()).as("the connection was lost").isLessThan(1);
            assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("1|a", "2|c", "3|e", "4|f");
            assertThat(harness.rows("zenoti_sync_manifest", "count(*)")).containsExactly("3");
        }
    }

    /** The connection is lost before each of the statements once; the schema file is tried again. */
    @ParameterizedTest
    @CsvSource({"H2, 1", "H2, 4", "H2, 5", "H2, 6", "H2, 7", "H2, 8", "HSQLDB, 4", "HSQLDB, 6", "HSQLDB, 8"})
    @Proves(Proof.KILLS)
    void aSchemaFileThatBreaksOffIsAppliedFromItsBeginning(TargetDatabase database, int statement) {
        String url = RecordingDriver.recorded(url(database));
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
                if (sql.matches("(?s)(ALTER TABLE|UPDATE) \"BI_DIMX\".*") && left.decrementAndGet() == 0) {
                    throw new SQLException("the connection is lost", "08006");
                }
            });

            harness.cleanCycle();

            assertThat(left).as("the connection was lost").hasValueLessThan(1);
            assertThat(harness.rows("bi_dimx", "id", "name", "one", "amount")).containsExactly("1|one|5|12", "2|b|6|c");
        }
    }
}
