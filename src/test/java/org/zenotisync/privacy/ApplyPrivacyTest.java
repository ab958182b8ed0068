package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.PrivacyReport;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Tables that were loaded before a rule get what a load with the rule would have brought, and lose their former values. */
@Tag("s3")
@Timeout(240)
class ApplyPrivacyTest {

    private static final String KEY = "the key of this test has more than 32 bytes";

    private static final String TYPES_DDL =
            "CREATE TABLE bi_dimtypes (id INT, gone VARCHAR(50), xint INT, xsmall SMALLINT,"
                    + " xbig BIGINT, xdec DECIMAL(19,4), xwide DECIMAL(38,2), xdouble DOUBLE PRECISION, xreal REAL,"
                    + " xtext VARCHAR(50), xbool BOOLEAN, xdate DATE, xtime TIME, xstamp TIMESTAMP, xzoned TIMESTAMPTZ,"
                    + " kept VARCHAR(9)) sortkey(id);";

    private static final String TYPES =
            "1,a,42,42,42,42.00,42.00,42,42,42,1,2024-02-29,13:14:15.5,2024-02-29 13:14:15.5,"
                    + "2024-02-29 13:14:15.5+02:00,x\n"
                    + "2,b,-7,7,9223372036854775807,-0.5,123456789012345678901234567890123456.78,-0.1,0.1,\"\",0,0001-01-01,"
                    + "23:59:59.999999,9999-12-31 23:59:59.999999,1969-12-31 23:59:59Z,y\n"
                    + "3,,,,,,,,,,,,,,,z\n"
                    + "4,d,42,42,-9223372036854775808,123456789012345.6789,0.01,1e-7,3.4e38,\"a 'b' Zoë\",1,2024-02-29,00:00,"
                    + "2024-02-29,2024-02-29,w\n"
                    + "6,f,0,0,0,0,0,1e300,16777217,42 ,0,1582-10-10,24:00,1582-10-10 12:00,1582-10-10 12:00Z,v\n"
                    + "7,g,1,1,1,1.5,-1,NaN,NaN,42  ,0,9999-12-31,23:59:59,0001-01-01,0001-01-01 00:00:00Z,u\n";

    private static final String[] TYPE_COLUMNS = {
        "id", "xint", "xsmall", "xbig", "xdec", "xwide", "xdouble", "xreal", "xtext", "xbool", "xdate", "xtime",
        "xstamp", "xzoned", "kept"
    };

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "apply-privacy-" + BUCKETS.incrementAndGet();
    private final List<String> progress = new ArrayList<>();

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    /** Those that hash in place. */
    static List<TargetDatabase> hashing() {
        return TargetDatabase.wanted().stream()
                .filter(database -> !List.of(TargetDatabase.REDSHIFT, TargetDatabase.MARIADB, TargetDatabase.MYSQL)
                        .contains(database))
                .toList();
    }

    private SyncHarness harness(Map<String, String> target, Map<String, String> rules) {
        Map<String, String> settings = new HashMap<>(target);
        settings.putAll(rules);
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings);
    }

    private void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            objects.put(keysAndContents[i], keysAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        S3.publish(bucket, objects);
    }

    private PrivacyReport apply(SyncHarness harness, boolean isPlan) throws Exception {
        return harness.sync().applyPrivacy(Optional.empty(), isPlan, progress::add);
    }

    private static List<PrivacyReport.State> states(PrivacyReport report) {
        return report.tables().stream().map(PrivacyReport.OfTable::state).toList();
    }

    private static Map<String, String> rules() {
        return Map.of(
                "zenoti.columns.exclude", "*.gone, *.email",
                "zenoti.columns.hash", "bi_dimtypes.x*, *.phone",
                "zenoti.columns.hash-key", KEY);
    }

    @ParameterizedTest
    @MethodSource("hashing")
    void everyTypeGetsTheDigestsThatALoadWouldHaveBrought(TargetDatabase database) throws Exception {
        publish("SchemaFull/bi_dimtypes.txt", TYPES_DDL, "POD1/1/bi_dimtypes/1/a.csv", TYPES);
        Map<String, String> other = database.settings(Files.createDirectories(folder.resolve("other")));
        List<String> wanted;
        try (SyncHarness harness = harness(other, rules())) {
            harness.cleanCycle();
            wanted = harness.rows("bi_dimtypes", TYPE_COLUMNS);
        }
        Map<String, String> target = database.settings(Files.createDirectories(folder.resolve("target")));
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimtypes", "id", "xint")).contains("1|42");
        }
        try (SyncHarness harness = harness(target, rules())) {
            publish("POD1/2/bi_dimtypes/2/a.csv", TYPES.replace("4,d,", "5,e,"));
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("'apply-privacy' has removed or hashed them"));
            assertThat(states(apply(harness, true))).containsExactly(PrivacyReport.State.PLANNED);
            assertThat(harness.rows("bi_dimtypes", "id", "xint")).contains("1|42");

            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).as(report.toString()).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(report.tables().get(0).excluded()).containsExactly("gone");
            assertThat(report.tables().get(0).hashed()).hasSize(13);
            assertThat(report.remains()).isNotEmpty();
            assertThat(progress).anyMatch(line -> line.contains("different values of xzoned are hashed"));
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).isEqualTo(wanted);
            assertThat(apply(harness, false).tables()).isEmpty();

            harness.cleanCycle();
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).hasSize(7).containsAll(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("hashing")
    void factsWithHashedKeysAndQuarantineAndHistoryAreTreated(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_factcall.txt",
                "CREATE TABLE bi_factcall (email VARCHAR(40), phone INT, organizationid VARCHAR(9), n INT, void BOOLEAN);",
                "POD1/1/bi_factcall/1/a.csv",
                "a@b,555,o,1,0\nc@d,556,o,2,0\ne@f,notanumber,o,3,0\n");
        Map<String, String> target = new HashMap<>(database.settings(folder));
        target.put("zenoti.tables.bi_factcall.key", "phone");
        target.put("zenoti.on-bad-row", "quarantine");
        target.put("zenoti.max-bad-rows", "1");
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
            publish("POD1/2/bi_factcall/2/a.csv", "g@h,secretword,o,4,0\ni@j,secretword,o,4,0\n");
            assertThat(harness.cycle().failures()).hasSize(1);
        }
        try (SyncHarness harness = harness(target, rules())) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(harness.query("SELECT raw_line, reason FROM zenoti_sync_quarantine"))
                    .containsExactly(List.of("***", "the value is hidden"));
            assertThat(harness.query("SELECT error FROM zenoti_sync_run WHERE error IS NOT NULL"))
                    .containsExactly(List.of("hidden: zenoti.columns hides columns of the table"));
            publish("POD1/2/bi_factcall/2/a.csv", ",555,o,,1\nx@y,556,o,22,0\nz@y,557,o,5,0\n");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factcall", "n")).containsExactly("2", "22", "5");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsNotThereAnyMoreMustBeLoadedAgain(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone INT) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,a@b,555\n");
        Map<String, String> target = database.settings(folder);
        try (SyncHarness harness = harness(target, rules())) {
            harness.cleanCycle();
        }
        try (SyncHarness harness = harness(target, Map.of())) {
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).containsExactly(PrivacyReport.State.REFUSED);
            assertThat(report.isIncomplete()).isTrue();
            assertThat(report.tables().get(0).text().orElseThrow())
                    .contains("drop the table bi_dimuser, then 'replay --table bi_dimuser --from-group 1'");
            execute(harness, "DROP TABLE bi_dimuser");
            harness.sync().replay("bi_dimuser", 1, Optional.empty());
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid", "email", "phone")).containsExactly("1|a@b|555");
            assertThat(apply(harness, false).tables()).isEmpty();
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> harness.sync().applyPrivacy(Optional.of("bi_dimusr"), false, line -> {}))
                    .withMessageContaining("--table: there is no table 'bi_dimusr'");
        }
    }

    private SyncHarness afterLoadOfUsers(Map<String, String> target) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone INT) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,a@b,555\n2,c@d,556\n");
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
        }
        return harness(target, rules());
    }

    private static String digest(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new String(new HashKey(KEY).hasher().text(utf8, 0, utf8.length), StandardCharsets.US_ASCII);
    }

    /** The owner of the target has given the column another type. */
    @ParameterizedTest
    @MethodSource("hashing")
    void aValueThatTheDeclaredTypeDoesNotHaveIsHashedAsText(TargetDatabase database) throws Exception {
        try (SyncHarness harness = afterLoadOfUsers(database.settings(folder))) {
            execute(harness, "ALTER TABLE bi_dimuser ALTER COLUMN phone TYPE VARCHAR(100)");
            execute(harness, "UPDATE bi_dimuser SET phone = '+49 555 secret' WHERE userid = 1");
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).as(report.toString()).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(harness.rows("bi_dimuser", "userid", "phone"))
                    .containsExactly("1|" + digest("+49 555 secret"), "2|" + digest("556"));
        }
    }

    /** A constraint that is checked for new rows only: the server would quote the whole row that it refuses. */
    @Test
    void whatTheDatabaseSaysOfARefusedRowIsNotReported() throws Exception {
        Map<String, String> target = TargetDatabase.POSTGRESQL.settings(folder);
        try (SyncHarness harness = afterLoadOfUsers(target)) {
            execute(harness, "ALTER TABLE bi_dimuser ADD CONSTRAINT c CHECK (userid > 1) NOT VALID");
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).containsExactly(PrivacyReport.State.FAILED);
            assertThat(report.toString()).contains("SQLState 23514").doesNotContain("555");
            execute(harness, "ALTER TABLE bi_dimuser DROP CONSTRAINT c");
            execute(harness, "CREATE VIEW v AS SELECT email FROM bi_dimuser");
            report = apply(harness, false);
            assertThat(states(report)).containsExactly(PrivacyReport.State.FAILED);
            assertThat(report.toString()).contains("view v depends on column email of table bi_dimuser");
        }
    }

    @Test
    void redshiftDoesNotHashInPlace() throws Exception {
        try (SyncHarness harness = afterLoadOfUsers(TargetDatabase.REDSHIFT.settings(folder))) {
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).containsExactly(PrivacyReport.State.REFUSED);
            assertThat(report.tables().get(0).text().orElseThrow())
                    .contains("cannot be hashed in place")
                    .contains("drop the table bi_dimuser, then 'replay --table bi_dimuser --from-group 1'");
            assertThat(harness.rows("bi_dimuser", "userid", "email", "phone"))
                    .containsExactly("1|a@b|555", "2|c@d|556");
            execute(harness, "DROP TABLE bi_dimuser");
            harness.sync().replay("bi_dimuser", 1, Optional.empty());
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid", "phone"))
                    .containsExactly("1|" + digest("555"), "2|" + digest("556"));
        }
    }

    @Test
    void redshiftRemovesColumnsInPlace() throws Exception {
        Map<String, String> target = TargetDatabase.REDSHIFT.settings(folder);
        afterLoadOfUsers(target).close();
        try (SyncHarness harness = harness(target, Map.of("zenoti.columns.exclude", "*.email"))) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(harness.query("SELECT * FROM bi_dimuser ORDER BY userid"))
                    .containsExactly(List.of(1, 555), List.of(2, 556));
            harness.cleanCycle();
        }
    }

    /** Texts that collations of the owner take for equal ones, and pages of a few values each. */
    @Test
    void textsAreComparedByTheirBytes() throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, phone VARCHAR(40)) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,Anna\n2,anna\n3,Anna \n4,ANNA\n");
        Map<String, String> target = TargetDatabase.POSTGRESQL.settings(folder);
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
            execute(
                    harness,
                    "CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
            execute(harness, "ALTER TABLE bi_dimuser ALTER COLUMN phone TYPE TEXT COLLATE any_case");
        }
        try (SyncHarness harness = harness(target, rules())) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(harness.rows("bi_dimuser", "userid", "phone"))
                    .containsExactly(
                            "1|" + digest("Anna"),
                            "2|" + digest("anna"),
                            "3|" + digest("Anna "),
                            "4|" + digest("ANNA"));
        }
    }

    /** Each value as long as a text may be: a page has about sixty. */
    @ParameterizedTest
    @MethodSource("hashing")
    void longTextsAreHashedInPages(TargetDatabase database) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            rows.append(i).append(',').append("x".repeat(65_000)).append(i).append('\n');
        }
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, phone VARCHAR(65535)) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                rows.toString());
        Map<String, String> target = database.settings(folder);
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
        }
        try (SyncHarness harness = harness(target, rules())) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(progress.stream().filter(line -> line.contains("of 200 different values of phone are hashed")))
                    .as(progress.toString())
                    .hasSizeGreaterThan(2)
                    .contains("bi_dimuser: 200 of 200 different values of phone are hashed");
            assertThat(harness.rows("bi_dimuser", "userid", "phone"))
                    .hasSize(200)
                    .contains("7|" + digest("x".repeat(65_000) + "7"), "199|" + digest("x".repeat(65_000) + "199"));
        }
    }

    /** Other tables are loaded, and status is shown, while the values of one are hashed and its rows written again. */
    @Test
    void othersGoOnWhileATableIsTreated() throws Exception {
        Map<String, String> target = TargetDatabase.POSTGRESQL.settings(folder);
        try (SyncHarness harness = afterLoadOfUsers(target)) {
            List<Object> seen = new ArrayList<>();
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {
                if (line.contains("are hashed")) {
                    seen.addAll(harness.query("SELECT pg_try_advisory_lock(hashtext('zenoti_sync'))"));
                    harness.query("SELECT pg_advisory_unlock_all()");
                    seen.addAll(harness.query("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'consumed'"));
                }
            });
            assertThat(seen).containsExactly(List.of(true), List.of(1L));
        }
    }

    /** A table may have 1,600 columns in its life, those that are gone included. */
    @Test
    void noColumnNumbersOfControlTablesAreUsedUp() throws Exception {
        Map<String, String> target = TargetDatabase.POSTGRESQL.settings(folder);
        try (SyncHarness harness = afterLoadOfUsers(target)) {
            apply(harness, false);
            apply(harness, false);
            assertThat(harness.query("SELECT c.relname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid"
                            + " WHERE a.attisdropped AND c.relname LIKE 'zenoti%'"))
                    .isEmpty();
            assertThat(harness.query("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'consumed'"))
                    .containsExactly(List.of(1L));
        }
    }

    @Test
    void whatAKilledProcessHasSpilledIsDeleted() throws Exception {
        Map<String, String> target = TargetDatabase.DUCKDB.settings(folder);
        try (SyncHarness harness = afterLoadOfUsers(target)) {
            Path spilled = Files.createDirectories(folder.resolve("target.duckdb.tmp"));
            Path ofKilled = Files.writeString(spilled.resolve("duckdb_temp_storage_DEFAULT-0.tmp"), "+49 555 secret");
            Files.setLastModifiedTime(ofKilled, FileTime.fromMillis(0));
            Path ofThis = Files.writeString(spilled.resolve("duckdb_temp_storage_DEFAULT-1.tmp"), "in use");
            Path ofOthers = Files.writeString(spilled.resolve("notes"), "not of DuckDB");
            Files.setLastModifiedTime(ofOthers, FileTime.fromMillis(0));
            PrivacyReport report = apply(harness, false);
            assertThat(report.notGivenUp()).isEmpty();
            assertThat(report.remains()).anyMatch(place -> place.contains("<file>.tmp"));
            assertThat(ofKilled).doesNotExist();
            assertThat(ofThis).exists();
            assertThat(ofOthers).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("hashing")
    void anAdoptedTableNeedNotHaveWhatIsLeftOutAndIsTreatedForTheRest(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone INT) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,a@b,555\n",
                "POD1/2/bi_dimuser/2/a.csv",
                "2,c@d,555\n");
        try (SyncHarness harness = harness(database.settings(folder), rules())) {
            execute(harness, "CREATE TABLE bi_dimuser (userid INT, phone INT)");
            execute(harness, "INSERT INTO bi_dimuser (userid, phone) VALUES (1, 555)");
            AdoptionReport report = harness.sync().adopt("bi_dimuser", 1, Optional.empty());
            assertThat(report.problems()).isEmpty();
            assertThat(report.notes()).anyMatch(note -> note.contains("'apply-privacy' has removed or hashed them"));
            assertThat(harness.cycle().failures()).hasSize(1);
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("1", "2");
            assertThat(harness.query("SELECT DISTINCT phone FROM bi_dimuser")).hasSize(1);
        }
    }

    /** Rows that other sources of an append-only fact have brought are kept apart, with all of its columns. */
    @ParameterizedTest
    @MethodSource("hashing")
    void rowsThatAreKeptForOtherSourcesAreTreated(TargetDatabase database) throws Exception {
        String ddl = "CREATE TABLE bi_factfeedbackv2 (feedbackid BIGINT, email VARCHAR(40), phone BIGINT, void INT);";
        publish(
                "north/SchemaFull/bi_factfeedbackv2.txt",
                ddl,
                "south/SchemaFull/bi_factfeedbackv2.txt",
                ddl,
                "north/POD1/1/bi_factfeedbackv2/1/a.csv",
                "1,a@b,555,0\n1,a@b,555,0\n2,c@d,,0\n",
                "south/POD1/1/bi_factfeedbackv2/1/a.csv",
                "1,a@b,555,0\n1,a@b,555,0\n2,c@d,,0\n");
        Map<String, String> target = new HashMap<>(database.settings(folder));
        for (String source : List.of("north", "south")) {
            target.put("zenoti.sources." + source + ".bucket", bucket);
            target.put("zenoti.sources." + source + ".prefix", source);
        }
        try (SyncHarness harness = ofSources(target, Map.of())) {
            harness.cleanCycle();
        }
        target.put("zenoti.sources.south.primary", "true");
        try (SyncHarness harness = ofSources(target, Map.of())) {
            harness.cleanCycle();
            assertThat(harness.rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "1", "2");
        }
        try (SyncHarness harness = ofSources(target, rules())) {
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).as(report.toString()).containsExactly(PrivacyReport.State.APPLIED);
            for (List<Object> table : harness.query("SELECT table_name FROM information_schema.columns"
                    + " WHERE table_name LIKE 'zenoti_sync_unclaimed%' AND column_name = 'email'")) {
                assertThat(table).as("a table that still has the column").isEmpty();
            }
            publish("south/POD1/2/bi_factfeedbackv2/2/a.csv", "3,x@y,556,0\n");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "1", "2", "3");
        }
        target.remove("zenoti.sources.south.primary");
        target.put("zenoti.sources.north.primary", "true");
        publish("north/POD1/2/bi_factfeedbackv2/2/a.csv", "3,x@y,556,0\n4,z@y,557,0\n");
        try (SyncHarness harness = ofSources(target, rules())) {
            harness.cleanCycle();
            assertThat(harness.rows("bi_factfeedbackv2", "feedbackid")).containsExactly("1", "1", "2", "3", "4");
        }
    }

    private SyncHarness ofSources(Map<String, String> target, Map<String, String> rules) {
        Map<String, String> settings = new HashMap<>(target);
        settings.putAll(rules);
        return new SyncHarness(S3.client(), folder.resolve("unused.duckdb"), settings);
    }

    private static void execute(SyncHarness harness, String sql) throws Exception {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> rulesOfSecrets() {
        return Map.of(
                "zenoti.columns.exclude", "*.email, *.note, *.answer, *.born",
                "zenoti.columns.hash", "*.name, *.phone, *.weight, *.card",
                "zenoti.columns.hash-key", KEY);
    }

    private void loadSecretsAndApply(String url) throws Exception {
        S3.publish(bucket, PlantedSecrets.firstGroup());
        S3.publish(bucket, PlantedSecrets.badRows());
        Map<String, String> target =
                Map.of("zenoti.target.url", url, "zenoti.on-bad-row", "quarantine", "zenoti.max-bad-rows", "100%");
        try (SyncHarness harness = harness(target, Map.of())) {
            harness.cleanCycle();
        }
        try (SyncHarness harness = harness(target, rulesOfSecrets())) {
            PrivacyReport report = apply(harness, false);
            assertThat(states(report))
                    .as(report.toString())
                    .containsOnly(PrivacyReport.State.APPLIED)
                    .hasSize(3);
            assertThat(report.notGivenUp()).isEmpty();
            harness.cleanCycle();
        }
    }

    /** Loads a fact from two sources, then from the second one alone, in which columns have got other names. */
    private void loadAndMoveFact(Map<String, String> target) throws Exception {
        String ddl = "CREATE TABLE bi_factfeedbackv2 (feedbackid BIGINT, organizationid BIGINT, note VARCHAR(50),"
                + " phone VARCHAR(50), void INTEGER);";
        publish(
                "north/SchemaFull/bi_factfeedbackv2.txt",
                ddl,
                "south/SchemaFull/bi_factfeedbackv2.txt",
                ddl,
                "north/POD1/1/bi_factfeedbackv2/1/a.csv",
                "1,7,planted-note1,planted-phone1,0\n2,7,planted-note2,planted-phone2,0\n",
                "south/POD1/1/bi_factfeedbackv2/1/a.csv",
                "1,7,planted-note1,planted-phone1,0\n");
        for (String source : List.of("north", "south")) {
            target.put("zenoti.sources." + source + ".bucket", bucket);
            target.put("zenoti.sources." + source + ".prefix", source);
        }
        try (SyncHarness harness = ofSources(target, Map.of())) {
            harness.cleanCycle();
        }
        publish(
                "south/POD1/2/bi_factfeedbackv2/1/a.csv",
                "3,7,planted-note3,planted-phone3,0\n",
                "south/SchemaUpgrade/2024.2/a.txt",
                "ALTER TABLE bi_factfeedbackv2 RENAME COLUMN note TO remark;"
                        + " ALTER TABLE bi_factfeedbackv2 RENAME COLUMN phone TO mobile;");
        target.put("zenoti.sources.south.primary", "true");
        try (SyncHarness harness = ofSources(target, Map.of())) {
            harness.cleanCycle();
        }
        target.put("zenoti.columns.exclude", "*.remark");
        target.put("zenoti.columns.hash", "*.mobile");
        target.put("zenoti.columns.hash-key", KEY);
    }

    @ParameterizedTest
    @MethodSource("hashing")
    void rowsThatAreKeptForOtherSourcesAreTreatedByTheFormerNamesOfColumns(TargetDatabase database) throws Exception {
        Map<String, String> target = new HashMap<>(database.settings(folder));
        loadAndMoveFact(target);
        try (SyncHarness harness = ofSources(target, Map.of())) {
            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).as(report.toString()).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(progress.toString()).contains("zenoti_sync_unclaimed_");
            assertThat(harness.query("SELECT table_name FROM information_schema.tables"
                            + " WHERE table_name LIKE 'zenoti_sync_unclaimed%'"))
                    .isNotEmpty()
                    .allSatisfy(table -> assertThat(harness.query("SELECT * FROM " + table.get(0))
                                    .toString())
                            .doesNotContain("planted"));
            // a row that the other source has brought already
            publish("south/POD1/3/bi_factfeedbackv2/1/a.csv", "2,7,planted-note2,planted-phone2,0\n");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factfeedbackv2", "feedbackid", "mobile"))
                    .containsExactly(
                            "1|" + digest("planted-phone1"),
                            "2|" + digest("planted-phone2"),
                            "3|" + digest("planted-phone3"));
        }
    }

    @Test
    void filesOfPostgresHaveNoFormerValuesOfRowsThatAreKeptForOtherSources() throws Exception {
        try (RestartablePostgres server = new RestartablePostgres(folder)) {
            Map<String, String> target = new HashMap<>(Map.of("zenoti.target.url", server.url()));
            loadAndMoveFact(target);
            try (SyncHarness harness = ofSources(target, Map.of())) {
                assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
                execute(harness, "VACUUM FULL pg_statistic");
                execute(harness, "CHECKPOINT");
            }
            try (Stream<Path> files = Files.walk(folder.resolve("postgres-data").resolve("base"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("planted-");
                }
            }
        }
    }

    /** Large enough for blocks of its own, which are free afterwards. Statistics have eight bytes of two values. */
    @Test
    void afterwardsTheFileOfDuckDbHasNoFormerValuesInFreeBlocks() throws Exception {
        Path files = Files.createDirectories(folder.resolve("duckdb"));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            rows.append(i)
                    .append(",guest-planted-")
                    .append(i * 7919L % 60_000)
                    .append("-x,")
                    .append(i * 7_919L)
                    .append('\n');
        }
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone BIGINT) sortkey(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                rows.toString());
        Map<String, String> target = Map.of("zenoti.target.url", "jdbc:duckdb:" + files.resolve("target.duckdb"));
        try (SyncHarness harness = harness(target, Map.of())) {
            // compressed texts could not be searched for
            execute(harness, "SET GLOBAL force_compression = 'uncompressed'");
            harness.cleanCycle();
            execute(harness, "CHECKPOINT");
            assertThat(count(files, "-planted-")).isPositive();
        }
        try (SyncHarness harness = harness(target, rules())) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
        }
        assertThat(count(files, "-planted-")).isZero();
    }

    private static int count(Path files, String text) throws Exception {
        String content = Files.readString(files.resolve("target.duckdb"), StandardCharsets.ISO_8859_1);
        return content.split(text, -1).length - 1;
    }

    @Test
    void aCopyOfTheFileOfDuckDbHasNoFormerValues() throws Exception {
        Path files = Files.createDirectories(folder.resolve("duckdb"));
        String old = "jdbc:duckdb:" + files.resolve("target.duckdb");
        loadSecretsAndApply(old);
        Path copy = Files.createDirectories(folder.resolve("copy")).resolve("target.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + files.resolve("target.duckdb") + "' AS old");
            statement.execute("ATTACH '" + copy + "' AS fresh");
            statement.execute("COPY FROM DATABASE old TO fresh");
        }
        PlantedSecrets secrets = new PlantedSecrets(KEY);
        secrets.searchFiles(copy.getParent());
        assertThat(secrets.found()).isEmpty();
        try (SyncHarness harness = harness(Map.of("zenoti.target.url", "jdbc:duckdb:" + copy), rulesOfSecrets())) {
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).isNotEmpty();
        }
    }

    @Test
    void afterwardsTheTablesOfPostgresHaveNoFormerValues() throws Exception {
        try (RestartablePostgres server = new RestartablePostgres(folder)) {
            loadSecretsAndApply(server.url());
            try (SyncHarness harness = harness(Map.of("zenoti.target.url", server.url()), Map.of())) {
                execute(harness, "VACUUM FULL pg_statistic");
                execute(harness, "CHECKPOINT");
            }
            PlantedSecrets secrets = new PlantedSecrets(KEY);
            secrets.searchFiles(folder.resolve("postgres-data").resolve("base"));
            assertThat(secrets.found()).isEmpty();
        }
    }
}
