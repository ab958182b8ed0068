package org.zenotisync.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.CamelExecutionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.Counts;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.ListingException;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SourcesSync;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Monthly snapshots of several sources are compared with the tables that all of them feed. */
class SeveralSourcesVerifyTest {

    private static final String SALES = "SchemaFull/Bi_FactSales.txt";
    private static final String USERS = "SchemaFull/Bi_DimUser.txt";
    private static final String ITEMS = "SchemaFull/Bi_DimItems.txt";
    private static final String FEEDBACK = "SchemaFull/Bi_FactFeedbackV2.txt";
    private static final String SALES_DDL = "CREATE TABLE Bi_FactSales (saleid BIGINT, organizationid BIGINT,"
            + " amount DECIMAL(10,2), void INTEGER) SORTKEY(saleid)";
    private static final String SALES_DDL_OTHER = "CREATE TABLE Bi_FactSales (organizationid BIGINT, void INTEGER,"
            + " saleid BIGINT, amount DECIMAL(10,2)) SORTKEY(saleid)";
    private static final String USERS_DDL =
            "CREATE TABLE Bi_DimUser (userid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(userid)";
    private static final String ITEMS_DDL =
            "CREATE TABLE Bi_DimItems (itemid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(itemid)";
    private static final String FEEDBACK_DDL =
            "CREATE TABLE Bi_FactFeedbackV2 (feedbackid BIGINT, organizationid BIGINT, stars INTEGER, void INTEGER)";
    private static final String JANUARY = "MonthlySnapshot/2024-02-01/";

    /** No table group counts as later than the snapshot. */
    private static final OptionalLong NONE_LATER = OptionalLong.of(1000);

    private static final OptionalLong ALL_LATER = OptionalLong.of(1);

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private SourcesSync sources;

    @BeforeEach
    void twoSources() {
        sources = new SourcesSync(s3, folder).source("north").source("south");
    }

    @AfterEach
    void stop() {
        sources.close();
    }

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    private static VerifyRequest request(
            Optional<String> source, OptionalLong fromGroup, Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                source,
                fromGroup,
                restore,
                Map.of(),
                Optional.empty());
    }

    private SyncHarness sync() {
        return sources.sync();
    }

    private VerifyReport verify(OptionalLong fromGroup) {
        return sync().sync().verify(request(Optional.empty(), fromGroup, Optional.empty()));
    }

    private VerifyReport restore(Optional<String> source, OptionalLong fromGroup) {
        return sync().sync()
                .restore(request(source, fromGroup, Optional.of(new VerifyRequest.Restore(false, true, false, true))));
    }

    /** State and difference of each track: {@code north/POD1/bi_factsales equal 3}. */
    private static List<String> lines(VerifyReport report) {
        return report.tables().stream()
                .map(table -> table.track() + " " + table.state().id() + " " + table.compared()
                        + (table.counts().equals(Counts.NONE) ? "" : " " + text(table.counts())))
                .toList();
    }

    private static String text(Counts counts) {
        return "missing=" + counts.missing() + " different=" + counts.different() + " notDeleted=" + counts.notDeleted()
                + " surplus=" + counts.surplus() + " undecided=" + counts.undecided();
    }

    private static Optional<String> error(VerifyReport report, String track) {
        return report.tables().stream()
                .filter(table -> table.track().toString().equals(track))
                .findFirst()
                .flatMap(TableVerification::error);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = sync().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The files have no header, and the columns of south are in another order. Sale 3 is in both buckets, and south has
     * two PODs.
     */
    private void publishSales() {
        sources.put(
                "north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n2,7,20.00,0\n3,7,30.00,0\n");
        sources.put("south", SALES, SALES_DDL_OTHER, "POD1/1/Bi_FactSales/1/a.csv", "7,0,3,30.00\n7,0,4,40.00\n");
        sources.put("south", "POD2/4/Bi_FactSales/1/a.csv", "7,0,5,50.00\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_FactSales/7.7.csv", "1,7,10.00,0\n2,7,20.00,0\n3,7,30.00,0\n");
        sources.put("south", JANUARY + "POD1/1003/Bi_FactSales/7.7.csv", "7,0,3,30.00\n7,0,4,40.00\n");
        sources.put("south", JANUARY + "POD2/1003/Bi_FactSales/7.7.csv", "7,0,5,50.00\n");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRowThatTwoSourcesHaveIsExpectedOnce(TargetDatabase database) throws SQLException {
        sources.on(database);
        publishSales();
        sync().cleanCycle();
        List<String> right = sync().rows("bi_factsales", "saleid", "amount", "void");
        assertThat(right).hasSize(5);

        for (OptionalLong fromGroup : List.of(NONE_LATER, ALL_LATER)) {
            assertThat(lines(verify(fromGroup)))
                    .containsExactly(
                            "north/POD1/bi_factsales equal 3",
                            "south/POD1/bi_factsales equal 1",
                            "south/POD2/bi_factsales equal 1");
        }

        execute("DELETE FROM bi_factsales WHERE saleid IN (1, 5)");
        execute("UPDATE bi_factsales SET amount = 99 WHERE saleid = 4");
        // as a load would have left it that does not know that both sources have the row
        execute("INSERT INTO bi_factsales (saleid, organizationid, amount, void) VALUES (3, 7, 30.00, 0)");
        for (OptionalLong fromGroup : List.of(NONE_LATER, ALL_LATER)) {
            assertThat(lines(verify(fromGroup)))
                    .containsExactly(
                            "north/POD1/bi_factsales different 3"
                                    + " missing=1 different=0 notDeleted=0 surplus=1 undecided=0",
                            "south/POD1/bi_factsales different 1"
                                    + " missing=0 different=1 notDeleted=0 surplus=0 undecided=0",
                            "south/POD2/bi_factsales different 1"
                                    + " missing=1 different=0 notDeleted=0 surplus=0 undecided=0");
        }

        // the row that both have counts for the source that was asked for
        assertThat(lines(restore(Optional.of("south"), NONE_LATER)))
                .containsExactly(
                        "south/POD1/bi_factsales different 2 missing=0 different=1 notDeleted=0 surplus=1 undecided=0",
                        "south/POD2/bi_factsales different 1 missing=1 different=0 notDeleted=0 surplus=0 undecided=0");
        assertThat(lines(verify(NONE_LATER)).get(0))
                .isEqualTo("north/POD1/bi_factsales different 3"
                        + " missing=1 different=0 notDeleted=0 surplus=0 undecided=0");
        assertThat(restore(Optional.empty(), ALL_LATER).isDone()).isTrue();
        assertThat(sync().rows("bi_factsales", "saleid", "amount", "void")).isEqualTo(right);
        assertThat(verify(NONE_LATER).isEqual()).isTrue();
    }

    /** Rows of a fact end as the last consumed version, and nobody knows which that was. */
    @ParameterizedTest
    @MethodSource("databases")
    void versionsOfTwoSourcesAreUndecidedUnlessTheTargetHasOneOfThem(TargetDatabase database) throws SQLException {
        sources.on(database);
        for (String name : List.of("north", "south")) {
            sources.put(name, SALES, SALES_DDL);
            sources.put(name, USERS, USERS_DDL);
        }
        sources.put("north", "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n2,7,20.00,0\n2,7,21.00,0\n3,7,30.00,0\n");
        sources.put("south", "POD1/1/Bi_FactSales/1/a.csv", "1,7,11.00,0\n2,7,20.00,0\n");
        sources.put("north", "POD1/1/Bi_DimUser/1/a.csv", "1,Ann,0\n2,Ben,0\n");
        sources.put("south", "POD1/1/Bi_DimUser/1/a.csv", "1,Anna,0\n2,Ben,0\n");
        sources.put(
                "north",
                JANUARY + "POD1/1000/Bi_FactSales/7.7.csv",
                "1,7,10.00,0\n2,7,20.00,0\n2,7,21.00,0\n3,7,30.00,0\n");
        sources.put("south", JANUARY + "POD1/1000/Bi_FactSales/7.7.csv", "1,7,11.00,0\n2,7,20.00,0\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_DimUser/7.7.csv", "1,Ann,0\n2,Ben,0\n");
        sources.put("south", JANUARY + "POD1/1000/Bi_DimUser/7.7.csv", "1,Anna,0\n2,Ben,0\n");
        sources.settings().put("zenoti.tables.bi_factsales.key", "saleid");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid", "amount")).containsExactly("1|11.00", "2|20.00", "3|30.00");
        assertThat(sync().rows("bi_dimuser", "userid", "name")).containsExactly("1|Anna", "2|Ben");

        assertThat(verify(NONE_LATER).isEqual()).isTrue();
        // what the later groups say is what was consumed last
        assertThat(verify(ALL_LATER).isEqual()).isTrue();

        execute("UPDATE bi_factsales SET amount = 12 WHERE saleid = 1");
        execute("DELETE FROM bi_factsales WHERE saleid = 2");
        execute("UPDATE bi_factsales SET amount = 31 WHERE saleid = 3");
        assertThat(lines(verify(NONE_LATER)))
                .containsExactly(
                        "north/POD1/bi_dimuser equal 2",
                        "south/POD1/bi_dimuser equal 2",
                        "north/POD1/bi_factsales different 4"
                                + " missing=0 different=1 notDeleted=0 surplus=0 undecided=0",
                        "south/POD1/bi_factsales different 2"
                                + " missing=1 different=0 notDeleted=0 surplus=0 undecided=1");

        restore(Optional.empty(), NONE_LATER);
        assertThat(sync().rows("bi_factsales", "saleid", "amount")).containsExactly("1|12.00", "2|20.00", "3|30.00");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void sharedTablesAreComparedWithTheSnapshotOfTheSourceTheyComeFrom(TargetDatabase database) throws SQLException {
        sources.on(database);
        for (String name : List.of("north", "south")) {
            sources.put(name, ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut of " + name + ",0\n");
            sources.put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n1,7,5,0\n");
            sources.put(name, JANUARY + "POD1/1000/Bi_DimItems/7.7.csv", "1,Cut of " + name + ",0\n");
            sources.put(name, JANUARY + "POD1/1000/Bi_FactFeedbackV2/7.7.csv", "1,7,5,0\n1,7,5,0\n");
        }
        sync().cleanCycle();

        VerifyReport report = verify(NONE_LATER);
        assertThat(lines(report))
                .containsExactly(
                        "north/POD1/bi_dimitems equal 1",
                        "south/POD1/bi_dimitems shared 0",
                        "north/POD1/bi_factfeedbackv2 equal 2",
                        "south/POD1/bi_factfeedbackv2 shared 0");
        assertThat(report.isEqual()).isTrue();
        assertThat(error(report, "south/POD1/bi_dimitems")).contains("consumed from north");

        // they move: the snapshot of the new source counts, and what the former one is due does not delay it
        sources.settings().put("zenoti.sources.south.primary", "true");
        sync().sync().replay("bi_dimitems", 1, Optional.empty(), Optional.of("north"));
        sources.restart();
        sync().cleanCycle();
        assertThat(lines(verify(NONE_LATER)))
                .containsExactly(
                        "north/POD1/bi_dimitems shared 0",
                        "south/POD1/bi_dimitems equal 1",
                        "north/POD1/bi_factfeedbackv2 shared 0",
                        "south/POD1/bi_factfeedbackv2 equal 2");
        execute("DELETE FROM bi_factfeedbackv2");
        assertThat(lines(verify(NONE_LATER)).get(3)).startsWith("south/POD1/bi_factfeedbackv2 different 2 missing=2");
    }

    @Test
    void aSourceWithoutASnapshotDoesNotDelayTheOthers() {
        for (String name : List.of("north", "south")) {
            sources.put(name, SALES, SALES_DDL);
        }
        sources.put("north", "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        sources.put("south", "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_FactSales/7.7.csv", "1,7,10.00,0\n");
        sources.put("south", "MonthlySnapshot/2024-01-01/POD1/1000/Bi_FactSales/7.7.csv", "2,7,20.00,0\n");
        sources.put("south", "MonthlySnapshot/whenever/x.csv", "");
        sync().cleanCycle();

        VerifyReport report = verify(OptionalLong.empty());
        assertThat(report.month()).isEqualTo(YearMonth.of(2024, 1));
        assertThat(lines(report))
                .containsExactly("north/POD1/bi_factsales equal 1", "south/POD1/bi_factsales no-snapshot 0");
        assertThat(report.unknown()).containsExactly("south: MonthlySnapshot/whenever/");
        assertThat(report.isEqual()).isTrue();

        // the newest month is that of the source that is asked for
        VerifyReport south = sync().sync().verify(request(Optional.of("south"), NONE_LATER, Optional.empty()));
        assertThat(south.month()).isEqualTo(YearMonth.of(2023, 12));
        assertThat(lines(south)).containsExactly("south/POD1/bi_factsales equal 1");
    }

    /**
     * South has no snapshot of the month. The target has its version of sale 1, and both of its rows of sale 2: it was
     * consumed after north.
     */
    @ParameterizedTest
    @MethodSource("databases")
    void aRowThatASourceWithoutASnapshotHasReplacedIsNotADifference(TargetDatabase database) throws SQLException {
        sources.on(database);
        sources.settings().put("zenoti.tables.bi_factsales.key", "saleid");
        sources.put(
                "north",
                SALES,
                SALES_DDL,
                "POD1/1/Bi_FactSales/1/a.csv",
                "1,7,10.00,0\n2,7,20.00,0\n3,7,30.00,0\n",
                JANUARY + "POD1/1000/Bi_FactSales/7.7.csv",
                "1,7,10.00,0\n2,7,20.00,0\n3,7,30.00,0\n");
        sources.put(
                "south",
                SALES,
                SALES_DDL,
                "POD1/1/Bi_FactSales/1/a.csv",
                "1,7,11.00,0\n2,7,20.00,0\n2,7,20.00,0\n4,7,40.00,0\n");
        sources.put("north", USERS, USERS_DDL, "POD1/1/Bi_DimUser/1/a.csv", "1,Ann,0\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_DimUser/7.7.csv", "1,Ann,0\n");
        sources.put("south", USERS, USERS_DDL, "POD1/1/Bi_DimUser/1/a.csv", "1,Anna,0\n");
        sync().cleanCycle();
        List<String> right = sync().rows("bi_factsales", "saleid", "amount");
        assertThat(right).containsExactly("1|11.00", "2|20.00", "2|20.00", "3|30.00", "4|40.00");

        List<String> undecided = List.of(
                "north/POD1/bi_dimuser equal 1 missing=0 different=0 notDeleted=0 surplus=0 undecided=1",
                "south/POD1/bi_dimuser no-snapshot 0",
                "north/POD1/bi_factsales equal 3 missing=0 different=0 notDeleted=0 surplus=0 undecided=2",
                "south/POD1/bi_factsales no-snapshot 0");
        assertThat(lines(verify(NONE_LATER))).containsExactlyInAnyOrderElementsOf(undecided);
        // the groups of south are read, too, and it was the last one
        assertThat(lines(verify(ALL_LATER))).contains("north/POD1/bi_factsales equal 4");
        restore(Optional.empty(), NONE_LATER);
        assertThat(sync().rows("bi_factsales", "saleid", "amount")).isEqualTo(right);

        // it stays undecided when nothing is known of south any more
        sources.removeSource("south");
        sources.source("west").put("west", SALES, SALES_DDL);
        sources.restart();
        assertThat(lines(verify(NONE_LATER))).containsAll(List.of(undecided.get(0), undecided.get(2)));
        sync().sync().sourceNames().forget("south");
        assertThat(lines(verify(NONE_LATER))).containsExactly(undecided.get(0), undecided.get(2));
        assertThat(lines(verify(ALL_LATER))).containsExactly(undecided.get(0), undecided.get(2));
    }

    /** Sources of different organisations do not replace the rows of one another. */
    @Test
    void aRowOfAnotherOrganisationDoesNotMakeADifferenceUndecided() throws SQLException {
        sources.source("north", "organization", "Salons").source("south", "organization", "Spas");
        sources.put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_FactSales/7.7.csv", "1,7,10.00,0\n");
        sources.put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,8,11.00,0\n");
        sync().cleanCycle();
        execute("UPDATE bi_factsales SET amount = 12 WHERE organizationid = 7");

        assertThat(lines(verify(NONE_LATER)))
                .contains("north/POD1/bi_factsales different 1"
                        + " missing=0 different=1 notDeleted=0 surplus=0 undecided=0");
    }

    /** The former source brings the restored rows later, when the fact moves back to it. */
    @ParameterizedTest
    @MethodSource("databases")
    void restoredRowsOfASharedFactAreThereOnceAfterItHasMoved(TargetDatabase database) throws SQLException {
        sources.on(database);
        for (String name : List.of("north", "south")) {
            sources.put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n2,7,5,0\n");
        }
        sync().cleanCycle();
        sources.settings().put("zenoti.sources.south.primary", "true");
        sources.restart();
        sources.put("south", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "4,7,4,0\n");
        // no table group of south has row 3
        sources.put("south", JANUARY + "POD1/1000/Bi_FactFeedbackV2/7.7.csv", "1,7,5,0\n2,7,5,0\n3,7,3,0\n4,7,4,0\n");
        sync().cleanCycle();
        execute("DELETE FROM bi_factfeedbackv2 WHERE feedbackid IN (2, 4)");
        restore(Optional.empty(), NONE_LATER);
        assertThat(sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "2", "3", "4");
        restore(Optional.empty(), NONE_LATER);

        sources.settings().remove("zenoti.sources.south.primary");
        sources.settings().put("zenoti.sources.north.primary", "true");
        sources.restart();
        sources.put("north", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "3,7,3,0\n4,7,4,0\n5,7,5,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "2", "3", "4", "5");

        // row 4 was noted when it was loaded, and not again when it was restored
        sources.put("north", "POD1/3/Bi_FactFeedbackV2/1/a.csv", "4,7,4,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "2", "3", "4", "4", "5");
    }

    @Test
    void aSnapshotAtTheTopOfABucketOfTwoSourcesIsVerifiedOnce() {
        sources.settings().put("zenoti.sources.south.bucket", "north-bucket");
        sources.settings().put("zenoti.sources.north.prefix", "North");
        sources.settings().put("zenoti.sources.south.prefix", "South");
        sources.settings().put("zenoti.verify", "on-new-snapshot");
        sources.put("north", "North/" + SALES, SALES_DDL, "North/POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        sources.put("north", "South/" + SALES, SALES_DDL, "South/POD2/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sources.put("north", JANUARY + "POD1/1000/Bi_FactSales/7.7.csv", "1,7,10.00,0\n");
        sources.put("north", JANUARY + "POD2/1000/Bi_FactSales/7.7.csv", "2,7,20.00,0\n");
        sources.put("north", JANUARY + "POD3/1000/Bi_FactSales/7.7.csv", "3,7,30.00,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("zenoti_sync_verify", "source", "pod", "state"))
                .containsExactly("north-bucket/North|POD1|equal", "north-bucket/South|POD2|equal");

        sync().cleanCycle();
        assertThat(sources.events())
                .filteredOn(SyncEvent.SnapshotVerified.class::isInstance)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(SyncEvent.SnapshotVerified.class))
                // nobody has loaded the third POD: the first source of the bucket reports it
                .satisfies(event -> assertThat(event.report().tables())
                        .extracting(table -> table.track() + " " + table.state())
                        .contains("north/POD3/bi_factsales NOT_LOADED"));
    }

    @Test
    void aSourceThatCannotBeListedIsInterruptedAndTheOthersAreCompared() throws SQLException {
        publishSales();
        sources.settings().put("zenoti.verify", "on-new-snapshot");
        sync().cleanCycle();
        sources.deleteBucket("south");
        sources.put("north", JANUARY + "POD1/1001/Bi_FactSales/7.7.csv", "1,7,10.00,0\n2,7,20.00,0\n");

        VerifyReport report = verify(ALL_LATER);
        assertThat(lines(report))
                .containsExactly(
                        "north/POD1/bi_factsales equal 2",
                        "south/POD1/bi_factsales interrupted 0",
                        "south/POD2/bi_factsales interrupted 0");
        assertThat(report.isEqual()).isFalse();
        assertThat(error(report, "south/POD1/bi_factsales").orElseThrow()).contains("south-bucket");
        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(() ->
                        sync().sync().verify(request(Optional.of("south"), OptionalLong.empty(), Optional.empty())))
                .withCauseInstanceOf(ListingException.class);
        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(() -> restore(Optional.of("north"), OptionalLong.empty()))
                .withCauseInstanceOf(ListingException.class)
                .withStackTraceContaining("nothing is restored");

        // the new snapshot of north is verified automatically, though south cannot be listed
        sync().cycle();
        assertThat(sync().query("SELECT snapshot_group, state FROM zenoti_sync_verify WHERE source = 'north-bucket'"))
                .containsExactly(List.of(1001L, "equal"));
        assertThat(report.tables()).extracting(TableVerification::state).doesNotContain(State.TOO_EARLY);
    }
}
