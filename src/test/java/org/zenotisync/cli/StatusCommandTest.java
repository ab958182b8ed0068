package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The commands status and tables: what a person, or a program, reads of the target. */
@QuarkusMainTest
class StatusCommandTest extends CommandTest {

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
    void statusNeedsNoSource(QuarkusMainLauncher launcher) {
        launcher.launch("once");
        System.clearProperty("zenoti.bucket");
        System.clearProperty("AWS_ENDPOINT_URL_S3");

        LaunchResult result = launcher.launch("status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.getOutput()).containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +consumed");
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
}
