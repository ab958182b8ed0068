package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.AdoptionReport.Outcome;
import org.zenotisync.cycle.WrongAdoptionException;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SourcesSync;

/** A table that a script has filled from several buckets is adopted source by source. */
class AdoptionOfSourcesTest {

    private static final String SALES = "SchemaFull/Bi_FactSales.txt";
    private static final String SALES_DDL = "CREATE TABLE Bi_FactSales (saleid BIGINT, organizationid BIGINT,"
            + " amount DECIMAL(10,2), void INTEGER) SORTKEY(saleid)";
    private static final String FEEDBACK = "SchemaFull/Bi_FactFeedbackV2.txt";
    private static final String FEEDBACK_DDL =
            "CREATE TABLE Bi_FactFeedbackV2 (feedbackid BIGINT, organizationid BIGINT, stars INTEGER, void INTEGER)";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private SourcesSync sources;

    @BeforeEach
    void twoSources() {
        sources = new SourcesSync(s3, folder).source("north").source("south");
        for (String name : List.of("north", "south")) {
            sources.put(name, SALES, SALES_DDL);
        }
    }

    @AfterEach
    void stop() {
        sources.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = sources.sync().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private AdoptionReport adopt(String table, long group, String source) throws SQLException {
        return sources.sync().sync().adopt(table, group, Optional.empty(), Optional.of(source));
    }

    @Test
    void eachSourceIsAdoptedAtItsOwnGroup() throws SQLException {
        sources.put(
                "north",
                "POD1/1/Bi_FactSales/1/a.csv",
                "1,7,10.00,0\n",
                "POD1/2/Bi_FactSales/1/a.csv",
                "2,7,20.00,0\n",
                "POD1/3/Bi_FactSales/1/a.csv",
                "2,7,,1\n2,7,21.00,0\n");
        sources.put(
                "south",
                SALES,
                "CREATE TABLE Bi_FactSales (void INTEGER, saleid BIGINT, organizationid BIGINT,"
                        + " amount DECIMAL(10,2)) SORTKEY(saleid)",
                "POD4/7/Bi_FactSales/1/a.csv",
                "0,3,7,30.00\n",
                "POD4/8/Bi_FactSales/1/a.csv",
                "0,4,7,40.00\n");
        execute("CREATE TABLE bi_factsales (saleid BIGINT, organizationid BIGINT, amount DECIMAL(10,2), void INTEGER)");
        // of north up to group 2, of south up to group 7; the script has changed a row, which a load would change back
        execute("INSERT INTO bi_factsales VALUES (1, 7, 10.5, 0), (2, 7, 20, 0), (3, 7, 30.5, 0)");

        assertThatExceptionOfType(WrongAdoptionException.class)
                .isThrownBy(() -> sources.sync().sync().adopt("Bi_FactSales", 2, Optional.empty()))
                .withMessage("which source are the rows from? A table is adopted from one source at a time; the sources"
                        + " are north, south")
                .extracting(WrongAdoptionException::argument)
                .isEqualTo(WrongAdoptionException.Argument.SOURCE);
        assertThatExceptionOfType(WrongAdoptionException.class)
                .isThrownBy(() -> adopt("Bi_FactSales", 2, "west"))
                .withMessage("there is no source 'west'; the sources are north, south");
        AdoptionReport north = adopt("Bi_FactSales", 2, "north");
        assertThat(north.problems()).isEmpty();
        assertThat(north.outcome()).isEqualTo(Outcome.ADOPTED);
        assertThat(north.pods()).extracting(AdoptionReport.Pod::pod).containsExactly("north/POD1");
        assertThat(north.notes())
                .contains(
                        "south is not adopted: if it has bi_factsales, the next cycle loads it from its first group on. If"
                                + " its rows are in the target already, adopt it before that with --source south");
        AdoptionReport south = adopt("Bi_FactSales", 7, "south");
        assertThat(south.problems()).isEmpty();
        assertThat(south.notes()).noneMatch(note -> note.contains("is not adopted"));
        assertThat(south.outcome()).isEqualTo(Outcome.ADOPTED);
        assertThat(adopt("Bi_FactSales", 7, "south").outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(sources.sync().cleanCycle().outcomes())
                .extracting(outcome -> outcome.id().toString())
                .containsExactly("north/POD1/3/bi_factsales", "south/POD4/8/bi_factsales");
        assertThat(sources.sync().rows("bi_factsales", "saleid", "amount"))
                .containsExactly("1|10.50", "2|21.00", "3|30.50", "4|40.00");
    }

    @Test
    void aSourceWhoseSchemaContradictsAnotherOneIsRefused() throws SQLException {
        sources.put("north", "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        sources.put(
                "south",
                SALES,
                SALES_DDL.replace("DECIMAL(10,2)", "VARCHAR(10)"),
                "POD1/1/Bi_FactSales/1/a.csv",
                "2,7,x,0\n");
        execute("CREATE TABLE bi_factsales (saleid BIGINT, organizationid BIGINT, amount DECIMAL(10,2), void INTEGER)");
        execute("INSERT INTO bi_factsales VALUES (1, 7, 10.00, 0)");
        adopt("Bi_FactSales", 1, "north");

        AdoptionReport south = adopt("Bi_FactSales", 1, "south");

        assertThat(south.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(south.problems()).anyMatch(problem -> problem.contains("amount"));
    }

    /** A script that reads one bucket has them once. */
    @Test
    void aSharedTableIsAdoptedFromTheSourceThatItIsConsumedFrom() throws SQLException {
        for (String name : List.of("north", "south")) {
            sources.put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n");
        }
        execute("CREATE TABLE bi_factfeedbackv2 (feedbackid BIGINT, organizationid BIGINT, stars INTEGER, void"
                + " INTEGER)");
        execute("INSERT INTO bi_factfeedbackv2 VALUES (1, 7, 5, 0)");

        // nobody has consumed it, so that the adoption makes south its primary
        assertThat(adopt("Bi_FactFeedbackV2", 1, "south").outcome()).isEqualTo(Outcome.ADOPTED);
        assertThatExceptionOfType(WrongAdoptionException.class)
                .isThrownBy(() -> adopt("Bi_FactFeedbackV2", 1, "north"))
                .withMessageContaining("a shared table (zenoti.shared-tables), and it is consumed from south");

        assertThat(sources.sync().cleanCycle().outcomes()).isEmpty();
        assertThat(sources.sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1");
    }
}
