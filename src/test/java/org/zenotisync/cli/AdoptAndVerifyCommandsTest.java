package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands adopt, verify and restore. */
@QuarkusMainTest
class AdoptAndVerifyCommandsTest extends CommandTest {

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
}
