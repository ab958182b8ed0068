package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.AdoptionReport.Outcome;
import org.zenotisync.cycle.WrongAdoptionException;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/** A warehouse that a home-made script has filled up to a group is adopted: nothing is loaded twice, nothing is lost. */
@Tag("s3")
class AdoptionTest {

    private static final String FORMS = "bi_factforms";
    private static final String USER = "bi_dimuser";
    private static final String FEEDBACK = "bi_factfeedbackv2";

    private static final String FORMS_DDL =
            "CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), OrganizationId VARCHAR(36), Fieldname VARCHAR(100),"
                    + " void BOOLEAN) sortkey(factformid);";

    private static final String FORMS_COLUMNS =
            "factformid DECIMAL(19,0), organizationid VARCHAR(36), fieldname VARCHAR(100), void BOOLEAN";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private static int buckets;
    private final String bucket = "adoption-" + buckets++;
    private final Map<String, String> feed = new TreeMap<>();
    private final Map<String, String> settings = new HashMap<>(Map.of("zenoti.target.table-name", "{table}_s3"));
    private SyncHarness harness;
    private SampleScript script;

    private void start(TargetDatabase database) {
        settings.putAll(database.settings(folder));
        start();
    }

    private void start() {
        harness = new SyncHarness(s3.client(), bucket, folder, settings);
        script = new SampleScript(harness, feed);
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
            feed.put(keysAndContents[i], keysAndContents[i + 1]);
            objects.put(keysAndContents[i], keysAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        s3.publish(bucket, objects);
    }

    private void publishForms() {
        publish(
                "SchemaFull/Bi_FactForms.txt", FORMS_DDL,
                "POD1/1/Bi_FactForms/1/part_0.csv", "1,o1,a,0\n2,o1,b,0\n3,o1,c,0\n",
                "POD1/2/Bi_FactForms/4/part_0.csv", "2,o1,,1\n",
                "POD1/2/Bi_FactForms/5/part_0.csv", "2,o1,B,0\n4,o1,d,0\n",
                "POD1/3/Bi_FactForms/6/part_0.csv", "3,o1,,1\n5,o1,e,0\n",
                "POD1/4/Bi_FactForms/7/part_0.csv", "5,o1,,1\n6,o1,f,0\n",
                "POD1/5/Bi_FactForms/8/part_0.csv", "4,o1,,1\n4,o1,D,0\n");
    }

    private void scriptLoadsForms(String pod, long lastGroup) throws SQLException {
        createForms();
        script.loadFact(pod, FORMS, "factformid", FORMS_COLUMNS, lastGroup);
    }

    private void createForms() throws SQLException {
        script.execute("CREATE TABLE bi_factforms_s3 (" + FORMS_COLUMNS + ")");
    }

    private AdoptionReport adopt(String table, long group) throws SQLException {
        return harness.sync().adopt(table, group, Optional.empty());
    }

    private AdoptionReport adopted(String table, long group) throws SQLException {
        AdoptionReport report = adopt(table, group);
        assertThat(report.problems()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.ADOPTED);
        return report;
    }

    private static List<String> consumed(CycleReport report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.state() == TableGroupOutcome.State.CONSUMED)
                .map(outcome -> outcome.id().toString())
                .sorted()
                .toList();
    }

    private List<String> forms() {
        return harness.rows("bi_factforms_s3", "factformid", "organizationid", "fieldname");
    }

    private String checkpoints() {
        return String.join(" ", harness.rows("zenoti_sync_checkpoint", "pod", "table_name", "last_group", "replay_to"));
    }

    private void assertUntouched() throws SQLException {
        if (harness.control().exist()) {
            for (String table : List.of("checkpoint", "manifest", "run", "table", "schema_file")) {
                assertThat(harness.query("SELECT count(*) FROM zenoti_sync_" + table))
                        .describedAs(table)
                        .hasToString("[[0]]");
            }
        }
    }

    /** The rows of a target that the sync has filled from the start. */
    private List<String> fromTheStart(String table, String... columns) throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Map<String, String> own = new HashMap<>(settings);
        own.putAll(TargetDatabase.DUCKDB.settings(other));
        try (SyncHarness first = new SyncHarness(s3.client(), bucket, other, own)) {
            first.cleanCycle();
            return first.rows(table, columns);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL", "REDSHIFT"})
    void theNextCycleContinuesAfterTheScript(TargetDatabase database) throws Exception {
        publishForms();
        publish(
                "SchemaFull/Bi_DimUser.txt",
                "CREATE TABLE Bi_DimUser (userid VARCHAR(144), firstname VARCHAR(160)) sortkey(userid);",
                "POD1/1/Bi_DimUser/2/part_0.csv",
                "u1,Ann\nu2,Bob\n",
                "POD1/3/Bi_DimUser/2/part_0.csv",
                "u2,Rob\nu3,Cid\n",
                "POD1/4/Bi_DimUser/2/part_0.csv",
                "u3,Sid\nu4,Dan\n");
        start(database);
        scriptLoadsForms("POD1", 3);
        script.execute("CREATE TABLE bi_dimuser_s3 (userid VARCHAR(144), firstname VARCHAR(160))");
        script.loadDimension("POD1", USER, "userid", "userid VARCHAR(144), firstname VARCHAR(160)", 3);

        AdoptionReport forms = adopted("dbo.[Bi_FactForms_s3]", 3);
        AdoptionReport user = adopted(USER, 3);

        assertThat(forms.pods())
                .containsExactly(new AdoptionReport.Pod(
                        "POD1", 3, false, 3, 4, forms.pods().get(0).bytes(), OptionalLong.of(4)));
        assertThat(forms.rows()).isEqualTo(4);
        assertThat(forms.columns()).contains(new AdoptionReport.Columns(4, 4, List.of()));
        assertThat(forms.key().orElseThrow().isProven()).isTrue();
        assertThat(forms.appliedFiles()).containsExactly("s3://" + bucket + "/SchemaFull/Bi_FactForms.txt");
        assertThat(user.rows()).isEqualTo(3);
        assertThat(harness.sync().status().tables())
                .allSatisfy(table ->
                        assertThat(table.state().id() + table.lastGroup()).isEqualTo("adopted3"));

        assertThat(consumed(harness.cleanCycle()))
                .containsExactly("POD1/4/bi_dimuser", "POD1/4/bi_factforms", "POD1/5/bi_factforms");
        assertThat(forms()).isEqualTo(fromTheStart("bi_factforms_s3", "factformid", "organizationid", "fieldname"));
        assertThat(harness.rows("bi_dimuser_s3", "userid", "firstname"))
                .containsExactly("u1|Ann", "u2|Rob", "u3|Sid", "u4|Dan");
        assertThat(consumed(harness.cleanCycle())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aTableThatWaitsSinceTheFirstCycleIsAdopted(TargetDatabase database) throws Exception {
        publishForms();
        start(database);
        scriptLoadsForms("POD1", 3);
        CycleReport refused = harness.cycle();
        assertThat(SyncHarness.failures(refused)).contains("'adopt --table bi_factforms --group N'");

        adopted(FORMS, 3);

        assertThat(consumed(harness.cleanCycle())).containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms");
        assertThat(forms()).isEqualTo(fromTheStart("bi_factforms_s3", "factformid", "organizationid", "fieldname"));
    }

    @Test
    void aPlanChangesNothing() throws Exception {
        publishForms();
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);

        AdoptionReport planned = harness.sync().planAdoption(FORMS, 3, Optional.empty());

        assertThat(planned.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(planned.problems()).isEmpty();
        assertThat(planned.pods()).singleElement().satisfies(pod -> assertThat(pod.next())
                .hasValue(4));
        assertThat(harness.control().exist()).isFalse();
        adopted(FORMS, 3);
        assertThat(harness.sync().planAdoption(FORMS, 3, Optional.empty()).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aSecondAdoptionChangesNothingOrIsRefusedWithTheState() throws Exception {
        publishForms();
        start(TargetDatabase.POSTGRESQL);
        scriptLoadsForms("POD1", 3);
        adopted(FORMS, 3);

        assertThat(adopt(FORMS, 3).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(adopt(FORMS, 2).problems())
                .singleElement()
                .asString()
                .contains("bi_factforms of POD1 is consumed up to group 3 already", "'replay --table bi_factforms");
        harness.cleanCycle();
        assertThat(adopt(FORMS, 3).problems()).singleElement().asString().contains("up to group 5 already");
        assertThat(harness.query("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'adopted'"))
                .hasToString("[[1]]");
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aLateObjectOfTheAdoptedGroupIsReplayedAsEver(TargetDatabase database) throws Exception {
        publishForms();
        start(database);
        scriptLoadsForms("POD1", 3);
        adopted(FORMS, 3);
        harness.cleanCycle();
        publish("POD1/3/Bi_FactForms/6/part_1.csv", "7,o1,late,0\n");

        CycleReport report = harness.cleanCycle();

        assertThat(report.replays().toString()).contains("POD1/3/bi_factforms");
        assertThat(forms()).isEqualTo(fromTheStart("bi_factforms_s3", "factformid", "organizationid", "fieldname"));
        assertThat(forms()).contains("7|o1|late").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void anAppendOnlyFactIsNotInsertedTwice(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_factfeedbackv2.txt",
                "CREATE TABLE bi_factfeedbackv2 (id INT, organizationid VARCHAR(36), void BOOLEAN) sortkey(id);",
                "POD1/1/bi_factfeedbackv2/1/part_0.csv",
                "1,o1,0\n2,o1,0\n",
                "POD1/2/bi_factfeedbackv2/2/part_0.csv",
                "1,o1,0\n",
                "POD1/3/bi_factfeedbackv2/3/part_0.csv",
                "3,o1,0\n");
        start(database);
        script.execute("CREATE TABLE bi_factfeedbackv2_s3 (id INT, organizationid VARCHAR(36), void BOOLEAN)");
        script.execute("INSERT INTO bi_factfeedbackv2_s3 (id, organizationid, void) VALUES (1, 'o1', false),"
                + " (2, 'o1', false), (1, 'o1', false)");

        AdoptionReport report = adopted(FEEDBACK, 2);
        assertThat(report.notes()).singleElement().asString().contains("append-only fact", "not inserted again");
        harness.cleanCycle();
        assertThat(harness.rows("bi_factfeedbackv2_s3", "id")).containsExactly("1", "1", "2", "3");
        publish("POD1/2/bi_factfeedbackv2/2/part_1.csv", "4,o1,0\n");
        harness.cleanCycle();
        harness.sync().replay(FEEDBACK, 1, Optional.empty());
        harness.cleanCycle();

        assertThat(harness.rows("bi_factfeedbackv2_s3", "id")).containsExactly("1", "1", "2", "3", "4");
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL", "REDSHIFT"})
    void allProblemsAreNamedAtOnceAndNothingChanges(TargetDatabase database) throws Exception {
        publishForms();
        publish("SchemaUpgrade/2024.10/Bi_FactForms.txt", "ALTER TABLE Bi_FactForms ADD COLUMN IsV3Form BOOLEAN;");
        start(database);
        script.execute("CREATE TABLE bi_factforms_s3 (factformid DECIMAL(19,0), organizationid VARCHAR(36),"
                + " fieldname " + (database == TargetDatabase.DUCKDB ? "INTEGER" : "VARCHAR(50)")
                + ", void BOOLEAN, loaded_by VARCHAR(20) NOT NULL)");
        script.execute("INSERT INTO bi_factforms_s3 (factformid, organizationid, void, loaded_by) VALUES"
                + " (1, 'o1', false, 'me'), (1, 'o1', false, 'me')");

        AdoptionReport report = adopt(FORMS, 3);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.problems()).hasSize(4);
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("lacks the column isv3form BOOLEAN; add it: ALTER TABLE", "ADD COLUMN"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("the column fieldname", "the feed's is VARCHAR(100); change it"))
                .anySatisfy(problem -> assertThat(problem).contains("the column loaded_by", "give it a default"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains(
                                "the key (factformid) of bi_factforms that Zenoti's page",
                                "is not unique in bi_factforms_s3: 1 row too many",
                                "the same factformid, organizationid",
                                "zenoti.tables.bi_factforms.key"));
        assertUntouched();
    }

    @Test
    void aKeyWithoutAValueIsNamed() throws Exception {
        publishForms();
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);
        script.execute("INSERT INTO bi_factforms_s3 (factformid, organizationid, void) VALUES (NULL, 'o1', false)");

        assertThat(adopt(FORMS, 3).problems())
                .singleElement()
                .asString()
                .contains("the key (factformid) of bi_factforms that", "is NULL in 1 row of bi_factforms_s3");
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL", "REDSHIFT"})
    void columnsOfTheOwnerAndWiderOnesAreFine(TargetDatabase database) throws Exception {
        publishForms();
        publish(
                "SchemaUpgrade/2024.9/Bi_FactForms.txt", "ALTER TABLE Bi_FactForms ADD COLUMN IsV3Form BOOLEAN;",
                "POD1/4/Bi_FactForms/7/part_0.csv", "5,o1,,1,\n6,o1,f,0,1\n");
        start(database);
        script.execute(
                "CREATE TABLE bi_factforms_s3 (loaded_by VARCHAR(20) DEFAULT 'script', factformid"
                        + " DECIMAL(25,0), organizationid VARCHAR(36), isv3form BOOLEAN, fieldname VARCHAR(1000), void BOOLEAN)");
        script.loadFact("POD1", FORMS, "factformid", FORMS_COLUMNS, 3);

        AdoptionReport report = adopted(FORMS, 3);

        assertThat(report.columns()).contains(new AdoptionReport.Columns(5, 5, List.of("loaded_by")));
        assertThat(report.appliedFiles()).hasSize(2);
        assertThat(consumed(harness.cleanCycle())).containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms");
        assertThat(harness.rows("bi_factforms_s3", "factformid", "isv3form")).contains("6|true", "1|null");
        assertThat(harness.query("SELECT outcome FROM zenoti_sync_schema_file"))
                .hasToString("[[contained], [contained]]");
    }

    @Test
    void podsHaveCheckpointsOfTheirOwn() throws Exception {
        publishForms();
        publish("POD2/7/Bi_FactForms/1/part_0.csv", "1,o2,x,0\n", "POD2/8/Bi_FactForms/2/part_0.csv", "2,o2,y,0\n");
        start(TargetDatabase.POSTGRESQL);
        scriptLoadsForms("POD1", 3);
        script.loadFact("POD2", FORMS, "factformid", FORMS_COLUMNS, 7);

        assertThatThrownBy(() -> adopt(FORMS, 3))
                .isInstanceOf(WrongAdoptionException.class)
                .hasMessageContaining("POD2 has no group 3")
                .hasMessageContaining("--pod");
    }

    @Test
    void onePodIsAdoptedAfterTheOther() throws Exception {
        publishForms();
        publish("POD2/7/Bi_FactForms/1/part_0.csv", "1,o2,x,0\n", "POD2/8/Bi_FactForms/2/part_0.csv", "2,o2,y,0\n");
        start(TargetDatabase.POSTGRESQL);
        scriptLoadsForms("POD1", 3);
        script.loadFact("POD2", FORMS, "factformid", FORMS_COLUMNS, 7);

        AdoptionReport first = harness.sync().adopt(FORMS, 3, Optional.of("pod1"));
        AdoptionReport second = harness.sync().adopt(FORMS, 7, Optional.of("POD2"));

        assertThat(first.notes()).singleElement().asString().contains("POD2 also has bi_factforms", "--pod POD2");
        assertThat(second.problems()).isEmpty();
        assertThat(checkpoints()).isEqualTo("POD1|bi_factforms|3|0 POD2|bi_factforms|7|0");
        assertThat(consumed(harness.cleanCycle()))
                .containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms", "POD2/8/bi_factforms");
        assertThat(forms()).doesNotHaveDuplicates();
    }

    @Test
    void allPodsAreAdoptedInOneTransaction() throws Exception {
        publishForms();
        publish("POD2/3/Bi_FactForms/1/part_0.csv", "1,o2,x,0\n", "POD2/8/Bi_FactForms/2/part_0.csv", "2,o2,y,0\n");
        start(TargetDatabase.POSTGRESQL);
        scriptLoadsForms("POD1", 3);
        script.loadFact("POD2", FORMS, "factformid", FORMS_COLUMNS, 3);
        // the adoption fails at its last statement
        harness.control().create();
        script.execute("ALTER TABLE zenoti_sync_run ADD CONSTRAINT none CHECK (pod <> 'POD2')");

        assertThatThrownBy(() -> adopt(FORMS, 3)).isInstanceOf(SQLException.class);
        assertUntouched();

        script.execute("ALTER TABLE zenoti_sync_run DROP CONSTRAINT none");
        adopted(FORMS, 3);
        assertThat(checkpoints()).isEqualTo("POD1|bi_factforms|3|0 POD2|bi_factforms|3|0");
    }

    @Test
    void anEmptyOrMissingTargetIsNotAdopted() throws Exception {
        publishForms();
        start(TargetDatabase.DUCKDB);

        assertThat(adopt(FORMS, 3).problems()).singleElement().asString().contains("there is no target table");
        createForms();
        assertThat(adopt(FORMS, 3).problems()).singleElement().asString().contains("has no rows");
        assertThat(harness.control().exist()).isFalse();
        assertThat(consumed(harness.cleanCycle())).hasSize(5);
    }

    @Test
    void aTargetUnderAnotherNameIsNamed() throws Exception {
        settings.put("zenoti.target.table-name", "{table}");
        publishForms();
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);

        assertThat(adopt(FORMS, 3).problems())
                .singleElement()
                .asString()
                .contains("but there is bi_factforms_s3: set zenoti.target.table-name={table}_s3");
    }

    /** A script that quotes the names of the feed's documentation makes another table than one that does not. */
    @Test
    void aTargetWithCapitalLettersIsNamed() throws Exception {
        settings.put("zenoti.target.schema", "feed");
        publishForms();
        start(TargetDatabase.POSTGRESQL);
        script.execute("CREATE SCHEMA feed");
        script.execute("CREATE SCHEMA other");
        script.execute("CREATE TABLE other.\"BI_FACTFORMS_S3\" (id INT)");
        script.execute("CREATE TABLE feed.\"Bi_FactForms_s3\" (" + FORMS_COLUMNS + ")");

        assertThat(adopt(FORMS, 3).problems())
                .singleElement()
                .asString()
                .contains("there is no target table \"feed\".\"bi_factforms_s3\"")
                .endsWith("ALTER TABLE \"feed\".\"Bi_FactForms_s3\" RENAME TO \"bi_factforms_s3\"");

        script.execute("ALTER TABLE \"feed\".\"Bi_FactForms_s3\" RENAME TO \"bi_factforms_s3\"");
        script.execute("INSERT INTO feed.bi_factforms_s3 (factformid, organizationid, void) VALUES (1, 'o1', false)");
        adopted(FORMS, 3);
    }

    @Test
    void wrongArgumentsAreRefused() throws Exception {
        publishForms();
        publish("POD1/9/Bi_DimUser/1/part_0.csv", "u1,Ann\n");
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);

        assertThatThrownBy(() -> adopt(FORMS, 0)).hasMessage("a GroupID is a positive integer, not 0");
        assertThatThrownBy(() -> adopt(FORMS, 7)).hasMessage("POD1 has no group 7, but 1 to 5, 9");
        assertThatThrownBy(() -> adopt("bi_factform", 3)).hasMessageContaining("no POD in s3://" + bucket);
        assertThatThrownBy(() -> adopt("bi-factforms", 3)).hasMessageContaining("is not the name of a table");
        assertThatThrownBy(() -> harness.sync().adopt(FORMS, 3, Optional.of("POD7")))
                .hasMessageContaining("there is no POD 'POD7'")
                .hasMessageContaining("PODs: POD1");
        assertUntouched();
    }

    @Test
    void aGroupThatWasDeletedFromTheBucketNeedsTheNameOfThePod() throws Exception {
        publish("SchemaFull/Bi_FactForms.txt", FORMS_DDL, "POD1/7/Bi_FactForms/8/part_0.csv", "4,o1,,1\n4,o1,D,0\n");
        start(TargetDatabase.DUCKDB);
        createForms();
        script.execute("INSERT INTO bi_factforms_s3 (factformid, organizationid, void) VALUES (4, 'o1', false)");

        assertThatThrownBy(() -> adopt(FORMS, 5)).hasMessageContaining("POD1 has no group 5, but 7; if it was deleted");
        AdoptionReport report = harness.sync().adopt(FORMS, 5, Optional.of("POD1"));

        assertThat(report.notes()).containsExactly("POD1 does not have group 5 any more: its first one is 7");
        harness.cleanCycle();
        assertThat(forms()).containsExactly("4|o1|D");
    }

    @Test
    void theFirstKeyThatTheRowsProveIsUsed() throws Exception {
        publish(
                "SchemaFull/bi_dimcity.txt",
                "CREATE TABLE bi_dimcity (cityid INT, code INT) sortkey(code);",
                "POD1/1/bi_dimcity/1/part_0.csv",
                "1,1\n2,2\n",
                "POD1/2/bi_dimcity/2/part_0.csv",
                "1,3\n");
        settings.put("zenoti.tables.bi_dimcity.key", "cityid");
        start(TargetDatabase.POSTGRESQL);
        script.execute("CREATE TABLE bi_dimcity_s3 (cityid INT, code INT)");
        script.execute("INSERT INTO bi_dimcity_s3 (cityid, code) VALUES (1, 7), (2, 7)");

        assertThat(adopted("bi_dimcity", 1).key().orElseThrow().columns()).containsExactly("cityid");
        harness.cleanCycle();
        assertThat(harness.rows("bi_dimcity_s3", "cityid", "code")).containsExactly("1|3", "2|7");
    }

    @Test
    void aLoadThatIsUnderWayEndsFirst() throws Exception {
        publishForms();
        start(TargetDatabase.POSTGRESQL);
        scriptLoadsForms("POD1", 3);
        harness.control().create();
        Checkpoints checkpoints = harness.control().checkpoints();
        TableGroupId first =
                new TableGroupId(harness.sync().config().sources().get(0).id(), "POD1", FORMS, 1);
        Jdbc.inTransaction(harness.dataSource(), connection -> {
            checkpoints.ensure(connection, first);
            return null;
        });
        try (Connection load = DriverManager.getConnection(settings.get("zenoti.target.url"))) {
            load.setAutoCommit(false);
            checkpoints.advance(load, first, 0);
            CompletableFuture<AdoptionReport> adoption = CompletableFuture.supplyAsync(() -> {
                try {
                    return adopt(FORMS, 3);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatThrownBy(() -> adoption.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            load.commit();

            assertThat(adoption.get().problems()).singleElement().asString().contains("is consumed up to group 1");
        }
        assertThat(checkpoints()).isEqualTo("POD1|bi_factforms|1|0");
    }

    @Test
    void aSchemaFileThatCannotBeReadIsNamed() throws Exception {
        publishForms();
        publish("SchemaUpgrade/2024.9/forms.txt", "ALTER TABLE Bi_FactForms CLUSTER BY AUTO;");
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);

        assertThat(adopt(FORMS, 3).problems())
                .singleElement()
                .asString()
                .contains("SchemaUpgrade/2024.9/forms.txt concerns bi_factforms and cannot be read", "schema list");
        assertUntouched();
    }

    /** Its schema file was applied while the settings left the table out. */
    @Test
    void aTableThatIsKnownAlreadyIsAdopted() throws Exception {
        publishForms();
        settings.put("zenoti.exclude", FORMS);
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);
        harness.cleanCycle();
        harness.close();
        settings.remove("zenoti.exclude");
        start();

        AdoptionReport report = adopted(FORMS, 3);

        assertThat(report.appliedFiles()).isEmpty();
        assertThat(consumed(harness.cleanCycle())).containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms");
        assertThat(forms()).isEqualTo(fromTheStart("bi_factforms_s3", "factformid", "organizationid", "fieldname"));
    }

    /** Somebody moves from the script table by table: the first cycles load only what is included. */
    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aTableThatWasLeftOutIsNotLoadedOntoTheRowsOfTheScript(TargetDatabase database) throws Exception {
        publishForms();
        publish(
                "SchemaUpgrade/2024.10/forms.txt",
                "ALTER TABLE Bi_FactForms ADD COLUMN IsV3Form BOOLEAN;",
                "SchemaFull/Bi_FactFeedbackV2.txt",
                "CREATE TABLE bi_factfeedbackv2 (id INT, organizationid VARCHAR(36), void BOOLEAN) sortkey(id);",
                "POD1/1/Bi_FactFeedbackV2/1/1.csv",
                "1,o1,0\n");
        settings.put("zenoti.include", USER);
        start(database);
        scriptLoadsForms("POD1", 3);
        script.execute("CREATE TABLE bi_factfeedbackv2_s3 (id INT)");
        List<String> rows = forms();
        harness.cleanCycle();
        // all columns, whatever they are called: an upgrade must not have added one
        assertThat(harness.query("SELECT * FROM bi_factforms_s3 LIMIT 1")
                        .toString()
                        .split(","))
                .as("columns of the script's table")
                .hasSize(4);
        harness.close();
        settings.remove("zenoti.include");
        start();

        CycleReport refused = harness.cycle();

        assertThat(SyncHarness.failures(refused)).contains("'adopt --table bi_factforms --group N'");
        assertThat(forms()).isEqualTo(rows);
        assertThat(harness.rows("bi_factfeedbackv2_s3", "id", "organizationid"))
                .as("an empty table of somebody else gets the columns that it lacks")
                .containsExactly("1|o1");
        script.execute("ALTER TABLE bi_factforms_s3 ADD COLUMN isv3form BOOLEAN");
        adopted(FORMS, 3);
        assertThat(consumed(harness.cleanCycle())).containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms");
    }

    @Test
    void tablesOfOneSchemaFileAreAdoptedInAnyOrder() throws Exception {
        publishForms();
        feed.remove("SchemaFull/Bi_FactForms.txt");
        s3.client().deleteObject(request -> request.bucket(bucket).key("SchemaFull/Bi_FactForms.txt"));
        publish(
                "SchemaFull/all_tables.txt",
                FORMS_DDL + "\nCREATE TABLE Bi_DimUser (userid VARCHAR(144), firstname VARCHAR(160)) sortkey(userid);",
                "SchemaUpgrade/2024.10/forms.txt",
                "ALTER TABLE Bi_FactForms ADD COLUMN IsV3Form BOOLEAN;",
                "POD1/1/Bi_DimUser/2/part_0.csv",
                "u1,Ann\n");
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);
        script.execute("ALTER TABLE bi_factforms_s3 ADD COLUMN isv3form BOOLEAN");
        script.execute("CREATE TABLE bi_dimuser_s3 (userid VARCHAR(144), firstname VARCHAR(160))");
        script.execute("INSERT INTO bi_dimuser_s3 (userid, firstname) VALUES ('u1', 'Ann')");

        adopted(USER, 1);
        adopted(FORMS, 3);

        assertThat(consumed(harness.cleanCycle())).containsExactly("POD1/4/bi_factforms", "POD1/5/bi_factforms");
    }

    @Test
    void aTypeThatTextsAreNotAssignedToIsNamed() throws Exception {
        publishForms();
        start(TargetDatabase.POSTGRESQL);
        script.execute("CREATE DOMAIN short_text AS text");
        script.execute(
                "CREATE TABLE bi_factforms_s3 (factformid DECIMAL(19,0), organizationid UUID, fieldname short_text,"
                        + " void INT)");
        script.execute("INSERT INTO bi_factforms_s3 (factformid, organizationid, fieldname, void) VALUES (1,"
                + " '00000000-0000-0000-0000-000000000001', 'a', 0)");

        AdoptionReport report = adopt(FORMS, 3);

        assertThat(String.join("\n", report.problems()))
                .contains("the column organizationid of the target table bi_factforms_s3 is uuid")
                .contains("USING \"void\"::BOOLEAN")
                .doesNotContain("fieldname");
    }

    /** What SchemaFull means for other tables depends on whether anything was consumed before. */
    @Test
    void otherTablesAreSetUpAsIfNothingWasAdopted() throws Exception {
        publishForms();
        publish(
                "SchemaFull/Bi_DimUser.txt",
                "CREATE TABLE Bi_DimUser (userid VARCHAR(144), given VARCHAR(160)) sortkey(userid);",
                "SchemaUpgrade/2024.9/users.txt",
                "ALTER TABLE Bi_DimUser RENAME COLUMN firstname TO given;",
                "SchemaUpgrade/2024.10/both.txt",
                "ALTER TABLE Bi_DimUser ADD COLUMN age INT; ALTER TABLE Bi_FactForms ADD COLUMN IsV3Form BOOLEAN;",
                "POD1/1/Bi_DimUser/2/part_0.csv",
                "u1,Ann\nu2,Bob\n");
        start(TargetDatabase.DUCKDB);
        scriptLoadsForms("POD1", 3);
        script.execute("ALTER TABLE bi_factforms_s3 ADD COLUMN isv3form BOOLEAN");

        AdoptionReport report = adopted(FORMS, 3);
        assertThat(report.leftFiles()).containsExactly("s3://" + bucket + "/SchemaUpgrade/2024.10/both.txt");

        assertThat(consumed(harness.cleanCycle()))
                .containsExactly("POD1/1/bi_dimuser", "POD1/4/bi_factforms", "POD1/5/bi_factforms");
        assertThat(harness.rows("bi_dimuser_s3", "userid", "given", "age"))
                .containsExactly("u1|Ann|null", "u2|Bob|null");
    }
}
