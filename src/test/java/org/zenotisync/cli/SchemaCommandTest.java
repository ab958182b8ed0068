package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands below schema: files that are refused, listed, accepted and retried. */
@QuarkusMainTest
class SchemaCommandTest extends CommandTest {

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
}
