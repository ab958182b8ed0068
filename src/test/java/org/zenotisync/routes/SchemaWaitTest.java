package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.event.CycleReport;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Schema files that S3 refuses, and schema files that come while a cycle runs. No row is read with outdated columns.
 */
@Timeout(120)
class SchemaWaitTest {

    private static final String FULL = "SchemaFull/bi_dimx.txt";
    private static final String UPGRADE = "SchemaUpgrade/2024.2/x.txt";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static S3Client client;

    /** Keys of objects that may not be read, with the error code. */
    private static final Map<String, String> REFUSED = new ConcurrentHashMap<>();

    /** Prefixes that may not be listed. */
    private static final Set<String> UNLISTED = ConcurrentHashMap.newKeySet();

    /** What happens when a POD is listed the next time. */
    private static final AtomicReference<Runnable> WHEN_LISTED = new AtomicReference<>();

    @TempDir
    private Path folder;

    private String bucket;

    @BeforeAll
    static void makeRefusingClient() {
        client = S3.client(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof GetObjectRequest get && REFUSED.containsKey(get.key())) {
                    throw refusal(REFUSED.get(get.key()));
                }
                if (context.request() instanceof ListObjectsV2Request list) {
                    if (UNLISTED.contains(list.prefix())) {
                        throw refusal("AccessDenied");
                    }
                    Runnable event = list.prefix().startsWith("POD1/") ? WHEN_LISTED.getAndSet(null) : null;
                    if (event != null) {
                        event.run();
                    }
                }
            }
        });
    }

    private static S3Exception refusal(String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(code.equals("SlowDown") ? 503 : 403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("not now")
                        .serviceName("S3")
                        .build())
                .build();
    }

    @AfterAll
    static void closeClient() {
        client.close();
    }

    @BeforeEach
    void nameBucket(TestInfo test) {
        bucket = "wait-" + Integer.toHexString((test.getDisplayName() + test.getTestMethod()).hashCode());
    }

    @AfterEach
    void heal() {
        REFUSED.clear();
        UNLISTED.clear();
        WHEN_LISTED.set(null);
    }

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void aRewrittenSchemaFileThatCannotBeReadForAMomentHoldsItsTableUpInThatCycle(TargetDatabase target) {
        publish(feed());
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            publish(Map.of(
                    FULL,
                    "create table bi_dimx (id int primary key, b varchar(9), a varchar(9))",
                    "POD1/2/bi_dimx/1/a.csv",
                    "2,b2,a2\n",
                    "POD1/2/bi_dimy/1/a.csv",
                    "2\n"));
            REFUSED.put(FULL, "AccessDenied");

            CycleReport held = harness.cycle();

            assertThat(held.hasFailures()).isTrue();
            assertThat(held.waitingForSchema()).hasSize(1);
            assertThat(held.waitingForSchema().get(0).id()).hasToString("POD1/2/bi_dimx");
            assertThat(held.waitingForSchema().get(0).reason().orElseThrow())
                    .contains("waiting for schema file s3://" + bucket + "/" + FULL, "AccessDenied");
            assertThat(harness.rows("bi_dimx", "id", "a", "b")).containsExactly("1|a1|b1");
            assertThat(harness.rows("bi_dimy", "id")).containsExactly("1", "2");
            assertThat(states(harness))
                    .containsEntry("bi_dimx", "waiting-for-schema")
                    .containsEntry("bi_dimy", "consumed");
            REFUSED.clear();
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "a", "b")).containsExactly("1|a1|b1", "2|a2|b2");
            assertThat(states(harness)).containsEntry("bi_dimx", "consumed");
        }
    }

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void anUpgradeThatCannotBeReadHoldsUpAllTables(TargetDatabase target) {
        publish(feed());
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            publish(Map.of(
                    UPGRADE,
                    "alter table bi_dimx add column c varchar(9);",
                    "SchemaUpgrade/2024.3/y.txt",
                    "alter table bi_dimy add column c varchar(9);",
                    "POD1/2/bi_dimx/1/a.csv",
                    "2,a2,b2,c2\n",
                    "POD1/2/bi_dimy/1/a.csv",
                    "2,c2\n"));
            REFUSED.put(UPGRADE, "InvalidObjectState");

            CycleReport held = harness.cycle();

            assertThat(held.problems()).hasSize(2);
            assertThat(held.problems().get(0).reason()).contains("archive", "all tables wait for it");
            assertThat(held.problems().get(1).reason()).contains("it comes after s3://" + bucket + "/" + UPGRADE);
            assertThat(held.waitingForSchema()).hasSize(2);
            assertThat(harness.rows("bi_dimy", "id")).containsExactly("1");
            REFUSED.clear();
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "a", "b", "c")).containsExactly("1|a1|b1|null", "2|a2|b2|c2");
            assertThat(harness.rows("bi_dimy", "id", "c")).containsExactly("1|null", "2|c2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "InvalidObjectState", "SlowDown"})
    void atTheFirstSetUpAllTablesWaitForAnUpgradeThatCannotBeRead(String code) {
        publish(feed());
        publish(Map.of(
                FULL,
                "create table bi_dimx (id int primary key, a varchar(9), b varchar(9), phone varchar(9))",
                "SchemaUpgrade/2024.1/add.txt",
                "alter table bi_dimx add column fax varchar(9);",
                UPGRADE,
                "alter table bi_dimx rename column fax to phone;",
                "POD1/1/bi_dimx/1/a.csv",
                "1,a1,b1,p1\n"));
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            REFUSED.put(UPGRADE, code);

            CycleReport held = harness.cycle();

            assertThat(held.hasFailures()).isTrue();
            assertThat(held.waitingForSchema()).hasSize(2);
            assertThat(held.problems()).hasSize(2);
            assertThat(harness.query("SELECT count(*) FROM bi_dimx")).isEqualTo(List.of(List.of(0L)));
            REFUSED.clear();
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "a", "b", "phone")).containsExactly("1|a1|b1|p1");
            assertThat(harness.query("SELECT column_name FROM information_schema.columns WHERE table_name = 'bi_dimx'"))
                    .hasSize(4);
        }
    }

    @Test
    void aFileThatComesWhileTheFeedIsListedIsAppliedBeforeTheFeedIsLoaded() {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            WHEN_LISTED.set(() -> publish(Map.of(
                    FULL,
                    "create table bi_dimx (id int primary key, b varchar(9), a varchar(9))",
                    "POD1/2/bi_dimx/1/a.csv",
                    "2,b2,a2\n")));

            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "a", "b")).containsExactly("1|a1|b1", "2|a2|b2");
        }
    }

    @Test
    void aFileThatIsRefusedWhileTheFeedIsListedHoldsItsTableUp() {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            WHEN_LISTED.set(() -> publish(Map.of(
                    UPGRADE,
                    "drop table bi_dimx",
                    "POD1/2/bi_dimx/1/a.csv",
                    "2,b2\n",
                    "POD1/2/bi_dimy/1/a.csv",
                    "2\n")));

            CycleReport report = harness.cycle();

            assertThat(report.waitingForSchema()).hasSize(1);
            assertThat(harness.rows("bi_dimx", "id")).containsExactly("1");
            assertThat(harness.rows("bi_dimy", "id")).containsExactly("1", "2");
        }
    }

    @Test
    void anArchivedFileIsAcceptedWithTheColumnsOfTheTarget() throws Exception {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "?", "POD1/2/bi_dimx/1/a.csv", "2,a2,b2,c2\n"));
            REFUSED.put(UPGRADE, "InvalidObjectState");
            harness.cycle();
            UNLISTED.add("SchemaUpgrade/");
            execute(harness, "ALTER TABLE bi_dimx ADD COLUMN c VARCHAR");

            SchemaDecisions.Decision decision = harness.sync().schemaDecisions().accept("x.txt", List.of(), "me");

            UNLISTED.clear();
            assertThat(decision.lines())
                    .first()
                    .asString()
                    .isEqualTo("bi_dimx: the feed's columns are now id, a, b, c");
            assertThat(decision.isDone()).isTrue();
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "a", "b", "c")).containsExactly("1|a1|b1|null", "2|a2|b2|c2");
        }
    }

    @Test
    void anArchivedFileOfSeveralTablesWithNewColumnsNeedsTheirOrderToBeAccepted() throws Exception {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "?", "POD1/2/bi_dimx/1/a.csv", "2,a2,b2,c2\n"));
            REFUSED.put(UPGRADE, "InvalidObjectState");
            harness.cycle();
            execute(harness, "ALTER TABLE bi_dimx ADD COLUMN loaded_by VARCHAR");
            execute(harness, "ALTER TABLE bi_dimx ADD COLUMN c VARCHAR");
            execute(harness, "ALTER TABLE bi_dimy ADD COLUMN loaded_by VARCHAR");
            SchemaDecisions decisions = harness.sync().schemaDecisions();

            SchemaDecisions.Decision refused = decisions.accept("x.txt", List.of(), "me");
            SchemaDecisions.Decision accepted =
                    decisions.accept("x.txt", List.of("bi_dimx:id,a,b,c", "bi_dimy:id"), "me");

            assertThat(refused.isDone()).isFalse();
            assertThat(refused.lines()).anyMatch(line -> line.contains("bi_dimx") && line.contains("loaded_by, c"));
            assertThat(accepted.isDone()).isTrue();
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "c", "loaded_by")).containsExactly("1|null|null", "2|c2|null");
        }
    }

    @Test
    void anAcceptanceThatIsTooLongToBeUndoneIsReported() throws Exception {
        String columns = IntStream.range(0, 600)
                .mapToObj(i -> ", " + "a_column_of_a_table_with_a_long_name_".repeat(2) + i + " int")
                .collect(Collectors.joining());
        publish(Map.of(
                FULL,
                "create table bi_dimx (id int primary key, a varchar(9), b varchar(9)" + columns + ")",
                "SchemaFull/bi_dimy.txt",
                "create table bi_dimy (id int primary key" + columns + ")"));
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(
                    UPGRADE, "alter table bi_dimx add c int; alter table bi_dimy add c int; delete from bi_dimx"));
            harness.cycle();
            execute(harness, "ALTER TABLE bi_dimx ADD COLUMN c INT");
            execute(harness, "ALTER TABLE bi_dimy ADD COLUMN c INT");
            SchemaDecisions decisions = harness.sync().schemaDecisions();

            SchemaDecisions.Decision accepted = decisions.accept("x.txt", List.of(), "me");
            SchemaDecisions.Decision retried = decisions.retry("x.txt", "me");

            assertThat(accepted.isDone()).isTrue();
            assertThat(accepted.lines())
                    .anyMatch(line -> line.startsWith("'schema retry' will not undo this acceptance")
                            && line.endsWith(" characters, and at most 65535 are kept"));
            assertThat(retried.lines()).noneMatch(line -> line.contains("is again what it was"));
        }
    }

    /**
     * A replay reads each group with the order of columns of its time. Groups that were loaded without the file belong
     * to its time.
     */
    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void theReplayInTheMessageRepairsRowsThatWereLoadedWithoutAFile(TargetDatabase target) throws Exception {
        publish(feed());
        try (SyncHarness harness = harness(target)) {
            harness.cleanCycle();
            publish(Map.of("POD1/2/bi_dimx/1/a.csv", "2,b2,c2\n"));
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "alter table bi_dimx drop column a; alter table bi_dimx add column c varchar(9);"));
            execute(
                    harness,
                    "INSERT INTO zenoti_sync_schema_file (source, object_key, etag, last_modified, outcome, applied_at)"
                            + " SELECT source, '" + UPGRADE + "', 'e', consumed_at, 'failed', consumed_at FROM"
                            + " zenoti_sync_manifest WHERE group_id = 2");

            harness.cleanCycle();
            harness.sync().replay("bi_dimx", 1, Optional.empty());
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "a", "b", "c")).containsExactly("1|a1|b1|null", "2|null|b2|c2");
        }
    }

    @Test
    void rowsLoadedAfterAWrongAcceptanceAreLoadedAgainAfterTheRightOne() throws Exception {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "exec change 'bi_dimx', 'a'", "POD1/2/bi_dimx/1/a.csv", "2,c2,b2\n"));
            harness.cycle();
            execute(harness, "ALTER TABLE bi_dimx ADD COLUMN c VARCHAR");
            SchemaDecisions decisions = harness.sync().schemaDecisions();
            decisions.accept("x.txt", List.of("id,b,c"), "me");
            harness.cleanCycle();
            assertThat(harness.rows("bi_dimx", "id", "a", "b", "c")).containsExactly("1|a1|b1|null", "2|null|c2|b2");

            decisions.retry("x.txt", "me");
            decisions.accept("x.txt", List.of("id,c,b"), "me");
            harness.sync().replay("bi_dimx", 1, Optional.empty());
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "a", "b", "c")).containsExactly("1|a1|b1|null", "2|null|b2|c2");
        }
    }

    @Test
    void anAcceptanceStaysWithItsUserWhileOtherFilesAreRefused() throws Exception {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "delete from bi_dimx", "SchemaUpgrade/2024.3/b.txt", "delete from bi_dimy"));
            harness.cycle();

            harness.sync().schemaDecisions().accept(UPGRADE, List.of(), "me");
            harness.cycle();

            assertThat(harness.query("SELECT outcome, decided_by FROM zenoti_sync_schema_file WHERE object_key = '"
                            + UPGRADE + "'"))
                    .isEqualTo(List.of(List.of("accepted", "me")));
        }
    }

    /** An operator sees that a table waits, in step or not. */
    @Test
    void theStateOfATableInMemoryShowsThatItWaits() {
        publish(feed());
        try (SyncHarness harness = harness(TargetDatabase.DUCKDB)) {
            harness.cleanCycle();
            publish(Map.of(UPGRADE, "drop table bi_dimx"));

            harness.cycle();

            Map<String, TableSnapshot> states = new HashMap<>();
            harness.sync()
                    .snapshot()
                    .tables()
                    .forEach(state -> states.put(state.track().table(), state));
            assertThat(states.get("bi_dimx").state()).isEqualTo(TableSnapshot.State.WAITING_FOR_SCHEMA);
            assertThat(states.get("bi_dimx").error().orElseThrow())
                    .contains("waiting for schema file s3://" + bucket + "/" + UPGRADE);
            assertThat(states.get("bi_dimy").state()).isEqualTo(TableSnapshot.State.IN_STEP);
        }
    }

    private static Map<String, String> states(SyncHarness harness) {
        try {
            Map<String, String> states = new TreeMap<>();
            SyncSnapshot status = harness.sync().status();
            status.tables()
                    .forEach(table ->
                            states.put(table.track().table(), table.state().id()));
            return states;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(SyncHarness harness, String sql) throws Exception {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> feed() {
        return Map.of(
                FULL,
                "create table bi_dimx (id int primary key, a varchar(9), b varchar(9))",
                "SchemaFull/bi_dimy.txt",
                "create table bi_dimy (id int primary key)",
                "POD1/1/bi_dimx/1/a.csv",
                "1,a1,b1\n",
                "POD1/1/bi_dimy/1/a.csv",
                "1\n");
    }

    private void publish(Map<String, String> objects) {
        Map<String, byte[]> bytes = new TreeMap<>();
        objects.forEach((key, text) -> bytes.put(key, text.getBytes(StandardCharsets.UTF_8)));
        S3.publish(bucket, bytes);
    }

    private SyncHarness harness(TargetDatabase target) {
        return new SyncHarness(client, bucket, folder.resolve("unused"), target.settings(folder));
    }
}
