package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/** The commands as Quarkus runs them: settings, exit codes and what a person reads. */
@QuarkusMainTest
class CommandLineTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private String bucket;
    private Path database;

    @BeforeEach
    void prepare() {
        bucket = "commands-" + buckets++;
        database = folder.resolve("target.duckdb");
        set("zenoti.bucket", bucket);
        set("zenoti.settle", "0s");
        set("zenoti.target.url", "jdbc:duckdb:" + database);
        set("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        set("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        set("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        publish(
                "SchemaFull/Bi_FactSales.txt",
                "CREATE TABLE Bi_FactSales (SaleId DECIMAL(19,0), Item VARCHAR(20), OrganizationId VARCHAR(36),"
                        + " Void BOOLEAN) SORTKEY(SaleId);",
                "POD1/1/Bi_FactSales/1/part_0.csv",
                "1,soap,o1,0\n2,oil,o1,0\n",
                "POD1/2/bi_factsales/1/part_0.csv",
                "2,oil,o1,1\n");
    }

    @AfterEach
    void forget() {
        settings.keySet().forEach(System::clearProperty);
    }

    @Test
    void onceConsumesEverythingAndShowsIt(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput())
                .containsPattern("bi_factsales +2 +2 +3 +2 +0 +1 +0 +consumed")
                .contains("2 table groups, 3 rows, ", ", 1 schema file");
    }

    @Test
    void oneOfAThingIsToldInTheSingular(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        publish("POD1/3/bi_factsales/1/part_0.csv", "9,wax,o1,0\n");

        assertThat(launcher.launch("plan").getOutput()).contains("0 schema files and 1 table group (");
        assertThat(launcher.launch("once").getOutput()).contains("1 table group, 1 row, ", ", 0 schema files");
    }

    @Test
    void aFailedTableGroupIsExitCode1AndItsReasonStandsOnStderrOnce(QuarkusMainLauncher launcher) {
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\nx,wax,o1,0\n");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorOutput())
                .contains("FAILED POD1/3/bi_factsales: s3://" + bucket
                        + "/POD1/3/bi_factsales/1/part_0.csv, line 2, column \"saleid\": value 'x' is not a number")
                .containsOnlyOnce("is not a number");
        LaunchResult status = launcher.launch("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.getOutput()).containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +failed");
    }

    @Test
    void aReplayWhoseCycleCannotRunReportsThatItIsNoted(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");

        LaunchResult result = launcher.launch("replay", "--table", "bi_factsales", "--from-group", "1");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput())
                .contains("the replay of bi_factsales is noted, but the cycle could not run: the next cycle that"
                        + " reaches source and target begins it");
        assertThat(launcher.launch("status").getOutput()).contains("replay  bi_factsales of POD1 from group 1 on");
        set("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        assertThat(launcher.launch("once").getOutput()).contains("2 table groups, 3 rows");
    }

    @Test
    void aFailedTableThatIsExcludedByNowIsNoFailure(QuarkusMainLauncher launcher) {
        publish("POD1/3/bi_factsales/1/part_0.csv", "x,wax,o1,0\n");
        launcher.launch("once");
        set("zenoti.exclude", "bi_factsales");

        LaunchResult status = launcher.launch("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +excluded")
                .doesNotContain("failed");
    }

    @Test
    void statusAsJsonHoldsLastGroupAndRows(QuarkusMainLauncher launcher) {
        launcher.launch("once");

        LaunchResult result = launcher.launch("status", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput())
                .contains("\"healthy\" : true", "\"lastGroup\" : 2", "\"rows\" : 1", "\"state\" : \"consumed\"");
    }

    @Test
    void tablesShowsTheKeyOfEachTableAndWhereItComesFrom(QuarkusMainLauncher launcher) {
        set("zenoti.tables.bi_dimset_s3.key", "id");
        publish(
                "SchemaFull/all.txt",
                "CREATE TABLE bi_dimuser (center INT, userid INT) SORTKEY(center);"
                        + "CREATE TABLE bi_dimset (id INT);"
                        + "CREATE TABLE bi_dimprimary (a INT, b INT, PRIMARY KEY (a, b));"
                        + "CREATE TABLE bi_dimnokey (id INT);"
                        + "CREATE TABLE oddlynamed (id INT) SORTKEY(id);"
                        + "CREATE TABLE bi_factfeedbackv2 (id INT);");
        launcher.launch("once");

        LaunchResult text = launcher.launch("tables");
        LaunchResult json = launcher.launch("tables", "--json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.getOutput())
                .containsPattern("bi_dimnokey +bi_dimnokey +dimension +- +- +-")
                .containsPattern("bi_dimprimary +bi_dimprimary +dimension +a, b +primary-key +-")
                .containsPattern("bi_dimset +bi_dimset +dimension +id +setting +-")
                .containsPattern("bi_dimuser +bi_dimuser +dimension +userid +documentation +not yet")
                .containsPattern("bi_factfeedbackv2 +bi_factfeedbackv2 +append-only-fact +- +- +-")
                .containsPattern("bi_factsales +bi_factsales +fact +saleid +sortkey +yes")
                .containsPattern("oddlynamed +oddlynamed +- +- +- +-")
                .contains("problem the schema of bi_dimnokey declares neither a primary key nor a sortkey; set"
                        + " zenoti.tables.bi_dimnokey.key to its key column")
                .contains("problem the name of table oddlynamed begins with neither bi_fact nor bi_dim; set");
        assertThat(json.exitCode()).isZero();
        assertThat(json.getOutput().replaceAll("\\s+", " "))
                .contains("{ \"table\" : \"bi_factsales\", \"target\" : \"bi_factsales\", \"kind\" : \"fact\","
                        + " \"key\" : [ \"saleid\" ], \"keyFrom\" : \"sortkey\", \"keyProven\" : true,"
                        + " \"problem\" : null, \"excluded\" : [ ], \"hashed\" : [ ], \"columnsProblem\" : null,"
                        + " \"guestColumns\" : [ ] }")
                .contains("\"key\" : [ \"userid\" ], \"keyFrom\" : \"documentation\", \"keyProven\" : false")
                .contains("\"key\" : [ \"a\", \"b\" ], \"keyFrom\" : \"primary-key\", \"keyProven\" : null")
                .contains(
                        "\"kind\" : null, \"key\" : [ ], \"keyFrom\" : null, \"keyProven\" : null, \"problem\" : \"the");
        assertThat(launcher.launch("status", "--json").getOutput().replaceAll("\\s+", " "))
                .contains("\"key\" : [ \"saleid\" ], \"keyFrom\" : \"sortkey\", \"keyProven\" : true");
    }

    @Test
    void tablesNeedsNeitherSourceNorDatabaseButRightSettings(QuarkusMainLauncher launcher) {
        System.clearProperty("zenoti.bucket");

        LaunchResult none = launcher.launch("tables");
        assertThat(none.exitCode()).isZero();
        assertThat(none.getOutput()).contains("no table is known yet: there is no database yet at " + database);
        assertThat(Files.exists(database)).isFalse();

        set("zenoti.tables.bi_factsales.key", "saleid");
        set("zenoti.tables.Bi_FactSales_s3.key", "item");
        LaunchResult wrong = launcher.launch("tables", "--json");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.getErrorOutput())
                .contains("zenoti.tables.bi_factsales.key", "zenoti.tables.Bi_FactSales_s3.key", "different values");
    }

    @Test
    void planTellsWhatWouldBeDoneAndMakesNoDatabase(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("plan");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput())
                .contains("schema  s3://" + bucket + "/SchemaFull/Bi_FactSales.txt")
                .contains("1 schema file and 2 table groups");
        assertThat(Files.exists(database)).isFalse();
    }

    @Test
    void aPausedTableWaitsAndIsNoFailure(QuarkusMainLauncher launcher) throws SQLException {
        launcher.launch("once");
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\n");
        execute("INSERT INTO zenoti_sync_paused VALUES ('bi_factsales', now())");

        assertThat(launcher.launch("plan").getOutput())
                .contains("paused  bi_factsales: 1 table group until it is resumed", "0 table groups (0 B) would");
        LaunchResult once = launcher.launch("once");
        assertThat(once.exitCode()).isZero();
        assertThat(once.getOutput()).contains("0 table groups, 0 rows, ", ", 1 table group paused");
        LaunchResult status = launcher.launch("status", "--json");
        assertThat(status.exitCode()).isZero();
        assertThat(status.getOutput()).contains("\"state\" : \"paused\"", "\"lastGroup\" : 2");

        execute("DELETE FROM zenoti_sync_paused");
        assertThat(launcher.launch("once").getOutput()).contains("1 table group, 1 row, ");
    }

    @Test
    void replayConsumesAgainWithoutDoubling(QuarkusMainLauncher launcher) {
        launcher.launch("once");

        LaunchResult result = launcher.launch("replay", "--table", "dbo.Bi_FactSales_s3", "--from-group", "1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).contains("2 table groups, 3 rows");
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +replayed");
    }

    @Test
    void badRowsInQuarantineAreNoFailureAndAreCounted(QuarkusMainLauncher launcher) {
        set("zenoti.on-bad-row", "quarantine");
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\nx,wax,o1,0\n");

        LaunchResult once = launcher.launch("once");

        assertThat(once.exitCode()).isZero();
        assertThat(once.getOutput()).contains("3 table groups, 5 rows, ", ", 1 bad row in quarantine");
        assertThat(log(once))
                .contains("POD1/3/bi_factsales: 1 of 2 rows left out and kept in zenoti_sync_quarantine; the first:"
                        + " s3://" + bucket + "/POD1/3/bi_factsales/1/part_0.csv, line 2, column \"saleid\":");
        LaunchResult status = launcher.launch("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.getOutput()).containsPattern("bi_factsales +POD1 +fact +3 +2 +1 +consumed");
        assertThat(launcher.launch("status", "--json").getOutput()).contains("\"quarantined\" : 1");
    }

    @Test
    void aLateObjectThatIsOnlyReportedIsToldOnceAndListedUntilItIsReplayed(QuarkusMainLauncher launcher) {
        set("zenoti.on-late-file", "report");
        launcher.launch("once");
        publish("POD1/1/bi_factsales/1/part_1.csv", "3,wax,o1,0\n");
        String address = "s3://" + bucket + "/POD1/1/bi_factsales/1/part_1.csv";
        String warning = address + " has turned up after POD1/1/bi_factsales was consumed, and is not loaded";
        String remedy = "'replay --table bi_factsales --from-group 1 --pod POD1'";

        LaunchResult plan = launcher.launch("plan");
        LaunchResult once = launcher.launch("once");
        LaunchResult again = launcher.launch("once");
        LaunchResult status = launcher.launch("status");
        LaunchResult json = launcher.launch("status", "--json");

        assertThat(plan.getOutput()).contains("late    " + warning + "; the remedy is " + remedy);
        assertThat(once.exitCode()).isZero();
        assertThat(log(once)).contains(warning + " (zenoti.on-late-file=report); the remedy is " + remedy);
        assertThat(once.getOutput()).contains("0 table groups, ", ", 1 late object not loaded (see status)");
        assertThat(log(again)).doesNotContain(warning).contains("1 late object not loaded");
        assertThat(status.exitCode()).isZero();
        assertThat(status.getOutput())
                .contains("late    " + warning, "late    the remedy for bi_factsales in POD1 is " + remedy);
        assertThat(json.getOutput())
                .contains("\"address\" : \"" + address + "\"", "\"change\" : \"new\"", "\"group\" : 1,");
        LaunchResult replay =
                launcher.launch("replay", "--table", "bi_factsales", "--from-group", "1", "--pod", "pod1");
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.getOutput()).contains("2 table groups, 4 rows");
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +2 +0 +replayed")
                .doesNotContain("late ");
    }

    @Test
    void aTableThatWaitsForASchemaFileIsReported(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        publish(
                "SchemaUpgrade/2024.2/x.txt",
                "alter table bi_factsales add column tip int; delete from bi_factsales;",
                "SchemaUpgrade/2024.2/notes.txt",
                "nothing for us",
                "POD1/3/bi_factsales/1/part_0.csv",
                "3,wax,o1,0,7\n");
        String address = "s3://" + bucket + "/SchemaUpgrade/2024.2/x.txt";

        LaunchResult once = launcher.launch("once");
        LaunchResult plan = launcher.launch("plan");
        LaunchResult status = launcher.launch("status");
        LaunchResult json = launcher.launch("status", "--json");

        assertThat(once.exitCode()).isEqualTo(1);
        assertThat(once.getOutput())
                .containsPattern("bi_factsales .* waiting for schema\\R")
                .contains("0 table groups, 0 rows, ", ", 1 table group waiting for schema files");
        assertThat(log(once)).contains("POD1/3/bi_factsales is waiting for schema file " + address);
        assertThat(once.getErrorOutput())
                .contains("FAILED " + address + ": line 1: delete is refused")
                .contains("'schema accept SchemaUpgrade/2024.2/x.txt'", "'schema retry SchemaUpgrade/2024.2/x.txt'");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.getOutput())
                .contains("schema  " + address)
                .contains("waiting bi_factsales: 1 table group for schema file " + address)
                .contains("0 table groups (0 B) would be consumed");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +waiting for schema file")
                .contains("waiting bi_factsales of POD1: waiting for schema file " + address)
                .contains("refused " + address + ": line 1: delete is refused")
                .contains("ignored s3://" + bucket + "/SchemaUpgrade/2024.2/notes.txt: not a schema script");
        assertThat(json.getOutput())
                .contains("\"healthy\" : false", "\"state\" : \"waiting-for-schema\"")
                .contains("\"error\" : \"waiting for schema file " + address)
                .containsPattern("\"noSchemaScripts\" : \\[ \\{\\s+\"address\" : \"s3://.*notes.txt\"");
    }

    @Test
    void aSchemaFileIsListedAcceptedAndRetried(QuarkusMainLauncher launcher) throws SQLException {
        launcher.launch("once");
        publish(
                "SchemaUpgrade/2024.2/x.txt",
                "alter table bi_factsales add column tip int; delete from bi_factsales;",
                "POD1/3/bi_factsales/1/part_0.csv",
                "3,wax,o1,0,7\n");
        launcher.launch("once");

        LaunchResult refused = launcher.launch("schema", "list");
        LaunchResult early = launcher.launch("schema", "accept", "2024.2/x.txt");
        execute("ALTER TABLE bi_factsales ADD COLUMN tip INT");
        LaunchResult accept = launcher.launch("schema", "accept", "2024.2/X.TXT");
        LaunchResult accepted = launcher.launch("schema", "list", "--json");
        LaunchResult once = launcher.launch("once");
        LaunchResult retry = launcher.launch("schema", "retry", "SchemaUpgrade/2024.2/x.txt");
        LaunchResult waiting = launcher.launch("status");

        assertThat(refused.exitCode()).isZero();
        assertThat(refused.getOutput())
                .containsPattern("applied +s3://.*/SchemaFull/Bi_FactSales.txt +bi_factsales +20")
                .containsPattern("failed +s3://.*/SchemaUpgrade/2024.2/x.txt +bi_factsales +20")
                .contains("x.txt: line 1: delete is refused");
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.getErrorOutput())
                .contains("bi_factsales: the target table lacks the column tip, which the file says is INTEGER");
        assertThat(accept.exitCode()).isZero();
        assertThat(accept.getOutput())
                .contains("bi_factsales: the feed's columns are now saleid, item, organizationid, void, tip");
        assertThat(accepted.getOutput())
                .contains("\"outcome\" : \"accepted\"", "\"by\" : \"" + System.getProperty("user.name") + "\"")
                .contains("\"tables\" : [ \"bi_factsales\" ]", "\"allTables\" : false");
        assertThat(once.exitCode()).isZero();
        assertThat(once.getOutput()).contains("1 table group, 1 row, ");
        assertThat(retry.exitCode()).isZero();
        assertThat(retry.getOutput()).contains("what is known of bi_factsales is again what it was");
        assertThat(waiting.exitCode()).isEqualTo(1);
        assertThat(waiting.getOutput()).contains("waiting for schema file");
    }

    @ParameterizedTest
    @CsvSource({
        "x.txt, '', 'is the end of several schema files: SchemaUpgrade/1/x.txt, SchemaUpgrade/2/x.txt'",
        "z.txt, '', 'no schema file ends with ''z.txt'''",
        "Bi_FactSales.txt, '', 'is applied: there is nothing to accept'",
        "1/x.txt, 'a b', 'is not the name of a column'",
        "1/x.txt, 'a,A', 'a column is named twice'",
        "1/x.txt, 'nosuch:a', 'no table is called ''nosuch'''",
        "1/x.txt, 'bi_dimx:id', 'the file does not concern table bi_dimx; it concerns bi_factsales'",
        "1/x.txt, ' ', '--columns is empty'",
        "s3://x, '', 'no schema file ends with ''s3://x'''",
        "0/both.txt, 'a', 'say which table the columns are of'"
    })
    void anAcceptanceThatIsNotClearIsExitCode2(
            String file, String columns, String message, QuarkusMainLauncher launcher) {
        publish(
                "SchemaFull/bi_dimx.txt",
                "create table bi_dimx (id int primary key)",
                "SchemaUpgrade/1/x.txt",
                "truncate table bi_factsales",
                "SchemaUpgrade/2/x.txt",
                "truncate table bi_factsales",
                "SchemaUpgrade/0/both.txt",
                "truncate table bi_factsales; truncate table bi_dimx");
        launcher.launch("once");
        String[] arguments = columns.isEmpty()
                ? new String[] {"schema", "accept", file}
                : new String[] {"schema", "accept", file, "--columns", columns};
        if (file.startsWith("1/")) {
            assertThat(launcher.launch("schema", "accept", "0/both.txt").exitCode())
                    .isZero();
        }

        LaunchResult result = launcher.launch(arguments);

        assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains(message);
    }

    @Test
    void anEmptyArgumentIsOneErrorAndNotTheHelpOfCamel(QuarkusMainLauncher launcher) {
        publish("SchemaUpgrade/1/x.txt", "truncate table bi_factsales");
        launcher.launch("once");

        LaunchResult file = launcher.launch("schema", "accept", "");
        LaunchResult columns = launcher.launch("schema", "accept", "x.txt", "--columns", "");
        LaunchResult help = launcher.launch("-h");

        assertThat(List.of(file.exitCode(), columns.exitCode(), help.exitCode()))
                .containsExactly(2, 2, 0);
        assertThat(file.getErrorOutput()).contains("zenoti-s3-sync: the name of the schema file is empty");
        assertThat(columns.getErrorOutput()).contains("zenoti-s3-sync: --columns is empty");
        assertThat(file.getOutput() + columns.getOutput()).isBlank();
        assertThat(help.getOutput()).startsWith("Usage: zenoti-s3-sync").doesNotContain("Camel");
    }

    @Test
    void ofAFileThatChangesNothingTheLogSaysWhy(QuarkusMainLauncher launcher) {
        publish(
                "SchemaFull/Bi_FactSales_s3.txt",
                "CREATE TABLE Bi_FactSales (SaleId DECIMAL(19,0), Item VARCHAR(20), OrganizationId VARCHAR(36),"
                        + " Void BOOLEAN, Tip INT) SORTKEY(SaleId);",
                "SchemaUpgrade/1/type.txt",
                "alter table bi_factsales alter column item type varchar(10)",
                "SchemaUpgrade/1/rights.txt",
                "grant select on bi_factsales to reporting");

        LaunchResult once = launcher.launch("once");

        assertThat(log(once))
                .contains("SchemaFull/Bi_FactSales_s3.txt is applied")
                .contains(
                        "SchemaFull/Bi_FactSales.txt changes nothing: a later file of SchemaFull makes table bi_factsales")
                .contains("SchemaUpgrade/1/type.txt changes nothing: its effect is there already")
                .contains("SchemaUpgrade/1/rights.txt changes nothing: none of its statements is about columns");
    }

    @Test
    void theSchemaCommandsHaveHelpAndNeedASubcommand(QuarkusMainLauncher launcher) {
        assertThat(launcher.launch("schema").exitCode()).isEqualTo(2);
        assertThat(launcher.launch("schema", "--help").getOutput()).contains("list", "accept", "retry");
        assertThat(launcher.launch("schema", "accept", "--help").getOutput()).contains("--columns");
        assertThat(launcher.launch("schema", "accept", "x").exitCode()).isEqualTo(2);
        assertThat(launcher.launch("schema", "list").exitCode()).isZero();
        assertThat(database).doesNotExist();
    }

    @Test
    void whatAnEarlierVersionHasLoadedPastARefusedFileIsReportedOnceWithTheReplay(QuarkusMainLauncher launcher)
            throws SQLException {
        launcher.launch("once");
        publish("SchemaUpgrade/2024.2/x.txt", "alter table bi_factsales add column tip int; delete from bi_factsales;");
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\n");
        // as an earlier version has left it: the file refused, the groups loaded, and none of the later columns
        execute(
                "INSERT INTO zenoti_sync_schema_file (source, object_key, etag, last_modified, outcome, note, applied_at)"
                        + " SELECT source, 'SchemaUpgrade/2024.2/x.txt', 'e', (SELECT max(consumed_at) FROM"
                        + " zenoti_sync_manifest WHERE group_id = 2), 'failed', 'line 1', now() FROM zenoti_sync_schema_file");
        for (String column :
                List.of("table_names", "decided_by", "first_set_up", "before_accept", "loaded_past", "was_applied")) {
            execute("ALTER TABLE zenoti_sync_schema_file DROP COLUMN " + column);
        }
        String warning = "has loaded table bi_factsales from group 2 on without the schema file s3://" + bucket
                + "/SchemaUpgrade/2024.2/x.txt";

        LaunchResult status = launcher.launch("status");
        LaunchResult list = launcher.launch("schema", "list");
        LaunchResult first = launcher.launch("once");
        LaunchResult second = launcher.launch("once");

        assertThat(status.getOutput()).contains("refused s3://" + bucket + "/SchemaUpgrade/2024.2/x.txt: line 1");
        assertThat(list.getOutput()).containsPattern("failed .*x.txt +- +20");
        assertThat(log(first)).contains(warning, "'replay --table bi_factsales --from-group 2' repairs them");
        assertThat(first.getOutput()).contains(", 1 table group waiting for schema files");
        assertThat(log(second)).doesNotContain(warning).contains("POD1/3/bi_factsales is waiting for schema file");
    }

    @ParameterizedTest
    @CsvSource({
        "bi_factsale, POD1, 1, '--table: nothing of bi_factsale was consumed yet; known: bi_factsales'",
        "bi_factsales, POD2, 1, '--pod: nothing of bi_factsales in POD2 was consumed yet; known: POD1'",
        "bi_factsales, POD1, 3, '--from-group: nothing of bi_factsales in POD1 from group 3 on was consumed yet; the last'",
        "bi_factsales, POD1, 0, '--from-group: a GroupID is a positive integer, not 0'",
        "bi-factsales, POD1, 1, '--table: ''bi-factsales'' is not the name of a table'"
    })
    void aReplayOfWhatIsNotThereIsExitCode2(
            String table, String pod, String group, String message, QuarkusMainLauncher launcher) {
        launcher.launch("once");

        LaunchResult result = launcher.launch("replay", "--table", table, "--pod", pod, "--from-group", group);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains(message);
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales .*consumed")
                .doesNotContain("replay ");
    }

    @Test
    void aReplayOfATableThatIsLeftOutIsExitCode2(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        set("zenoti.exclude", "bi_factsales");

        LaunchResult result = launcher.launch("replay", "--table", "bi_factsales", "--from-group", "1");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput())
                .contains("--table: bi_factsales is left out by zenoti.include or zenoti.exclude");
    }

    @Test
    void statusOfAReplayThatIsDueTellsTheLastGroupAndWhereTheReplayBegins(QuarkusMainLauncher launcher) {
        publish("POD1/5/bi_factsales/1/part_0.csv", "5,wax,o1,0\n", "POD1/8/bi_factsales/1/part_0.csv", "8,wax,o1,0\n");
        launcher.launch("once");
        publish("POD1/5/bi_factsales/1/part_0.csv", "x,wax,o1,0\n");

        LaunchResult replay = launcher.launch("replay", "--table", "bi_factsales", "--from-group", "5");

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.getErrorOutput()).contains("FAILED POD1/5/bi_factsales: ");
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +8 +3 +0 +failed")
                .contains("replay  bi_factsales of POD1 from group 5 on");
        assertThat(launcher.launch("status", "--json").getOutput()).contains("\"lastGroup\" : 8", "\"replayFrom\" : 5");
    }

    @Test
    void aTableThatAScriptHasFilledIsAdopted(QuarkusMainLauncher launcher) throws SQLException {
        execute("CREATE TABLE bi_factsales (saleid DECIMAL(19,0), item VARCHAR, organizationid VARCHAR, void BOOLEAN)");
        execute("INSERT INTO bi_factsales VALUES (1, 'soap', 'o1', false), (2, 'oil', 'o1', false)");

        LaunchResult plan = launcher.launch("adopt", "--plan", "--table", "Bi_FactSales_s3", "--group", "1");
        LaunchResult adopt = launcher.launch("adopt", "--table", "Bi_FactSales_s3", "--group", "1");
        LaunchResult again = launcher.launch("adopt", "--table", "bi_factsales", "--group", "1", "--pod", "pod1");

        assertThat(plan.exitCode()).isZero();
        assertThat(plan.getOutput())
                .contains(
                        "target  bi_factsales: 2 rows",
                        "columns 4 of 4 can hold what the feed brings",
                        "key     (saleid), the sortkey of the schema file, proven by these rows",
                        "schema  s3://" + bucket + "/SchemaFull/Bi_FactSales.txt counts as applied",
                        "bi_factsales would be adopted; nothing has changed")
                .containsPattern("POD1 +1 +1 +1 +.* +2");
        assertThat(adopt.exitCode()).isZero();
        assertThat(adopt.getOutput()).contains("bi_factsales is adopted: the next cycle continues after this group");
        assertThat(again.exitCode()).isZero();
        assertThat(again.getOutput()).contains("bi_factsales was adopted at this group before: nothing has changed");
        assertThat(launcher.launch("status").getOutput()).containsPattern("bi_factsales +POD1 +fact +1 +2 +0 +adopted");
        assertThat(launcher.launch("once").getOutput()).contains("1 table group, 1 row, ", ", 0 schema files");
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +consumed");
    }

    @Test
    void aTableThatDoesNotFitIsNotAdoptedAndEveryProblemIsListed(QuarkusMainLauncher launcher) throws SQLException {
        execute("CREATE TABLE bi_factsales (saleid DECIMAL(19,0), organizationid VARCHAR, void BOOLEAN)");
        execute("INSERT INTO bi_factsales VALUES (1, 'o1', false), (1, 'o1', false)");

        LaunchResult result = launcher.launch("adopt", "--table", "bi_factsales", "--group", "1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorOutput())
                .contains(
                        "zenoti-s3-sync: the target table bi_factsales lacks the column item VARCHAR(20); add it: ALTER",
                        "zenoti-s3-sync: the sortkey (saleid) of bi_factsales is not unique in bi_factsales: 1 row too many",
                        "zenoti-s3-sync: bi_factsales is not adopted, nothing has changed");
    }

    @ParameterizedTest
    @CsvSource({
        "bi_factsales, POD1, 3, '--group: POD1 has no group 3, but 1 to 2'",
        "bi_factsales, POD2, 1, '--pod: there is no POD ''POD2'' in '",
        "bi_factsales, POD1, 0, '--group: a GroupID is a positive integer, not 0'",
        "bi-factsales, POD1, 1, '--table: ''bi-factsales'' is not the name of a table'"
    })
    void anAdoptionOfWhatIsNotThereIsExitCode2(
            String table, String pod, String group, String message, QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("adopt", "--table", table, "--pod", pod, "--group", group);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains(message);
    }

    @Test
    void aLostRowIsFoundByVerifyAndBroughtBackByRestore(QuarkusMainLauncher launcher) throws Exception {
        publish("MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactSales/7.csv", "1,soap,o1,0\n2,oil,o1,0\n");
        Path report = folder.resolve("differences.csv");
        launcher.launch("once");
        assertThat(launcher.launch("verify").getOutput()).contains("snapshot of 2024-01: 1 compared, all equal");
        execute("DELETE FROM bi_factsales");
        execute("INSERT INTO bi_factsales VALUES (9, 'wax', 'o1', false)");

        LaunchResult found = launcher.launch("verify", "--json", "--report", report.toString());
        LaunchResult restored = launcher.launch("restore", "--month", "2024-01");

        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.getOutput()).contains("\"equal\" : false", "\"missing\" : 1", "\"groupsApplied\" : 2");
        assertThat(Files.readAllLines(report))
                .containsExactly(
                        "\"source\",\"pod\",\"table\",\"difference\",\"key\",\"column\",\"expected\",\"found\"",
                        "\"" + bucket + "\",\"POD1\",\"bi_factsales\",\"missing\",\"1,o1\",\"\",,");
        assertThat(restored.exitCode()).isZero();
        assertThat(restored.getOutput()).contains("1 inserted, 0 replaced, 0 deleted");
        assertThat(launcher.launch("verify").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--month, 2024-13, '--month: ''2024-13'' is not a month as in 2024-01'",
        "--month, 2023-01, '--month: there is no snapshot of 2023-01; there are those of 2024-01'",
        "--table, Bi_FactCampaignSummary, '--table: Zenoti does not put bi_factcampaignsummary into monthly snapshots'",
        "--table, bi_dimx, '--table: the snapshot of 2024-01 has no table ''bi_dimx'''",
        "--pod, POD9, '--pod: there is no POD ''POD9''; there are: POD1'",
        "--source, x, '--source: there is no source ''x'''",
        "--from-group, 0, '--from-group: a GroupID is a positive integer, not 0'"
    })
    void aVerificationOfWhatIsNotThereIsExitCode2(
            String option, String value, String message, QuarkusMainLauncher launcher) {
        publish("MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactSales/7.csv", "1,soap,o1,0\n");
        launcher.launch("once");

        LaunchResult result = launcher.launch("verify", option, value);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains(message);
    }

    @Test
    void aTargetTableThatIsGoneIsAFailureAndAReplayBringsItBack(QuarkusMainLauncher launcher) throws SQLException {
        launcher.launch("once");
        execute("DROP TABLE bi_factsales");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.getErrorOutput()).contains("FAILED table bi_factsales: the target table is gone");
        LaunchResult status = launcher.launch("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +- +0 +missing")
                .contains("missing bi_factsales of POD1: the target table is gone")
                .contains("'replay --table bi_factsales --from-group 1' makes and fills it again");
        assertThat(launcher.launch("replay", "--table", "bi_factsales", "--from-group", "1")
                        .exitCode())
                .isZero();
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +replayed");
    }

    @Test
    void statusNeedsNoSource(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        System.clearProperty("zenoti.bucket");
        System.clearProperty("AWS_ENDPOINT_URL_S3");

        LaunchResult result = launcher.launch("status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +consumed");
    }

    @Test
    void anUnknownSettingIsExitCode2AndNamed(QuarkusMainLauncher launcher) {
        set("zenoti.paralelism", "3");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput())
                .contains("zenoti.paralelism: unknown setting; did you mean zenoti.parallelism?")
                .doesNotContain("\tat ");
    }

    @Test
    void aKeyThatTheTableDoesNotHaveIsNoticedBeforeAnythingIsLoaded(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        set("zenoti.tables.bi_factsales.key", "salesid");
        String complaint = "zenoti.tables.bi_factsales.key names the column \"salesid\", which the table does not have";

        LaunchResult plan = launcher.launch("plan");
        LaunchResult once = launcher.launch("once");
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\n");
        LaunchResult loading = launcher.launch("once");

        assertThat(plan.exitCode()).isZero();
        assertThat(log(plan)).contains(complaint);
        assertThat(once.exitCode()).isZero();
        assertThat(log(once)).contains(complaint);
        assertThat(loading.exitCode()).isEqualTo(1);
        assertThat(loading.getErrorOutput()).contains("FAILED POD1/3/bi_factsales: " + complaint);
    }

    @Test
    void hiddenColumnsAreListedPlannedWarnedOfAndAppliedLater(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        set("zenoti.columns.exclude", "*.item, *.itme");
        set("zenoti.columns.hash", "*.saleid");
        set("zenoti.columns.hash-key", "a secret of thirty-two bytes or so");

        LaunchResult nothingNew = launcher.launch("once");
        assertThat(nothingNew.exitCode()).isZero();
        String stillThere = "they hide values that the target table bi_factsales still has: 'apply-privacy'";
        assertThat(log(nothingNew)).contains(stillThere);
        assertThat(log(launcher.launch("plan"))).contains(stillThere);
        assertThat(launcher.launch("status").getOutput())
                .contains("columns bi_factsales: the zenoti.columns settings hide item, saleid");
        publish("POD1/3/bi_factsales/1/part_0.csv", "3,wax,o1,0\n");

        LaunchResult tables = launcher.launch("tables");
        assertThat(tables.getOutput())
                .containsPattern("bi_factsales .* excluded item; hashed saleid")
                .contains("problem the zenoti.columns settings hide item, saleid");
        assertThat(launcher.launch("tables", "--json").getOutput().replaceAll("\\s+", " "))
                .contains("\"excluded\" : [ \"item\" ], \"hashed\" : [ \"saleid\" ], \"columnsProblem\" : \"the");
        LaunchResult refused = launcher.launch("once");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.getErrorOutput())
                .contains("FAILED POD1/3/bi_factsales: the zenoti.columns settings hide item, saleid");
        assertThat(log(refused))
                .contains("zenoti.columns.exclude: no column of bi_factsales fits '*.itme', so it has no effect;"
                        + " columns with near names: item");

        LaunchResult dry = launcher.launch("apply-privacy", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.getOutput()).contains("would be applied bi_factsales; removed item; hashed saleid");
        LaunchResult applied = launcher.launch("apply-privacy");
        assertThat(applied.exitCode()).isZero();
        assertThat(applied.getOutput())
                .contains("bi_factsales: 1 of 1 different values of saleid are hashed")
                .contains("applied bi_factsales; removed item; hashed saleid; 1 row treated")
                .contains("remains ");
        assertThat(launcher.launch("apply-privacy").getOutput())
                .contains("all tables are as the zenoti.columns settings say");
        assertThat(launcher.launch("plan").getOutput())
                .contains("columns bi_factsales: excluded item; hashed saleid; rows pass through this program");
        assertThat(launcher.launch("once").exitCode()).isZero();
    }

    @Test
    void commandsThatWriteWithoutTheRightToAreExitCode3AndNameTheRemedy(QuarkusMainLauncher launcher) {
        set("zenoti.guest-columns", "bi_factsales.item");
        launcher.launch("once");
        set("zenoti.columns.exclude", "*.item");
        set("zenoti.target.url", "jdbc:duckdb:" + database + ";access_mode=READ_ONLY");

        for (LaunchResult result :
                List.of(launcher.launch("apply-privacy"), launcher.launch("forget", "--guest", "soap"))) {
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.getErrorOutput())
                    .contains(" cannot be used: it is opened for reading only; remove access_mode=READ_ONLY");
        }
    }

    @Test
    void aGuestIsForgottenAndNobodySeesTheKey(QuarkusMainLauncher launcher) {
        set("zenoti.guest-columns", "bi_factsales.item");
        assertThat(launcher.launch("once").exitCode()).isZero();

        assertThat(launcher.launch("tables").getOutput())
                .containsPattern("guests by\n")
                .containsPattern(" item$");
        assertThat(launcher.launch("tables", "--json").getOutput()).contains("\"guestColumns\" : [ \"item\" ]");
        LaunchResult dry = launcher.launch("forget", "--guest", "soap", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.getOutput()).contains("would be removed from bi_factsales by item: 1 row");
        LaunchResult forgotten = launcher.launch("forget", "--guest", "soap", "--json");
        assertThat(forgotten.exitCode()).isZero();
        assertThat(forgotten.getOutput())
                .contains("\"complete\" : true")
                .contains("\"state\" : \"forgotten\"")
                .contains("\"rows\" : 1")
                .doesNotContain("soap");
        assertThat(forgotten.getErrorOutput()).doesNotContain("soap");

        publish("POD1/3/bi_factsales/1/part_0.csv", "3,soap,o1,0\n4,oil,o1,0\n");
        assertThat(launcher.launch("plan").getOutput())
                .contains("columns bi_factsales: rows of forgotten guests are left out, by item");
        assertThat(launcher.launch("once").exitCode()).isZero();
        assertThat(launcher.launch("forget", "--guest", "soap", "--dry-run").getOutput())
                .contains("would be removed from bi_factsales by item: 0 rows");

        LaunchResult mixed = launcher.launch("forget", "--guest", "soap", "--undo", "--dry-run");
        assertThat(mixed.exitCode()).isEqualTo(2);
        assertThat(mixed.getErrorOutput()).contains("--undo takes --guest and nothing else");
        assertThat(launcher.launch("forget", "--guest", "soap", "--undo").exitCode())
                .isZero();
        assertThat(launcher.launch("forget", "--guest", "soap", "--undo").exitCode())
                .isEqualTo(1);
        assertThat(launcher.launch("forget", "--guest", "").exitCode()).isEqualTo(2);
        LaunchResult lost = launcher.launch("forget", "--guest", "Zo\uFFFD");
        assertThat(lost.exitCode()).isEqualTo(2);
        assertThat(lost.getErrorOutput())
                .contains("a character that was lost on its way")
                .contains("--guest -");
        assertThat(launcher.launch("forget").exitCode()).isEqualTo(2);
    }

    @Test
    void columnsThatLoadsNeedAreNotHidden(QuarkusMainLauncher launcher) {
        set("zenoti.columns.exclude", "bi_dimuser.userid");
        LaunchResult documented = launcher.launch("once");
        assertThat(documented.exitCode()).isEqualTo(2);
        assertThat(documented.getErrorOutput())
                .contains(
                        "zenoti.columns.exclude: 'bi_dimuser.userid' leaves out the column userid of bi_dimuser, which"
                                + " is its key by Zenoti's documentation");

        set("zenoti.columns.exclude", "*.void");
        LaunchResult wrong = launcher.launch("once");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.getErrorOutput())
                .contains("zenoti.columns.exclude: '*.void' fits the column void")
                .doesNotContain("\tat ");
    }

    /** Log lines go to stderr; a test's console may put them elsewhere. */
    @Test
    void aSourceIsShownReplayedAndForgottenByItsName(QuarkusMainLauncher launcher) {
        System.clearProperty("zenoti.bucket");
        set("zenoti.sources.north.bucket", bucket);
        set("zenoti.sources.south.bucket", bucket + "-of-south");

        LaunchResult once = launcher.launch("once");
        assertThat(once.exitCode()).isEqualTo(1);
        assertThat(once.getErrorOutput()).contains("FAILED source south (s3://" + bucket + "-of-south): ");
        LaunchResult status = launcher.launch("status", "--source", "north");
        assertThat(status.exitCode()).isZero();
        assertThat(status.getOutput()).containsPattern("bi_factsales +north/POD1 +fact +2 +1 +0 +consumed");
        assertThat(launcher.launch("status", "--json").getOutput()).contains("\"sourceName\" : \"north\"");
        LaunchResult plan = launcher.launch("plan", "--source", "east");
        assertThat(plan.exitCode()).isEqualTo(2);
        assertThat(plan.getErrorOutput()).contains("--source: there is no source 'east'; the sources are north, south");
        assertThat(launcher.launch("plan", "--source", "north").exitCode()).isZero();
        assertThat(launcher.launch("replay", "--table", "bi_factsales", "--from-group", "1", "--source", "south")
                        .exitCode())
                .isEqualTo(2);

        System.clearProperty("zenoti.sources.north.bucket");
        assertThat(launcher.launch("status").getOutput()).contains("no longer configured");
        LaunchResult forget = launcher.launch("forget-source", "north");
        assertThat(forget.exitCode()).isZero();
        assertThat(forget.getOutput()).contains("the bookkeeping of north (s3://" + bucket + ") is removed");
        assertThat(launcher.launch("forget-source", "north").exitCode()).isEqualTo(2);
    }

    private static String log(LaunchResult result) {
        return result.getOutput() + result.getErrorOutput();
    }

    @Test
    void anUnknownCommandIsExitCode2(QuarkusMainLauncher launcher) {
        assertThat(launcher.launch("sync").exitCode()).isEqualTo(2);
    }

    @Test
    void aSourceOutOfReachIsExitCode3(QuarkusMainLauncher launcher) {
        set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput())
                .contains("the source s3://" + bucket + " cannot be listed: ")
                .contains("Connection refused; check the network and AWS_ENDPOINT_URL_S3")
                .doesNotContain("\tat ", "Attempt");
    }

    @Test
    void whatS3RefusesIsToldByItsErrorCodeAndTheRemedy(QuarkusMainLauncher launcher) {
        set("AWS_SECRET_ACCESS_KEY", "wrong");
        LaunchResult wrongSecret = launcher.launch("once");
        set("AWS_ACCESS_KEY_ID", "nobody");
        LaunchResult wrongKey = launcher.launch("once");
        set("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        set("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        set("zenoti.bucket", "no-such-bucket");
        LaunchResult wrongBucket = launcher.launch("once");

        assertRefused(wrongSecret, "the source s3://" + bucket + " cannot be listed: SignatureDoesNotMatch, ")
                .contains("; check AWS_SECRET_ACCESS_KEY");
        assertRefused(wrongKey, "the source s3://" + bucket + " cannot be listed: InvalidAccessKeyId, ")
                .endsWith("; check AWS_ACCESS_KEY_ID");
        assertRefused(wrongBucket, "the source s3://no-such-bucket cannot be listed: NoSuchBucket, ")
                .endsWith("; check zenoti.bucket");
    }

    private static AbstractStringAssert<?> assertRefused(LaunchResult result, String message) {
        assertThat(result.exitCode()).isEqualTo(3);
        List<String> lines = result.getErrorStream().stream()
                .filter(line -> line.startsWith("zenoti-s3-sync: "))
                .toList();
        assertThat(lines).hasSize(1);
        return assertThat(lines.get(0))
                .startsWith("zenoti-s3-sync: " + message)
                .doesNotContain("Request ID", "Status Code", "Attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"once", "plan", "status"})
    void aTargetWhoseFolderIsMissingIsExitCode3(String command, QuarkusMainLauncher launcher) {
        Path missing = folder.resolve("missing");
        set("zenoti.target.url", "jdbc:duckdb:" + missing.resolve("target.duckdb"));

        LaunchResult result = launcher.launch(command);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput())
                .contains(
                        "cannot be opened: there is no folder " + missing + "; create it, or correct zenoti.target.url")
                .doesNotContain("\tat ");
    }

    @Test
    void aTargetThatIsNoDatabaseIsExitCode3(QuarkusMainLauncher launcher) throws IOException {
        Files.writeString(database, "not a database, but long enough to be taken for one".repeat(400));

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput()).contains("cannot be opened").doesNotContain("\tat ");
    }

    @Test
    void statusOfADatabaseThatIsNotThereYetSaysSoAndMakesNone(QuarkusMainLauncher launcher) {
        LaunchResult text = launcher.launch("status");
        LaunchResult json = launcher.launch("status", "--json");

        String notice = "nothing was consumed yet: there is no database yet at " + database;
        assertThat(text.exitCode()).isZero();
        assertThat(text.getOutput()).contains(notice);
        assertThat(json.exitCode()).isZero();
        assertThat(json.getOutput()).contains("\"tables\" : [ ]").doesNotContain(notice);
        assertThat(json.getErrorOutput()).contains(notice);
        assertThat(database).doesNotExist();
    }

    @Test
    void noSecretIsEverPrinted(QuarkusMainLauncher launcher) {
        set("zenoti.target.url", "jdbc:nosuch://host/db?user=me&password=verysecret");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains("zenoti.target.url").doesNotContain("verysecret");
    }

    /** The driver's own error names the whole URL. */
    @Test
    void noSecretOfAUrlThatTheDriverCannotReadIsPrinted(QuarkusMainLauncher launcher) {
        set("zenoti.target.url", "jdbc:postgresql://127.0.0.1:99999999/db?user=me&password=verysecret%zz");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput()).contains("cannot be opened").doesNotContain("verysecret");
    }

    private void set(String key, String value) {
        settings.put(key, value);
        System.setProperty(key, value);
    }

    private void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            objects.put(keysAndContents[i], keysAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        S3.publish(bucket, objects);
    }

    private void execute(String sql) throws SQLException {
        // a program that has ended takes its drivers from the DriverManager
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + database, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
