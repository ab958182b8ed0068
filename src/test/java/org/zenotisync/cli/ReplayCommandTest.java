package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command replay, and what tells that one is due. */
@QuarkusMainTest
class ReplayCommandTest extends CommandTest {

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
    void replayConsumesAgainWithoutDoubling(QuarkusMainLauncher launcher) {
        launcher.launch("once");

        LaunchResult result = launcher.launch("replay", "--table", "dbo.Bi_FactSales_s3", "--from-group", "1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).contains("2 table groups, 3 rows");
        assertThat(launcher.launch("status").getOutput())
                .containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +replayed");
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
}
