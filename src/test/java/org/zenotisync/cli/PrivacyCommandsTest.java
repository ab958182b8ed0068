package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands apply-privacy, forget and forget-source: what is hidden and removed. */
@QuarkusMainTest
class PrivacyCommandsTest extends CommandTest {

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
}
