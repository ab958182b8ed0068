package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.config.ConfigException;
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
                    + "2024-02-29,2024-02-29,w\n";

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
    @MethodSource("databases")
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
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).isNotEqualTo(wanted);
        }
        try (SyncHarness harness = harness(target, rules())) {
            publish("POD1/2/bi_dimtypes/2/a.csv", TYPES.replace("4,d,", "5,e,"));
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("'apply-privacy' has removed or hashed them"));
            assertThat(states(apply(harness, true))).containsExactly(PrivacyReport.State.PLANNED);
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).isNotEqualTo(wanted);

            PrivacyReport report = apply(harness, false);
            assertThat(states(report)).as(report.toString()).containsExactly(PrivacyReport.State.APPLIED);
            assertThat(report.tables().get(0).excluded()).containsExactly("gone");
            assertThat(report.tables().get(0).hashed()).hasSize(13);
            assertThat(report.remains()).isNotEmpty();
            assertThat(progress).anyMatch(line -> line.contains("different values of xzoned are hashed"));
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).isEqualTo(wanted);
            assertThat(apply(harness, false).tables()).isEmpty();

            harness.cleanCycle();
            assertThat(harness.rows("bi_dimtypes", TYPE_COLUMNS)).hasSize(5).containsAll(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
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
                    .containsExactly(List.of("hidden by apply-privacy"));
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

    /** Large enough for blocks of its own, which are free afterwards. */
    @Test
    void afterwardsTheFileOfDuckDbHasNoFormerValuesInFreeBlocks() throws Exception {
        Path files = Files.createDirectories(folder.resolve("duckdb"));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            rows.append(i)
                    .append(",planted-")
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
            harness.cleanCycle();
            execute(harness, "CHECKPOINT");
            assertThat(count(files, "planted-")).isPositive();
        }
        try (SyncHarness harness = harness(target, rules())) {
            assertThat(states(apply(harness, false))).containsExactly(PrivacyReport.State.APPLIED);
        }
        assertThat(count(files, "planted-")).isZero();
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
