package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.verify.VerifyRequest;

/** A guest who is forgotten is in no table, and comes back by no way but a command. */
@Tag("s3")
@Timeout(240)
class ForgetTest {

    private static final String KEY = "the key of this test has more than 32 bytes";
    private static final String ANN = "ann-7319468205173-planted";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "forget-" + BUCKETS.incrementAndGet();
    private final List<String> progress = new ArrayList<>();

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    private SyncHarness harness(Map<String, String> target, String... settings) {
        Map<String, String> all = new HashMap<>(target);
        all.put("zenoti.on-bad-row", "quarantine");
        all.put("zenoti.max-bad-rows", "100%");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), all);
    }

    private void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            String key = keysAndContents[i];
            objects.put(key, key.endsWith(".zip") ? zip(keysAndContents[i + 1]) : utf8(keysAndContents[i + 1]));
        }
        S3.publish(bucket, objects);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String csv) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("1.1.csv"));
            zip.write(utf8(csv));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void publishUsersAndForms() {
        publish(
                "SchemaFull/all.txt",
                "CREATE TABLE bi_dimuser (userid VARCHAR(40), email VARCHAR(40), city VARCHAR(20)) sortkey(userid);"
                        + "CREATE TABLE bi_factforms (factformid INT, organizationid VARCHAR(9), guestid VARCHAR(40),"
                        + " answer VARCHAR(40), n INT, void BOOLEAN) sortkey(factformid);"
                        + "CREATE TABLE bi_dimcity (cityid INT, name VARCHAR(20)) sortkey(cityid);",
                "POD1/1/bi_dimuser/1/a.csv",
                ANN + ",ann@x,Lima\nben,ben@x,Oslo\ncid,ben@x,Rome\n",
                "POD1/1/bi_factforms/1/a.csv",
                "1,o," + ANN + ",planted answer,1,0\n2,o,ben,no,2,0\n3,o," + ANN + ",planted answer,bad,0\n"
                        + "4,o,ben,no,bad,0\n",
                "POD1/1/bi_dimcity/1/a.csv",
                "1,Lima\n");
    }

    private ForgetReport forget(SyncHarness harness, String guest, boolean isPlan) throws Exception {
        return forget(harness, guest, Optional.empty(), isPlan);
    }

    private ForgetReport forget(SyncHarness harness, String guest, Optional<String> where, boolean isPlan)
            throws Exception {
        return harness.sync().forget(new ForgetRequest(new GuestKey(guest), where, isPlan), progress::add);
    }

    private static List<String> counts(ForgetReport report) {
        return report.tables().stream()
                .map(table -> table.state() + " " + table.table() + " " + table.columns() + " " + table.rows() + " "
                        + table.badRows())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theReportCountsByTableAndQuotesNothing(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            List<String> users = harness.rows("bi_dimuser", "userid");
            assertThat(counts(forget(harness, ANN, true)))
                    .containsExactly("PLANNED bi_dimuser [userid] 1 0", "PLANNED bi_factforms [guestid] 1 1");
            assertThat(harness.rows("bi_dimuser", "userid")).isEqualTo(users);
            assertThat(harness.rows("zenoti_sync_forgotten", "key_check")).isEmpty();

            ForgetReport report = forget(harness, ANN, false);
            assertThat(counts(report))
                    .containsExactly("FORGOTTEN bi_dimuser [userid] 1 0", "FORGOTTEN bi_factforms [guestid] 1 1");
            assertThat(report.remains()).isNotEmpty();
            assertThat(report + progress.toString()).doesNotContain(ANN);
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid");
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2");
            assertThat(harness.rows("zenoti_sync_quarantine", "raw_line")).containsExactly("4,o,ben,no,bad,0");
            assertThat(harness.rows("zenoti_sync_forgotten", "CASE WHEN completed_at IS NULL THEN 0 ELSE 1 END"))
                    .containsExactly("1");

            // once more: everything is done already
            assertThat(counts(forget(harness, ANN, false)))
                    .containsExactly("FORGOTTEN bi_dimuser [userid] 0 0", "FORGOTTEN bi_factforms [guestid] 0 0");
            assertThat(harness.rows("zenoti_sync_forgotten", "guest_digest")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aGuestIsFoundByAnotherColumnIfItIsCertainWhoIsMeant(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, "ben@x", Optional.of("bi_dimuser.email"), false))
                    .withMessageContaining("2 guests have this value")
                    .withMessageContaining("nobody was forgotten");
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, "dora@x", Optional.of("bi_dimuser.email"), false))
                    .withMessageContaining("no row that names a guest has this value")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("dora"));
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, ANN, Optional.of("bi_dimuser.mail"), false))
                    .withMessageContaining("has no column 'mail'");
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, ANN, Optional.of("bi_dimusr.mail"), false))
                    .withMessageContaining("there is no table 'bi_dimusr'");
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, ANN, Optional.of("userid"), false))
                    .withMessageContaining("is not a table and a column");
            assertThat(harness.rows("zenoti_sync_forgotten", "key_check")).isEmpty();

            forget(harness, "ann@x", Optional.of("BI_DIMUSER_s3.Email"), false);
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid");
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void snapshotsAndReplaysDoNotBringTheGuestBack(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        publish(
                "MonthlySnapshot/2024-02-01/POD1/1000/bi_dimuser/7.7.zip",
                ANN + ",ann@x,Lima\nben,ben@x,Oslo\ncid,ben@x,Rome\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/bi_factforms/7.7.zip",
                "1,o," + ANN + ",x,1,0\n2,o,ben,no,2,0\n9,o,ben,lost,9,0\n");
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            forget(harness, ANN, false);
            VerifyReport verified = harness.sync().verify(request(Optional.empty()));
            assertThat(verified.tables())
                    .extracting(table -> table.track().table() + " " + table.state() + " " + table.compared() + " "
                            + table.counts().missing() + " " + table.counts().surplus())
                    .contains("bi_dimuser EQUAL 2 0 0", "bi_factforms DIFFERENT 2 1 0");
            harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, false, true))));
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid");
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2", "9");
            harness.sync().replay("bi_dimuser", 1, Optional.empty());
            harness.sync().replay("bi_factforms", 1, Optional.empty());
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid");
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2", "9");
            assertThat(harness.rows("zenoti_sync_quarantine", "raw_line")).containsExactly("4,o,ben,no,bad,0");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aBadRowOfTheGuestFailsNothing(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        Map<String, String> target = database.settings(folder);
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            forget(harness, ANN, false);
        }
        try (SyncHarness harness = harness(target, "zenoti.on-bad-row", "fail")) {
            publish("POD1/2/bi_factforms/2/a.csv", "5,o," + ANN + ",no,planted,0\n6,o,ben,no,6,0\n");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2", "6");

            publish("POD1/3/bi_factforms/3/a.csv", "7,o," + ANN + ",no,planted,0\n8,o,ben,no,wrong,0\n");
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("line 2, column \"n\": value 'wrong'"));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aBadRowOfAnotherGuestStaysWhateverItsOtherColumnsHave(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/all.txt",
                "CREATE TABLE bi_factcalls (callid INT, organizationid VARCHAR(9), guestid BIGINT, n INT, void BOOLEAN)"
                        + " sortkey(callid);",
                "POD1/1/bi_factcalls/1/a.csv",
                "1,o,42,1,0\n2,o,43,2,0\n");
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            forget(harness, "42", false);
            publish(
                    "POD1/2/bi_factcalls/2/a.csv",
                    "42,o,43,bad,0\n5,o,042,bad,0\n6,o,+42.0,bad,0\n7,o,44,42 or so,0\n");
            harness.cleanCycle();
            assertThat(harness.rows("zenoti_sync_quarantine", "raw_line"))
                    .containsExactly("42,o,43,bad,0", "7,o,44,42 or so,0");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void withAnotherHashKeyNobodyIsRecorded(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        Map<String, String> target = new HashMap<>(database.settings(folder));
        target.put("zenoti.columns.hash", "*.guestid");
        target.put("zenoti.columns.hash-key", KEY);
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
        }
        target.put("zenoti.columns.hash-key", KEY + KEY);
        try (SyncHarness harness = harness(target)) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> forget(harness, ANN, false))
                    .withMessageContaining("zenoti.columns.hash-key: bi_factforms: ")
                    .withMessageContaining("nobody was forgotten");
            assertThat(harness.rows("zenoti_sync_forgotten", "key_check")).isEmpty();
        }
        target.put("zenoti.columns.hash-key", KEY);
        try (SyncHarness harness = harness(target)) {
            ForgetReport report = forget(harness, ANN, false);
            assertThat(report.tables())
                    .filteredOn(table -> table.table().equals("bi_factforms"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.note().orElseThrow())
                            .contains("2 lines of the quarantine hide whom they are of"));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anotherHashKeyIsEnoughWhenTheHashedTablesAreGone(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        Map<String, String> target = new HashMap<>(database.settings(folder));
        target.put("zenoti.columns.hash", "*.guestid");
        target.put("zenoti.columns.hash-key", KEY);
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            execute(harness, "DROP TABLE bi_factforms");
        }
        target.put("zenoti.columns.hash-key", KEY + KEY);
        try (SyncHarness harness = harness(target)) {
            assertThat(forget(harness, ANN, false).isIncomplete()).isFalse();
            harness.sync().replay("bi_factforms", 1, Optional.empty());
            harness.cleanCycle();
            assertThat(harness.rows("bi_factforms", "factformid")).containsExactly("2");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRecordWithASaltIsRenewedWhenThereIsAKey(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        Map<String, String> target = database.settings(folder);
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            forget(harness, ANN, false);
            assertThat(harness.rows("zenoti_sync_forgotten", "CASE WHEN salt IS NULL THEN 0 ELSE 1 END"))
                    .containsExactly("1");
        }
        try (SyncHarness harness = harness(target, "zenoti.columns.hash-key", KEY)) {
            forget(harness, ANN, false);
            assertThat(harness.rows("zenoti_sync_forgotten", "CASE WHEN salt IS NULL THEN 0 ELSE 1 END"))
                    .containsExactly("0");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTargetThatNothingWasLoadedIntoIsTheWrongOne(TargetDatabase database) throws Exception {
        try (SyncHarness harness = harness(database.settings(folder))) {
            for (boolean isPlan : new boolean[] {true, false}) {
                assertThatExceptionOfType(ConfigException.class)
                        .isThrownBy(() -> forget(harness, ANN, isPlan))
                        .withMessageContaining("nothing was ever loaded into it");
            }
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> harness.sync().applyPrivacy(Optional.empty(), false, progress::add))
                    .withMessageContaining("nothing was ever loaded into it");
        }
    }

    @Test
    void theTableThatSaysWhoIsMeantIsTheLastOne() throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB.settings(folder))) {
            harness.cleanCycle();
            forget(harness, "ann@x", Optional.of("bi_dimuser.email"), false);
            assertThat(progress)
                    .containsSubsequence(
                            "bi_factforms: 1 row removed", "bi_dimuser: begins", "bi_dimuser: 1 row removed");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void afterAnUndoAReplayBringsTheRowsBack(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            assertThat(harness.sync().undoForget(new GuestKey(ANN))).isFalse();
            forget(harness, ANN, false);
            assertThat(harness.sync().undoForget(new GuestKey("ben"))).isFalse();
            assertThat(harness.sync().undoForget(new GuestKey(ANN))).isTrue();
            harness.sync().replay("bi_dimuser", 1, Optional.empty());
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly(ANN, "ben", "cid");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void withoutTheHashKeyNobodyKnowsWhoIsForgotten(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        Map<String, String> target = database.settings(folder);
        try (SyncHarness harness = harness(target, "zenoti.columns.hash-key", KEY)) {
            harness.cleanCycle();
            forget(harness, ANN, false);
            assertThat(harness.rows("zenoti_sync_forgotten", "guest_digest, salt"))
                    .containsExactly(new GuestKey(ANN).digest(new HashKey(KEY)) + "|null");
        }
        publish("POD1/2/bi_dimuser/2/a.csv", "dora,d@x,Bonn\n", "POD1/2/bi_dimcity/2/a.csv", "2,Bonn\n");
        try (SyncHarness harness = harness(target)) {
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("another zenoti.columns.hash-key")
                    .contains("set the former key again"));
            assertThat(harness.rows("bi_dimcity", "cityid")).containsExactly("1", "2");
        }
        try (SyncHarness harness = harness(target, "zenoti.columns.hash-key", KEY)) {
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid", "dora");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void thePlanSaysWhichTablesAreFiltered(TargetDatabase database) throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cleanCycle();
            assertThat(harness.sync().plan().hidden()).isEmpty();
            forget(harness, ANN, false);
            assertThat(harness.sync().plan().hidden().keySet()).containsExactly("bi_dimuser", "bi_factforms");
            assertThat(harness.sync().plan().hidden().get("bi_dimuser").text())
                    .contains("rows of forgotten guests are left out, by userid")
                    .contains("rows pass through this program");
        }
    }

    /** A load that has begun before knows nothing of the record. */
    @Test
    void aLoadThatHasBegunIsWaitedForAndItsRowsAreRemovedToo() throws Exception {
        assumeTrue(TargetDatabase.wanted().contains(TargetDatabase.POSTGRESQL));
        publishUsersAndForms();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SyncHarness harness = harness(TargetDatabase.POSTGRESQL.settings(folder))) {
            harness.cleanCycle();
            Future<ForgetReport> forgotten;
            try (Connection load = harness.dataSource().getConnection();
                    Statement statement = load.createStatement()) {
                load.setAutoCommit(false);
                statement.execute("UPDATE zenoti_sync_checkpoint SET last_group = 2 WHERE table_name = 'bi_dimuser'");
                forgotten = executor.submit(() -> forget(harness, ANN, false));
                for (int i = 0;
                        i < 600
                                && harness.rows("zenoti_sync_forgotten", "key_check")
                                        .isEmpty();
                        i++) {
                    Thread.sleep(50);
                }
                statement.execute("INSERT INTO bi_dimuser (userid) VALUES ('" + ANN + "')");
                assertThat(forgotten.isDone()).isFalse();
                assertThat(harness.rows("zenoti_sync_forgotten", "key_check")).hasSize(1);
                load.commit();
                load.setAutoCommit(true);
            }
            assertThat(forgotten.get(60, TimeUnit.SECONDS).tables().get(0).rows())
                    .isEqualTo(2);
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("ben", "cid");
        } finally {
            executor.shutdownNow();
        }
    }

    private static VerifyRequest request(Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.of(YearMonth.of(2024, 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.empty());
    }

    private static void execute(SyncHarness harness, String sql) throws Exception {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void loadForgetAndLoadAgain(String url) throws Exception {
        publishUsersAndForms();
        try (SyncHarness harness = harness(Map.of("zenoti.target.url", url))) {
            harness.cleanCycle();
            assertThat(forget(harness, ANN, false).isIncomplete()).isFalse();
            publish(
                    "POD1/2/bi_dimuser/2/a.csv",
                    ANN + ",planted answer,Lima\nben,ben@x,Bonn\n",
                    "POD1/2/bi_factforms/2/a.csv",
                    "11,o," + ANN + ",planted answer,1,0\n13,o," + ANN + ",planted answer,bad,0\n");
            harness.cleanCycle();
            harness.sync().replay("bi_factforms", 1, Optional.empty());
            harness.cleanCycle();
        }
    }

    /** Small tables share a block, which the copy does not have; a row that was only deleted would be in the copy. */
    @Test
    void afterwardsACopyOfTheFileOfDuckDbHasNothingOfTheGuest() throws Exception {
        Path files = Files.createDirectories(folder.resolve("duckdb"));
        Path old = files.resolve("target.duckdb");
        loadForgetAndLoadAgain("jdbc:duckdb:" + old);
        Path copies = Files.createDirectories(folder.resolve("copies"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + old + "' AS old");
            statement.execute("ATTACH '" + copies.resolve("fresh.duckdb") + "' AS fresh");
            statement.execute("COPY FROM DATABASE old TO fresh");
        }
        PlantedSecrets secrets = new PlantedSecrets(ANN, "planted answer");
        secrets.searchFiles(copies);
        assertThat(secrets.found()).isEmpty();
    }

    /** The file that the database has written itself, of a table with blocks of its own. */
    @Test
    void afterwardsTheBlocksOfALargeTableOfDuckDbHaveNothingOfTheGuest() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            rows.append(i % 2000 == 7 ? ANN + i + "x," + ANN : "user" + i + ",someone" + i * 7919L % 100_003)
                    .append('\n');
        }
        publish(
                "SchemaFull/all.txt",
                "CREATE TABLE bi_dimcard (cardid VARCHAR(60), guestid VARCHAR(40)) sortkey(cardid);",
                "POD1/1/bi_dimcard/1/a.csv",
                rows.toString());
        Path files = Files.createDirectories(folder.resolve("duckdb"));
        try (SyncHarness harness =
                harness(Map.of("zenoti.target.url", "jdbc:duckdb:" + files.resolve("target.duckdb")))) {
            // else no search finds texts
            execute(harness, "PRAGMA force_compression = 'uncompressed'");
            harness.cleanCycle();
            execute(harness, "CHECKPOINT");
            PlantedSecrets before = new PlantedSecrets(ANN);
            before.searchFiles(files);
            assertThat(before.found()).containsKey(ANN);
            assertThat(forget(harness, ANN, false).rows()).isEqualTo(100);
            PlantedSecrets after = new PlantedSecrets(ANN);
            after.searchFiles(files);
            assertThat(after.found()).isEmpty();
        }
    }

    @Test
    void afterwardsTheTablesOfPostgresHaveNothingOfTheGuest() throws Exception {
        try (RestartablePostgres server = new RestartablePostgres(folder)) {
            loadForgetAndLoadAgain(server.url());
            try (SyncHarness harness = harness(Map.of("zenoti.target.url", server.url()))) {
                execute(harness, "VACUUM FULL pg_statistic");
                execute(harness, "CHECKPOINT");
            }
            PlantedSecrets secrets = new PlantedSecrets(ANN, "planted answer");
            secrets.searchFiles(folder.resolve("postgres-data").resolve("base"));
            assertThat(secrets.found()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aPersonIsFoundByAnotherColumnThoughTheKeyHasZerosAtTheEndOfItsFraction(TargetDatabase database)
            throws Exception {
        publish(
                "SchemaFull/all.txt",
                "CREATE TABLE bi_dimuser (userid VARCHAR(40), email VARCHAR(40)) sortkey(userid);"
                        + "CREATE TABLE bi_dimcard (cardid INT, userid BIGINT) sortkey(cardid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "42.00,dora@x\n42,dora@x\n43.0,eve@x\n",
                "POD1/1/bi_dimcard/1/a.csv",
                "1,42\n2,43\n");
        try (SyncHarness harness = harness(database.settings(folder))) {
            harness.cycle();

            ForgetReport report = forget(harness, "dora@x", Optional.of("bi_dimuser.email"), false);

            assertThat(report.rows()).isEqualTo(3);
            assertThat(harness.query("SELECT userid FROM bi_dimuser")).containsExactly(List.of("43.0"));
            assertThat(harness.query("SELECT cardid FROM bi_dimcard")).hasSize(1);
        }
    }
}
