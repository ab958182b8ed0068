package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The commands once and plan: table groups that are consumed, fail, wait or are left out. */
@QuarkusMainTest
class OnceCommandTest extends CommandTest {

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
}
