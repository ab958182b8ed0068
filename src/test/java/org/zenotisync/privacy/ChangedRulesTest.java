package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** What people are told to do when rules for columns change has the effect that they are told. */
@Tag("s3")
@Timeout(240)
class ChangedRulesTest {

    private static final String KEY = "the key of this test has more than 32 bytes";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "changed-rules-" + BUCKETS.incrementAndGet();

    private Map<String, String> target = Map.of();

    static List<TargetDatabase> databases() {
        return TargetDatabase.wanted();
    }

    private SyncHarness harness(TargetDatabase database, String... settings) throws Exception {
        target = target.isEmpty() ? database.settings(folder) : target;
        Map<String, String> all = new HashMap<>(target);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), all);
    }

    private void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            objects.put(keysAndContents[i], keysAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        S3.publish(bucket, objects);
    }

    private static void execute(SyncHarness harness, String... statements) throws Exception {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void dropAndReplay(SyncHarness harness, String table) throws Exception {
        execute(harness, "DROP TABLE " + table);
        harness.sync().replay(table, 1, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDroppedTableTakesTheScriptThatWaitedForItsFormerKey(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, phone INT) SORTKEY(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,555\n");
        String hash = "zenoti.columns.hash";
        String key = "zenoti.columns.hash-key";
        try (SyncHarness harness = harness(database, hash, "*.phone, *.mobile", key, KEY + ", the former one")) {
            harness.cleanCycle();
        }
        publish(
                "SchemaUpgrade/1/a.txt",
                "ALTER TABLE bi_dimuser ADD COLUMN mobile INT DEFAULT 555;",
                "POD1/2/bi_dimuser/2/a.csv",
                "2,555,555\n");
        try (SyncHarness harness = harness(database, hash, "*.phone, *.mobile", key, KEY)) {
            harness.cycle();
            assertThat(harness.query("SELECT note FROM zenoti_sync_schema_file WHERE outcome = 'failed'")
                            .toString())
                    .contains("zenoti.columns.hash-key is not the key that phone of its target was hashed with");
            dropAndReplay(harness, "bi_dimuser");
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(*), count(DISTINCT phone), count(mobile) FROM bi_dimuser"))
                    .containsExactly(List.of(2L, 1L, 1L));
            assertThat(harness.query("SELECT count(*) FROM bi_dimuser WHERE phone = mobile"))
                    .containsExactly(List.of(1L));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTableThatIsDroppedAndReplayedLeavesNoValuesInMessages(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, phone INT) SORTKEY(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,555\n");
        try (SyncHarness harness = harness(database)) {
            harness.cleanCycle();
            publish("POD1/2/bi_dimuser/2/a.csv", "2,secretnumber\n");
            assertThat(harness.cycle().failures()).hasSize(1);
            assertThat(errors(harness)).contains("secretnumber");
        }
        publish("POD1/2/bi_dimuser/2/a.csv", "2,556\n");
        try (SyncHarness harness = harness(database, "zenoti.columns.exclude", "*.phone")) {
            dropAndReplay(harness, "bi_dimuser");
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimuser", "userid")).containsExactly("1", "2");
            assertThat(errors(harness)).contains("zenoti.columns").doesNotContain("secretnumber");
        }
    }

    private static String errors(SyncHarness harness) throws Exception {
        return harness.query("SELECT error FROM zenoti_sync_run WHERE error IS NOT NULL")
                + harness.query("SELECT error FROM zenoti_sync_verify WHERE error IS NOT NULL")
                        .toString();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aSecondRuleAlsoReachesReasonsOfLinesThatAreHidden(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(9), phone INT) SORTKEY(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,a@b,555\n2,c@d,secretnumber\n");
        String policy = "zenoti.on-bad-row";
        String most = "zenoti.max-bad-rows";
        try (SyncHarness harness = harness(database, policy, "quarantine", most, "100%")) {
            harness.cleanCycle();
        }
        String exclude = "zenoti.columns.exclude";
        try (SyncHarness harness = harness(database, policy, "quarantine", most, "100%", exclude, "*.email")) {
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            assertThat(badRows(harness)).contains("***", "secretnumber");
        }
        try (SyncHarness harness = harness(database, policy, "quarantine", most, "100%", exclude, "*.email,*.phone")) {
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            assertThat(badRows(harness)).isEqualTo("[[***, the value is hidden]]");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aStartWithChangedRulesWarnsOnceOfTheTargetsThatHaveValues(TargetDatabase database) throws Exception {
        for (String table : List.of("a", "b", "c", "d", "e", "f", "g")) {
            publish(
                    "SchemaFull/bi_dim" + table + ".txt",
                    "CREATE TABLE bi_dim" + table + " (id INT, phone INT, email VARCHAR(9)) SORTKEY(id);",
                    "POD1/1/bi_dim" + table + "/1/a.csv",
                    "1,555,a@b\n");
        }
        publish("SchemaFull/bi_dimother.txt", "CREATE TABLE bi_dimother (id INT, mail VARCHAR(9)) SORTKEY(id);");
        String exclude = "zenoti.columns.exclude";
        try (SyncHarness harness = harness(database, exclude, "*.mail")) {
            harness.cleanCycle();
            execute(harness, "DROP TABLE bi_dimb");
        }
        try (LogCapture log = new LogCapture();
                SyncHarness harness = harness(database, exclude, "*.phone", "zenoti.exclude", "bi_dimc")) {
            harness.cycle();
            harness.cycle();
            assertThat(warnings(log))
                    .containsExactly("they hide values that the target tables bi_dima, bi_dimc, bi_dimd, bi_dime,"
                            + " bi_dimf and 1 more still have: 'apply-privacy' removes or hashes them; they ask for"
                            + " values that the target table bi_dimother does not have, or has hashed with another"
                            + " key: 'status' says what to do");
        }
        try (LogCapture log = new LogCapture();
                SyncHarness harness = harness(database, exclude, "*.phone")) {
            harness.sync().plan();
            assertThat(warnings(log)).hasSize(1);
        }
        try (LogCapture log = new LogCapture();
                SyncHarness harness = harness(database, exclude, "*.phone, *.mail")) {
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            harness.cycle();
            assertThat(warnings(log)).isEmpty();
        }
    }

    private static List<String> warnings(LogCapture log) {
        String start = "the zenoti.columns settings have changed since targets were made; ";
        return log.messages().stream()
                .filter(message -> message.startsWith(start))
                .map(message -> message.substring(start.length()))
                .toList();
    }

    private static String badRows(SyncHarness harness) throws Exception {
        return harness.query("SELECT raw_line, reason FROM zenoti_sync_quarantine")
                .toString();
    }

    @ParameterizedTest
    @MethodSource("org.zenotisync.privacy.ApplyPrivacyTest#hashing")
    void anAdoptedTableIsNotTakenForTheOneThatItsNameHadBefore(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone INT) SORTKEY(userid);");
        String[] rules = {
            "zenoti.columns.exclude", "*.email", "zenoti.columns.hash", "*.phone", "zenoti.columns.hash-key", KEY
        };
        try (SyncHarness harness = harness(database, rules)) {
            harness.cleanCycle();
            execute(
                    harness,
                    "DROP TABLE bi_dimuser",
                    "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(40), phone INT)",
                    "INSERT INTO bi_dimuser VALUES (1, 'a@b', 555)");
            publish("POD1/1/bi_dimuser/1/a.csv", "1,a@b,555\n", "POD1/2/bi_dimuser/2/a.csv", "2,c@d,556\n");
            assertThat(harness.sync().adopt("bi_dimuser", 1, Optional.empty()).problems())
                    .isEmpty();
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("'apply-privacy' has removed or hashed them"));
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(*), count(DISTINCT phone), min(length(phone)) FROM bi_dimuser")
                            .toString())
                    .isEqualTo("[[2, 2, 64]]");
            assertThat(harness.query("SELECT * FROM bi_dimuser").toString()).doesNotContain("a@b", "c@d");
        }
    }

    /** The note is written here by hand: it stands for what a database says of a cast that fails. */
    @ParameterizedTest
    @MethodSource("databases")
    void notesOfFilesThatCouldNotBeAppliedAreHidden(TargetDatabase database) throws Exception {
        publish(
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, phone INT) SORTKEY(userid);",
                "POD1/1/bi_dimuser/1/a.csv",
                "1,555\n");
        try (SyncHarness harness = harness(database)) {
            harness.cleanCycle();
            publish("SchemaUpgrade/1/a.txt", "ALTER TABLE bi_dimuser ALTER COLUMN phone TYPE DATE;");
            harness.cycle();
            execute(harness, "UPDATE zenoti_sync_schema_file SET note = 'secretnumber' WHERE outcome = 'failed'");
            assertThat(notes(harness)).contains("secretnumber");
        }
        try (SyncHarness harness = harness(database, "zenoti.columns.exclude", "*.phone")) {
            harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            assertThat(notes(harness)).contains("hidden: zenoti.columns");
            assertThat(notes(harness)).doesNotContain("secretnumber");
        }
    }

    private static String notes(SyncHarness harness) throws Exception {
        return harness.query("SELECT note FROM zenoti_sync_schema_file").toString();
    }
}
