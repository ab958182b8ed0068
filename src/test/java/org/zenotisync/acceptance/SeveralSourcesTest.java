package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.CycleReport;
import org.zenotisync.s3.S3SourceClients;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/** Several sources feed the same target tables. */
class SeveralSourcesTest {

    private static final String SALES = "SchemaFull/Bi_FactSales.txt";
    private static final String USERS = "SchemaFull/Bi_DimUser.txt";
    private static final String ITEMS = "SchemaFull/Bi_DimItems.txt";
    private static final String FEEDBACK = "SchemaFull/Bi_FactFeedbackV2.txt";
    private static final String ITEMS_DDL =
            "CREATE TABLE Bi_DimItems (itemid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(itemid)";
    private static final String SALES_DDL = "CREATE TABLE Bi_FactSales (saleid BIGINT, organizationid BIGINT,"
            + " amount DECIMAL(10,2), void INTEGER) SORTKEY(saleid)";
    private static final String USERS_DDL =
            "CREATE TABLE Bi_DimUser (userid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(userid)";
    private static final String FEEDBACK_DDL =
            "CREATE TABLE Bi_FactFeedbackV2 (feedbackid BIGINT, organizationid BIGINT, stars INTEGER, void INTEGER)";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private Optional<SyncHarness> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(SyncHarness::close);
    }

    @Test
    void rowsOfAllSourcesAreInTheSameTables() {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n2,7,20.00,0\n");
        put(
                "south",
                SALES,
                SALES_DDL,
                "POD1/1/Bi_FactSales/1/a.csv",
                "3,7,30.00,0\n",
                "POD2/5/Bi_FactSales/1/a.csv",
                "4,7,40.00,0\n");

        CycleReport report = sync().cleanCycle();

        assertThat(sync().rows("bi_factsales", "saleid", "amount"))
                .containsExactly("1|10.00", "2|20.00", "3|30.00", "4|40.00");
        assertThat(report.outcomes())
                .extracting(outcome -> outcome.id().toString())
                .containsExactly("north/POD1/1/bi_factsales", "south/POD1/1/bi_factsales", "south/POD2/5/bi_factsales");
        assertThat(sync().cycle().outcomes()).isEmpty();
        assertThat(sync().query("SELECT source, source_name FROM zenoti_sync_source ORDER BY source"))
                .containsExactly(List.of("north-bucket", "north"), List.of("south-bucket", "south"));
    }

    /** Both buckets have the same rows, as a zone's bucket beside that of a centre. */
    @Test
    void rowsThatTwoSourcesOfAnOrganisationHaveAreThereOnce() {
        source("centre");
        source("zone");
        put("centre", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n2,7,20.00,0\n");
        put("zone", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n2,7,20.00,0\n3,7,30.00,0\n");
        put("centre", USERS, USERS_DDL, "POD1/1/Bi_DimUser/1/a.csv", "1,Ann,0\n");
        put("zone", USERS, USERS_DDL, "POD1/1/Bi_DimUser/1/a.csv", "1,Anna,0\n");

        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid", "amount")).containsExactly("1|10.00", "2|20.00", "3|30.00");
        // the last consumed version of a dimension's row counts
        assertThat(sync().rows("bi_dimuser", "userid", "name")).containsExactly("1|Anna");

        put("centre", "POD1/2/Bi_FactSales/1/a.csv", "1,7,11.00,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid", "amount")).containsExactly("1|11.00", "2|20.00", "3|30.00");
        assertThat(sync().query("SELECT DISTINCT outcome FROM zenoti_sync_run")).containsExactly(List.of("consumed"));
    }

    @Test
    void sourcesOfTwoOrganisationsKeepTheirRowsApartByOrganizationId() {
        source("north", "organization", "Salons");
        source("south", "organization", "Spas");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,8,30.00,0\n");
        put("north", ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut,0\n");
        put("south", ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "2,Bath,0\n");

        sync().cleanCycle();

        assertThat(sync().rows("bi_factsales", "saleid", "organizationid")).containsExactly("1|7", "1|8");
        // a shared table is consumed once per organisation
        assertThat(sync().rows("bi_dimitems", "itemid", "name")).containsExactly("1|Cut", "2|Bath");
    }

    /** A bucket that was made after an upgrade has another order of columns. */
    @Test
    void filesWithoutAHeaderHaveTheColumnsOfTheirOwnSource() {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        put(
                "south",
                SALES,
                "CREATE TABLE Bi_FactSales (organizationid BIGINT, void INTEGER, note VARCHAR(10), saleid BIGINT,"
                        + " amount DECIMAL(12,2)) SORTKEY(saleid)",
                "POD1/1/Bi_FactSales/1/a.csv",
                "7,0,late,3,1234567890.12\n");

        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid", "organizationid", "amount", "void", "note"))
                .containsExactly("1|7|10.00|0|null", "3|7|1234567890.12|0|late");

        // north gets the upgrade later: its column is there already
        put(
                "north",
                "SchemaUpgrade/2024.2/note.txt",
                "ALTER TABLE Bi_FactSales ADD COLUMN note VARCHAR(10)",
                "POD1/2/Bi_FactSales/1/a.csv",
                "4,7,40.00,0,new\n");
        put("south", "POD1/2/Bi_FactSales/1/a.csv", "7,0,x,5,50.00\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid", "amount", "note"))
                .containsExactly("1|10.00|null", "3|1234567890.12|late", "4|40.00|new", "5|50.00|x");
    }

    @Test
    void aColumnThatOneSourceRenamesIsRenamedForAll() {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sync().cleanCycle();

        String rename = "ALTER TABLE Bi_FactSales RENAME COLUMN amount TO total";
        put("north", "SchemaUpgrade/2024.2/a.txt", rename, "POD1/2/Bi_FactSales/1/a.csv", "3,7,30.00,0\n");
        put("south", "POD1/2/Bi_FactSales/1/a.csv", "saleid,organizationid,amount,void\n4,7,40.00,0\n");
        sync().cleanCycle();
        put("south", "SchemaUpgrade/2024.2/a.txt", rename, "POD1/3/Bi_FactSales/1/a.csv", "5,7,50.00,0\n");
        sync().cleanCycle();

        assertThat(sync().rows("bi_factsales", "saleid", "total"))
                .containsExactly("1|10.00", "2|20.00", "3|30.00", "4|40.00", "5|50.00");
    }

    @Test
    void whatContradictsIsRefusedForTheLaterSourceAlone() {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        put(
                "south",
                SALES,
                SALES_DDL.replace("amount DECIMAL(10,2)", "amount VARCHAR(10)"),
                "POD1/1/Bi_FactSales/1/a.csv",
                "2,7,x,0\n");
        put("south", USERS, USERS_DDL, "POD1/1/Bi_DimUser/1/a.csv", "1,Ann,0\n");

        CycleReport report = sync().cycle();

        assertThat(SyncHarness.failures(report))
                .startsWith("s3://south-bucket/" + SALES + ": ")
                .contains("amount");
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1");
        assertThat(sync().rows("bi_dimuser", "userid")).containsExactly("1");
    }

    @Test
    void aSourceThatCannotBeListedDoesNotStopTheOthers() {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");

        CycleReport report = sync().cycle();

        assertThat(report.hasFailures()).isTrue();
        assertThat(SyncHarness.failures(report)).startsWith("source south (s3://south-bucket): ");
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1");

        put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1", "2");
    }

    @Test
    void ifNoSourceCanBeListedTheCycleCannotRun() {
        source("north");
        source("south");

        assertThatExceptionOfType(org.apache.camel.CamelExecutionException.class)
                .isThrownBy(() -> sync().cycle())
                .withCauseInstanceOf(org.zenotisync.feed.ListingException.class);
    }

    @Test
    void sharedTablesAreConsumedFromOneSource() {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut of " + name + ",0\n");
            put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n");
        }

        sync().cleanCycle();

        assertThat(sync().rows("bi_dimitems", "name")).containsExactly("Cut of north");
        assertThat(sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1");
        assertThat(state("south", "bi_dimitems")).isEqualTo("shared: consumed from north");
        assertThat(state("north", "bi_dimitems")).isEqualTo("consumed: ");
        // its group counts as complete, though nothing of the shared tables was consumed from it
        put("south", "POD1/2/Bi_DimItems/1/a.csv", "2,Other,0\n");
        sync().cleanCycle();
        assertThat(sync().rows("bi_dimitems", "itemid")).containsExactly("1");
    }

    /** What would happen without shared tables: an append-only fact has every row once per source. */
    @Test
    void withoutSharedTablesAppendOnlyFactsAreDoubled() {
        settings.put("zenoti.shared-tables", "bi_dimitems");
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n");
        }

        sync().cleanCycle();

        assertThat(sync().rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "1");
    }

    @Test
    void theSharedTablesOfAnUnreachablePrimaryWait() {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut of " + name + ",0\n");
        }
        sync().cleanCycle();
        s3.client().deleteObjects(b -> b.bucket("north-bucket")
                .delete(d -> d.objects(s3.client().listObjectsV2(l -> l.bucket("north-bucket")).contents().stream()
                        .map(object -> software.amazon.awssdk.services.s3.model.ObjectIdentifier.builder()
                                .key(object.key())
                                .build())
                        .toList())));
        s3.client().deleteBucket(b -> b.bucket("north-bucket"));
        put("south", "POD1/2/Bi_DimItems/1/a.csv", "2,Other,0\n");

        assertThat(sync().cycle().hasFailures()).isTrue();

        assertThat(sync().rows("bi_dimitems", "itemid")).containsExactly("1");
    }

    /** A dimension that moves continues from the first group of its new source. */
    @Test
    void thePrimaryMovesBySetting() {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut of " + name + ",0\n");
        }
        put("south", "POD1/2/Bi_DimItems/1/a.csv", "2,Other,0\n");
        sync().cleanCycle();

        settings.put("zenoti.sources.south.primary", "true");
        restart();
        sync().cleanCycle();

        assertThat(sync().rows("bi_dimitems", "itemid", "name")).containsExactly("1|Cut of south", "2|Other");
        assertThat(state("north", "bi_dimitems")).isEqualTo("shared: consumed from south");
    }

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    /** Its rows are compared as a multiset: nothing is there twice, and nothing is lost. */
    @ParameterizedTest
    @MethodSource("databases")
    void anAppendOnlyFactContinuesFromAnotherSourceWithoutDoubling(TargetDatabase database) {
        settings.putAll(database.settings(folder));
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n1,7,5,0\n2,7,,0\n");
        }
        put("north", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "9,7,1,0\n");
        sync().cleanCycle();
        assertThat(feedback()).containsExactly("1", "1", "2", "9");

        // south has another row like one that is there, a new one, and later one that north has brought already
        settings.put("zenoti.sources.south.primary", "true");
        restart();
        put("south", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "2,7,,0\n3,7,3,0\n");
        sync().cleanCycle();
        assertThat(feedback()).containsExactly("1", "1", "2", "2", "3", "9");
        put("south", "POD1/3/Bi_FactFeedbackV2/1/a.csv", "9,7,1,0\n4,7,2,0\n");
        sync().cleanCycle();
        assertThat(feedback()).containsExactly("1", "1", "2", "2", "3", "4", "9");

        settings.remove("zenoti.sources.south.primary");
        settings.put("zenoti.sources.north.primary", "true");
        restart();
        put("north", "POD1/3/Bi_FactFeedbackV2/1/a.csv", "2,7,,0\n3,7,3,0\n4,7,2,0\n5,7,2,0\n");
        sync().cleanCycle();
        assertThat(feedback()).containsExactly("1", "1", "2", "2", "3", "4", "5", "9");
    }

    private List<String> feedback() {
        return sync().rows("bi_factfeedbackv2", "feedbackid");
    }

    /** The rows of a source that is no longer configured are still known. */
    @Test
    void anAppendOnlyFactContinuesWhenItsSourceIsRemoved() throws Exception {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, FEEDBACK, FEEDBACK_DDL, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,7,5,0\n");
        }
        sync().cleanCycle();

        settings.keySet().removeIf(key -> key.startsWith("zenoti.sources.north."));
        restart();
        sync().sync().sourceNames().forget("north");
        put("south", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "2,7,5,0\n");
        sync().cleanCycle();

        assertThat(feedback()).containsExactly("1", "2");
    }

    @Test
    void aSourceIsPausedAddedRemovedAndForgotten() throws Exception {
        source("north");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        sync().cleanCycle();

        source("south");
        put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        restart();
        assertThat(sync().sync().sourceNames().setPaused("sou*", true)).containsExactly("south");
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1");
        sync().sync().sourceNames().setPaused("south", false);
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1", "2");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> sync().sync().sourceNames().forget("south"))
                .withMessageContaining("the settings have the source 'south'");
        settings.keySet().removeIf(key -> key.startsWith("zenoti.sources.south."));
        restart();
        sync().cleanCycle();
        assertThat(state("south", "bi_factsales")).isEqualTo("not-configured: ");
        assertThat(sync().sync().sourceNames().forget("south")).isEqualTo("south-bucket");
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1", "2");
        assertThat(sync().query("SELECT source FROM zenoti_sync_checkpoint WHERE source = 'south-bucket'"))
                .isEmpty();
    }

    @Test
    void aSourceThatComesBackAfterItsTargetWasMadeAgainIsLoadedFromItsFirstGroup() throws Exception {
        source("north");
        source("south");
        put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "2,7,20.00,0\n");
        sync().cleanCycle();
        settings.keySet().removeIf(key -> key.startsWith("zenoti.sources.south."));
        restart();
        Jdbc.run(sync().dataSource(), connection -> Jdbc.update(connection, "DROP TABLE bi_factsales"));
        sync().sync().replay("bi_factsales", 1, Optional.empty());
        sync().cleanCycle();
        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1");

        source("south");
        restart();
        put("south", "POD1/2/Bi_FactSales/1/a.csv", "3,7,30.00,0\n");
        sync().cleanCycle();

        assertThat(sync().rows("bi_factsales", "saleid")).containsExactly("1", "2", "3");
    }

    /** With the keys of another source a bucket cannot be read, and no secret is shown. */
    @Test
    void eachSourceIsReadWithItsOwnKeys() {
        assumeThat(S3Server.checksSignatures()).isTrue();
        for (String name : List.of("north", "south")) {
            source(
                    name,
                    "region",
                    "us-east-1",
                    "endpoint",
                    s3.endpoint().toString(),
                    "access-key-id",
                    "id-of-" + name,
                    "secret-access-key",
                    "secret-of-" + name);
            put(name, SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", (name.equals("north") ? 1 : 2) + ",7,10.00,0\n");
            s3.server().addKeys(name + "-bucket", "id-of-" + name, "secret-of-" + name);
        }
        settings.put("zenoti.target.url", "jdbc:duckdb:" + folder.resolve("keys.duckdb"));
        SyncConfig config = SyncConfig.read(SettingsSource.of(settings));
        try (S3SourceClients clients = new S3SourceClients(SettingsSource.of(settings), config, 8)) {
            running = Optional.of(new SyncHarness(
                    clients, Optional.empty(), Optional.empty(), folder.resolve("x"), settings, Map.of()));
            sync().cleanCycle();
            assertThat(sync().rows("bi_factsales", "amount")).hasSize(2);
            restart();
        }

        settings.put("zenoti.sources.south.access-key-id", "id-of-north");
        settings.put("zenoti.sources.south.secret-access-key", "secret-of-north");
        config = SyncConfig.read(SettingsSource.of(settings));
        try (S3SourceClients clients = new S3SourceClients(SettingsSource.of(settings), config, 8)) {
            running = Optional.of(new SyncHarness(
                    clients, Optional.empty(), Optional.empty(), folder.resolve("x"), settings, Map.of()));
            String failures = SyncHarness.failures(sync().cycle());
            assertThat(failures)
                    .startsWith("source south (s3://south-bucket): ")
                    .doesNotContain("secret-of");
            assertThat(config.toString()).doesNotContain("secret-of");
            restart();
        }
    }

    /** At the default look-back. */
    @Test
    void anIdleCycleNeedsFewRequestsForEachSource() {
        List<String> names = List.of("a", "b", "c", "d");
        for (String name : names) {
            source(name);
            put(name, SALES, SALES_DDL);
            for (int group = 1; group <= 16; group++) {
                put(name, "POD1/" + group + "/Bi_FactSales/1/a.csv", group + ",7,10.00,0\n");
            }
        }
        sync().cleanCycle();
        long before = s3.requests();

        assertThat(sync().cleanCycle().outcomes()).isEmpty();

        assertThat(s3.requests() - before).isLessThanOrEqualTo(20L * names.size());
    }

    /** Its identity is bucket and prefix. */
    @Test
    void aSourceMayBeRenamed() throws Exception {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        }
        sync().cleanCycle();

        settings.keySet().removeIf(key -> key.startsWith("zenoti.sources.south."));
        settings.put("zenoti.sources.spa.bucket", "south-bucket");
        restart();

        assertThat(sync().cleanCycle().outcomes()).isEmpty();
        assertThat(sync().query("SELECT source_name FROM zenoti_sync_source WHERE source = 'south-bucket'"))
                .containsExactly(List.of("spa"));
    }

    @Test
    void aReplayMayBeOfOneSource() throws Exception {
        source("north");
        source("south");
        for (String name : List.of("north", "south")) {
            put(name, SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
        }
        sync().cleanCycle();

        try (LogCapture log = new LogCapture()) {
            int rewound = sync().sync().replay("bi_factsales", 1, Optional.empty(), Optional.of("south"));

            assertThat(rewound).isOne();
            assertThat(String.join("\n", log.messages()))
                    .contains("rows that north also has will be as the replayed source has them")
                    .contains("replay --table bi_factsales --from-group 1 --source north");
        }
        assertThat(sync().cleanCycle().outcomes())
                .extracting(outcome -> outcome.id().source())
                .containsExactly("south-bucket");
    }

    private String state(String source, String table) {
        try {
            return sync().sync().status().tables().stream()
                    .filter(entry -> entry.track().source().equals(source + "-bucket"))
                    .filter(entry -> entry.track().table().equals(table))
                    .map(entry -> entry.state().id() + ": " + entry.error().orElse(""))
                    .findFirst()
                    .orElse("none");
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void source(String name, String... members) {
        settings.put("zenoti.sources." + name + ".bucket", name + "-bucket");
        for (int i = 0; i < members.length; i += 2) {
            settings.put("zenoti.sources." + name + "." + members[i], members[i + 1]);
        }
    }

    /** @param files keys and contents by turns */
    private void put(String source, String... files) {
        for (int i = 0; i < files.length; i += 2) {
            s3.publish(source + "-bucket", Map.of(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void restart() {
        stop();
        running = Optional.empty();
    }

    private SyncHarness sync() {
        if (running.isEmpty()) {
            running = Optional.of(new SyncHarness(s3.client(), folder.resolve("sources.duckdb"), settings));
        }
        return running.get();
    }
}
