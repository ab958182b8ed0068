package org.zenotisync.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.Counts;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.TableVerification.Undecided;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** The target is compared with a monthly snapshot and what came after it, and lost rows come back. */
@Tag("s3")
class VerifyTest {

    private static final String FORMS_DDL =
            "CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36), fieldname VARCHAR(100),"
                    + " amount FLOAT, void BOOLEAN) sortkey(factformid);";

    private static final String USER_DDL =
            "CREATE TABLE Bi_DimUser (userid VARCHAR(36), firstname VARCHAR(160), void BOOLEAN) sortkey(userid);";

    private static final String FEEDBACK_DDL =
            "CREATE TABLE Bi_FactFeedbackV2 (feedbackid VARCHAR(36), rating INT, void BOOLEAN);";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private static int buckets;
    private final String bucket = "verify-" + buckets++;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private SyncHarness harness;

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    private void start(TargetDatabase database) {
        settings.putAll(database.settings(folder));
        harness = new SyncHarness(s3.client(), bucket, folder, settings);
    }

    @AfterEach
    void close() {
        if (harness != null) {
            harness.close();
        }
    }

    private void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            String content = keysAndContents[i + 1];
            objects.put(
                    keysAndContents[i],
                    keysAndContents[i].endsWith(".zip") ? zip(content) : content.getBytes(StandardCharsets.UTF_8));
        }
        s3.publish(bucket, objects);
    }

    private static byte[] zip(String csv) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("1.1.csv"));
            zip.write(csv.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** Three groups; the snapshot was taken between the second and the third one. */
    private void publishFeed() {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "SchemaFull/Bi_DimUser.txt", USER_DDL,
                "SchemaFull/Bi_FactFeedbackV2.txt", FEEDBACK_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1.5,0\n2,o1,b,,0\n3,o1,\"\",3,0\n4,o1,d,4,0\n",
                "POD1/1/Bi_DimUser/1/a.csv", "u1,Ann,0\nu2,Ben,0\nu3,Cid,0\n",
                "POD1/1/Bi_FactFeedbackV2/1/a.csv", "f1,5,0\nf1,5,0\nf2,3,0\n",
                "POD1/2/Bi_FactForms/2/a.csv", "2,o1,b,,1\n2,o1,B,2,0\n",
                "POD1/2/Bi_DimUser/2/a.csv", "u2,Bob,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip",
                        "1,o1,a,1.5,0\n2,o1,B,2,0\n3,o1,\"\",3,0\n4,o1,d,4,0\n9,o1,gone,9,1\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_DimUser/7.7.zip", "u1,Ann,0\nu2,Bob,0\nu3,Cid,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactFeedbackV2/7.7.zip", "f1,5,0\nf1,5,0\nf2,3,0\n",
                "POD1/3/Bi_FactForms/3/a.csv", "3,o1,,,1\n4,o1,,,1\n4,o1,D,44,0\n5,o1,e,5,0\n",
                "POD1/3/Bi_DimUser/3/a.csv", "u3,Sid,0\nu4,Dan,0\n",
                "POD1/3/Bi_FactFeedbackV2/3/a.csv", "f3,1,0\n");
    }

    private VerifyReport verify() {
        return harness.sync().verify(request(Optional.empty(), Optional.empty()));
    }

    private VerifyReport restore(boolean replaces) {
        return harness.sync()
                .restore(request(
                        Optional.empty(), Optional.of(new VerifyRequest.Restore(false, replaces, false, true))));
    }

    private VerifyRequest request(Optional<String> table, Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.of(YearMonth.of(2024, 1)),
                table,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.of(Part::new));
    }

    /** The differences of one table. */
    private final class Part implements DifferenceSink.OfTable {

        private final List<Difference> ofTable = new ArrayList<>();

        @Override
        public void accept(Difference difference) {
            ofTable.add(difference);
        }

        @Override
        public void complete() {
            synchronized (differences) {
                differences.addAll(ofTable);
            }
        }
    }

    private static TableVerification of(VerifyReport report, String table) {
        return report.tables().stream()
                .filter(outcome -> outcome.track().table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = harness.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Databases write a whole number with a fraction or without. */
    private static String number(String value) {
        return String.valueOf(value).replaceFirst("\\.0$", "");
    }

    private List<String> forms() {
        return harness.rows("bi_factforms", "factformid", "fieldname", "amount");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTargetThatIsRightIsEqual(TargetDatabase database) {
        publishFeed();
        start(database);
        harness.cleanCycle();
        VerifyReport report = verify();
        assertThat(report.tables()).extracting(TableVerification::error).containsOnly(Optional.empty());
        assertThat(report.tables()).extracting(TableVerification::counts).containsOnly(Counts.NONE);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.month()).isEqualTo(YearMonth.of(2024, 1));
        assertThat(of(report, "bi_factforms").compared()).isEqualTo(3);
        assertThat(of(report, "bi_factforms").groupsApplied()).isEqualTo(3);
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void everyKindOfDifferenceIsFoundAndBroughtBack(TargetDatabase database) throws SQLException {
        publishFeed();
        start(database);
        harness.cleanCycle();
        List<String> right = forms();
        execute("DELETE FROM bi_factforms WHERE factformid = 1");
        execute("UPDATE bi_factforms SET amount = 99 WHERE factformid = 2");
        execute("INSERT INTO bi_factforms (factformid, organizationid, fieldname, amount) VALUES (3, 'o1', '', 3)");
        execute("INSERT INTO bi_factforms (factformid, organizationid, fieldname, amount) VALUES (4, 'o1', 'x', 4)");
        execute("DELETE FROM bi_dimuser WHERE userid = 'u1'");
        execute("UPDATE bi_dimuser SET firstname = NULL WHERE userid = 'u3'");
        execute("DELETE FROM bi_factfeedbackv2 WHERE feedbackid = 'f1'");

        VerifyReport report = verify();
        assertThat(of(report, "bi_factforms").counts()).isEqualTo(new Counts(1, 1, 1, 1, 0, 0));
        assertThat(of(report, "bi_factforms").columns()).containsExactly(Map.entry("amount", 1L));
        assertThat(of(report, "bi_dimuser").counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
        assertThat(of(report, "bi_factfeedbackv2").counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 0));
        assertThat(report.isEqual()).isFalse();
        assertThat(differences)
                .filteredOn(difference -> difference.table().equals("bi_factforms"))
                .extracting(
                        d -> String.join("|", d.kind(), d.key(), d.column(), number(d.expected()), number(d.found())))
                .containsExactlyInAnyOrder(
                        "missing|1,o1||null|null",
                        "different|2,o1|amount|2|99",
                        "surplus|4,o1||null|1",
                        "notDeleted|3,o1||null|null");

        VerifyReport restored = restore(false);
        assertThat(restored.isDone()).isTrue();
        assertThat(of(restored, "bi_factforms").restored().orElseThrow().inserted())
                .isEqualTo(1);
        assertThat(of(verify(), "bi_factforms").counts()).isEqualTo(new Counts(0, 1, 1, 1, 0, 0));
        assertThat(harness.rows("bi_factfeedbackv2", "feedbackid", "rating"))
                .containsExactly("f1|5", "f1|5", "f2|3", "f3|1");

        assertThat(restore(true).tables()).extracting(TableVerification::error).containsOnly(Optional.empty());
        assertThat(verify().tables()).extracting(TableVerification::counts).containsOnly(Counts.NONE);
        assertThat(forms()).isEqualTo(right);
        assertThat(harness.rows("bi_dimuser", "userid", "firstname"))
                .containsExactly("u1|Ann", "u2|Bob", "u3|Sid", "u4|Dan");
        assertThat(restore(true).tables())
                .extracting(table -> table.restored().orElseThrow())
                .containsOnly(TableVerification.Restored.NOTHING);
        assertThat(harness.rows("zenoti_sync_run", "table_name", "outcome"))
                .contains("bi_factforms|restored", "bi_dimuser|restored", "bi_factfeedbackv2|restored");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aResurrectedRowIsFoundThoughAllOthersAreEqual(TargetDatabase database) throws SQLException {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n2,o1,b,2,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n2,o1,b,2,0\n",
                "POD1/2/Bi_FactForms/2/a.csv", "2,o1,,,1\n");
        start(database);
        harness.cleanCycle();
        execute("INSERT INTO bi_factforms (factformid, organizationid, fieldname, amount, void)"
                + " VALUES (2, 'o1', 'b', 2, false)");
        assertThat(of(verify(), "bi_factforms").counts()).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
    }

    @Test
    void aSnapshotWhoseGroupsAreStillToComeIsTooEarly() {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n",
                "MonthlySnapshot/2099-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n2,o1,b,2,0\n");
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        VerifyReport report = harness.sync().verify(VerifyRequest.NEWEST);
        assertThat(of(report, "bi_factforms").state()).isEqualTo(State.TOO_EARLY);
        assertThat(report.isEqual()).isFalse();
    }

    @Test
    void aNewSnapshotIsVerifiedOnceAfterACycle() throws SQLException {
        publishFeed();
        settings.put("zenoti.verify", "on-new-snapshot");
        start(TargetDatabase.DUCKDB);
        List<SyncEvent> events = new ArrayList<>();
        harness.close();
        harness =
                new SyncHarness(s3.client(), bucket, folder, settings, Map.of("events", (SyncSubscriber) events::add));
        harness.cleanCycle();
        assertThat(harness.rows("zenoti_sync_verify", "table_name", "snapshot_month", "state", "rows_compared"))
                .containsExactly(
                        "bi_dimuser|2024-01|equal|3",
                        "bi_factfeedbackv2|2024-01|equal|3",
                        "bi_factforms|2024-01|equal|3");
        assertThat(events)
                .filteredOn(SyncEvent.SnapshotVerified.class::isInstance)
                .hasSize(1);
        harness.cleanCycle();
        assertThat(events)
                .filteredOn(SyncEvent.SnapshotVerified.class::isInstance)
                .hasSize(1);

        execute("DELETE FROM bi_factforms WHERE factformid = 1");
        publish("MonthlySnapshot/2024-02-01/POD1/1001/Bi_FactForms/7.7.zip", "1,o1,a,1.5,0\n");
        harness.cleanCycle();
        assertThat(harness.rows("zenoti_sync_verify", "table_name", "state", "rows_missing"))
                .contains("bi_factforms|different|1");
        assertThat(harness.sync().status().tables())
                .filteredOn(table -> table.track().table().equals("bi_factforms"))
                .extracting(table -> table.verified().orElseThrow().entry().missing())
                .containsExactly(1L);
        assertThat(harness.sync().snapshot().tables())
                .filteredOn(table -> table.track().table().equals("bi_factforms"))
                .extracting(table -> table.verified().orElseThrow().entry().state())
                .containsExactly("different");
    }

    @Test
    void aCycleShowsTheVerificationsThatTheTargetKeeps() throws SQLException {
        publishFeed();
        settings.put("zenoti.verify", "on-new-snapshot");
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        execute(
                "UPDATE zenoti_sync_verify SET state = 'different', rows_missing = 1 WHERE table_name = 'bi_factforms'");

        // another process
        harness.close();
        harness = new SyncHarness(s3.client(), bucket, folder, settings);
        harness.cleanCycle();
        assertThat(harness.sync().snapshot().tables())
                .filteredOn(table -> table.verified().isPresent())
                .extracting(table -> table.track().table() + " "
                        + table.verified().orElseThrow().entry().differences())
                .containsExactlyInAnyOrder("bi_dimuser 0", "bi_factfeedbackv2 0", "bi_factforms 1");

        // as the restore of another process does; an outcome of the others keeps the snapshot verified
        execute("DELETE FROM zenoti_sync_verify WHERE table_name = 'bi_factforms'");
        harness.cleanCycle();
        assertThat(harness.sync().snapshot().tables())
                .filteredOn(table -> table.verified().isPresent())
                .extracting(table -> table.track().table())
                .containsExactlyInAnyOrder("bi_dimuser", "bi_factfeedbackv2");
    }

    @Test
    void aSnapshotAtTheTopOfTheBucketIsReadIfTheFeedIsInAFolder() {
        publish(
                "Customer/SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "Customer/POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n");
        settings.put("zenoti.prefix", "Customer");
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();

        assertThat(of(harness.sync().verify(VerifyRequest.NEWEST), "bi_factforms")
                        .state())
                .isEqualTo(State.EQUAL);
    }

    @Test
    void aStoppedRouteKeepsSnapshotsFromBeingVerifiedAndNothingElse() throws Exception {
        publishFeed();
        settings.put("zenoti.verify", "on-new-snapshot");
        start(TargetDatabase.DUCKDB);
        harness.context().getRouteController().stopRoute("verify");
        harness.cleanCycle();
        assertThat(harness.rows("zenoti_sync_verify", "table_name")).isEmpty();
        harness.context().getRouteController().startRoute("verify");
        harness.cleanCycle();
        assertThat(harness.rows("zenoti_sync_verify", "table_name")).hasSize(3);
    }

    @Test
    void anEmptyTableIsFilledOnlyIfThatIsAskedFor() throws SQLException {
        publishFeed();
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        execute("DELETE FROM bi_factforms");
        VerifyReport refused = restore(false);
        assertThat(of(refused, "bi_factforms").error().orElseThrow()).contains("--into-empty", "replay");
        assertThat(forms()).isEmpty();
        VerifyReport done = harness.sync()
                .restore(request(
                        Optional.of("bi_factforms"),
                        Optional.of(new VerifyRequest.Restore(false, false, true, false))));
        assertThat(done.isDone()).isTrue();
        assertThat(forms()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void oneOfTwoEqualRowsThatIsLostIsUndecided(TargetDatabase database) throws SQLException {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n2,o1,b,2,0\n2,o1,b,2,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n2,o1,b,2,0\n2,o1,b,2,0\n");
        settings.put("zenoti.tables.bi_factforms.key", "factformid");
        start(database);
        harness.cleanCycle();
        assertThat(of(verify(), "bi_factforms").counts()).isEqualTo(Counts.NONE);
        execute("DELETE FROM bi_factforms WHERE factformid = 2");
        execute("INSERT INTO bi_factforms (factformid, organizationid, fieldname, amount, void)"
                + " VALUES (2, 'o1', 'b', 2, false)");
        TableVerification forms = of(verify(), "bi_factforms");
        assertThat(forms.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 2));
        assertThat(forms.undecidedBecause()).containsExactly(new Undecided("several expected rows share their key", 2));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatATableGroupMayHaveChangedWhoseFilesAreGoneIsUndecided(TargetDatabase database) throws SQLException {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n2,o1,b,2,0\n3,o1,c,3,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n2,o1,b,2,0\n3,o1,c,3,0\n",
                "POD1/2/Bi_FactForms/2/a.csv", "2,o1,,,1\n2,o1,B,2,0\n",
                "POD1/3/Bi_FactForms/3/a.csv", "3,o1,,,1\n3,o1,C,3,0\n");
        start(database);
        harness.cleanCycle();
        execute("DELETE FROM bi_factforms WHERE factformid <> 2");
        s3.client().deleteObject(b -> b.bucket(bucket).key("POD1/2/Bi_FactForms/2/a.csv"));
        TableVerification forms = of(verify(), "bi_factforms");
        assertThat(forms.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 2));
        assertThat(forms.undecidedBecause())
                .containsExactly(new Undecided("files of table group POD1/2/bi_factforms are gone from the source", 2));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatAnotherPodMayHaveBroughtIsUndecided(TargetDatabase database) throws SQLException {
        publish(
                "SchemaFull/Bi_DimUser.txt", USER_DDL,
                "POD1/1/Bi_DimUser/1/a.csv", "u1,Ann,0\nu2,Ben,0\n",
                "POD2/1/Bi_DimUser/1/a.csv", "u3,Cid,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_DimUser/7.7.zip", "u1,Ann,0\nu2,Ben,0\n");
        start(database);
        harness.cleanCycle();
        execute("UPDATE bi_dimuser SET firstname = 'Eve' WHERE userid = 'u1'");
        execute("INSERT INTO bi_dimuser (userid, firstname, void) VALUES ('u1', 'Eva', false)");
        TableVerification users = of(verify(), "bi_dimuser");
        assertThat(users.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 2));
        assertThat(users.undecidedBecause())
                .containsExactly(new Undecided("another POD or source may have brought the row", 2));
    }

    /** They are about rows that a merge brings into the target, which a verification does not. */
    @Test
    void aVerificationLogsNoWarningsOfAMergeThoughItMergesLaterGroups() throws SQLException {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/a.csv", "1,o1,a,1,0\n2,o1,b,2,0\n",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip", "1,o1,a,1,0\n2,o1,b,2,0\n",
                "POD1/2/Bi_FactForms/2/a.csv", "3,o1,c,3,0\n3,o1,c,3,0\n4,,d,4,0\n");
        start(TargetDatabase.DUCKDB);
        try (LogCapture log = new LogCapture()) {
            harness.cleanCycle();
            harness.sync().replay("bi_factforms", 2, Optional.empty());
            harness.cleanCycle();
            assertThat(log.messages())
                    .anySatisfy(message -> assertThat(message).contains("share their key"))
                    .anySatisfy(message -> assertThat(message).contains("this replay inserts them once more"));
        }
        execute("DELETE FROM bi_factforms WHERE factformid = 1");
        try (LogCapture log = new LogCapture()) {
            assertThat(of(verify(), "bi_factforms").groupsApplied()).isEqualTo(2);
            assertThat(of(restore(true), "bi_factforms").groupsApplied()).isEqualTo(2);
            assertThat(log.messages())
                    .isNotEmpty()
                    .noneSatisfy(message -> assertThat(message).contains("share their key"))
                    .noneSatisfy(message -> assertThat(message).contains("replay"));
        }
    }

    @Test
    void anIgnoredColumnThatIsNowhereIsWarnedOfOnceWithNearNames() {
        publishFeed();
        settings.put("zenoti.verify.ignore-columns", "*.amont,Bi_FactForm_s3.amount,bi_dimuser.first?ame,bi_dimuser.x");
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        try (LogCapture log = new LogCapture()) {
            assertThat(verify().isEqual()).isTrue();
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("ignore-columns"))
                    .containsExactly(
                            "zenoti.verify.ignore-columns: no column of any known table fits '*.amont', so it has"
                                    + " no effect; columns with near names: amount, rating, void",
                            "zenoti.verify.ignore-columns: no known table fits 'Bi_FactForm_s3.amount', so it has"
                                    + " no effect; tables with near names: bi_factforms, bi_factfeedbackv2,"
                                    + " bi_dimuser",
                            "zenoti.verify.ignore-columns: no column of bi_dimuser fits 'bi_dimuser.x', so it has"
                                    + " no effect; columns with near names: void, userid, firstname");
        }
    }

    @Test
    void ofAMonthThatWasExtractedTwiceTheHigherGroupCounts() throws SQLException {
        publishFeed();
        publish("MonthlySnapshot/2024-02-01/POD1/1001/Bi_DimUser/7.7.zip", "u1,Ann,0\n");
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        VerifyReport report = verify();
        assertThat(of(report, "bi_dimuser").group()).isEqualTo(1001);
        assertThat(of(report, "bi_dimuser").compared()).isEqualTo(1);
        assertThat(of(report, "bi_factforms").state()).isEqualTo(State.NO_SNAPSHOT);
        assertThat(of(report, "bi_factforms").error().orElseThrow()).contains("[1000]");
    }

    @Test
    void aDryRunChangesNothing() throws SQLException {
        publishFeed();
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        execute("DELETE FROM bi_factforms WHERE factformid = 1");
        List<String> before = forms();
        VerifyReport report = harness.sync()
                .restore(request(Optional.empty(), Optional.of(new VerifyRequest.Restore(true, true, false, false))));
        assertThat(of(report, "bi_factforms").restored().orElseThrow().inserted())
                .isEqualTo(1);
        assertThat(forms()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNamed() {
        publishFeed();
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        assertThatThrownBy(() ->
                        harness.sync().verify(request(Optional.of("Bi_FactCampaignSummary_s3"), Optional.empty())))
                .hasRootCauseInstanceOf(WrongVerifyException.class)
                .rootCause()
                .hasMessageContaining("does not put bi_factcampaignsummary into monthly snapshots");
        assertThatThrownBy(() -> harness.sync().verify(request(Optional.of("bi_dimx"), Optional.empty())))
                .rootCause()
                .hasMessageContaining("has no table 'bi_dimx'");
    }

    @Test
    void aBrokenZipIsNamedAndTheOthersGoOn() {
        publishFeed();
        byte[] cut = zip("1,o1,a,1.5,0\n");
        s3.publish(
                bucket,
                Map.of(
                        "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip",
                        Arrays.copyOf(cut, cut.length - 30)));
        start(TargetDatabase.DUCKDB);
        harness.cleanCycle();
        VerifyReport report = verify();
        assertThat(of(report, "bi_factforms").state()).isEqualTo(State.FAILED);
        assertThat(of(report, "bi_factforms").error().orElseThrow()).contains("Bi_FactForms/7.7.zip");
        assertThat(of(report, "bi_dimuser").state()).isEqualTo(State.EQUAL);
    }
}
