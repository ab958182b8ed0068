package org.zenotisync.verify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zenotisync.testing.FaultyS3.error;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.snapshot.Zips;
import org.zenotisync.testing.BreakingLine;
import org.zenotisync.testing.FaultyS3;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Faults of the server and of the line while a zip of a snapshot is read: for a while, and for good. */
@Timeout(120)
@Tag("s3")
class SnapshotFaultTest {

    private static final String ZIP = "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactForms/7.7.zip";
    private static final String BUCKET = "snapshot-faults";
    private static final String PATH = "/" + BUCKET + "/" + ZIP;
    private static final String FACT = "bi_factforms";
    private static final String DIMENSION = "bi_dimuser";

    /** Tries of a table. */
    private static final int TRIES = 4;

    private static final Duration SILENCE = Duration.ofSeconds(1);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static FaultyS3 faulty;

    @TempDir
    private static Path folder;

    private final byte[] zip = Zips.deflated("7.7.csv", csv(2000, "text "));
    private static SyncHarness harness;

    @BeforeAll
    static void startServers() throws Exception {
        faulty = new FaultyS3(S3, SILENCE);
        startSync();
    }

    @AfterAll
    static void stopServers() throws Exception {
        harness.close();
        faulty.close();
    }

    private static void startSync() {
        S3.publish(
                BUCKET,
                Map.of(
                        "SchemaFull/Bi_FactForms.txt",
                        bytes("CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36),"
                                + " fieldname VARCHAR(100), void BOOLEAN) sortkey(factformid);"),
                        "SchemaFull/Bi_DimUser.txt",
                        bytes("CREATE TABLE Bi_DimUser (userid VARCHAR(36), name VARCHAR(160)) sortkey(userid);"),
                        "POD1/1/Bi_FactForms/1/a.csv",
                        bytes(csv(2000, "text ")),
                        "POD1/1/Bi_DimUser/1/a.csv",
                        bytes("u1,Ann\n"),
                        "MonthlySnapshot/2024-02-01/POD1/1000/Bi_DimUser/7.7.zip",
                        Zips.deflated("7.7.csv", "u1,Ann\n")));
        Map<String, String> settings = new TreeMap<>(TargetDatabase.DUCKDB.settings(folder));
        settings.put("zenoti.parallelism", "2");
        harness = new SyncHarness(faulty.client(), BUCKET, folder, settings);
        harness.cleanCycle();
    }

    /** Loses three rows, and forgets earlier restores. */
    @BeforeEach
    void damage() throws SQLException {
        faulty.heal();
        S3.publish(BUCKET, Map.of(ZIP, zip));
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM bi_factforms WHERE factformid <= 3");
            statement.execute("DELETE FROM zenoti_sync_run WHERE outcome = 'restored'");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(int rows, String text) {
        StringBuilder csv = new StringBuilder();
        for (int row = 1; row <= rows; row++) {
            csv.append(row)
                    .append(",o,")
                    .append(text)
                    .append(Integer.toHexString(row * 40503))
                    .append(",0\n");
        }
        return csv.toString();
    }

    /** Causes the fault for a number of answers. */
    private interface Trouble {
        void make(SnapshotFaultTest test, int answers);
    }

    enum TransientFault {
        SLOW_DOWN(true, "SlowDown", (test, n) -> test.answer(n, error(503, "SlowDown", "Reduce your request rate"))),
        TOO_SHORT_AND_SAYS_SO(
                false,
                "broke off after 200 of",
                (test, n) -> test.answer(n, aResponse().withBody(Arrays.copyOf(test.zip, 200)))),
        GARBAGE_IN_CONTENT(
                false, "broke off", (test, n) -> test.answer(n, aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))),
        RESET_IN_CONTENT(false, "broke off", (test, n) -> test.breakLine(BreakingLine.Break.RESET, n)),
        SHORTER_THAN_IT_SAYS(false, "broke off", (test, n) -> test.breakLine(BreakingLine.Break.CLOSE, n)),
        SILENT_IN_CONTENT(false, "Read timed out", (test, n) -> test.breakLine(BreakingLine.Break.SILENCE, n));

        /** Whether the client retries it. */
        private final boolean isOfRequest;

        private final String reported;

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
        private final Trouble trouble;

        TransientFault(boolean isOfRequest, String reported, Trouble trouble) {
            this.isOfRequest = isOfRequest;
            this.reported = reported;
            this.trouble = trouble;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aFaultForAWhileIsRetriedAndTheRestoreIsDoneOnce(TransientFault fault) {
        int answers = fault.isOfRequest ? FaultyS3.ATTEMPTS + 1 : 1;
        fault.trouble.make(this, answers);

        VerifyReport report = restore();

        assertThat(requests()).as("requests for the zip").isEqualTo(answers + 1);
        assertThat(report.tables()).extracting(TableVerification::error).containsOnly(Optional.empty());
        assertThat(of(report, FACT).counts().missing()).isEqualTo(3);
        assertThat(of(report, FACT).restored().orElseThrow().inserted()).isEqualTo(3);
        assertThat(facts()).hasSize(2000).doesNotHaveDuplicates();
        assertThat(restoredRuns()).containsExactly(FACT);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aFaultForGoodNamesTheZipAndChangesNothing(TransientFault fault) {
        fault.trouble.make(this, Integer.MAX_VALUE);
        List<String> before = facts();

        VerifyReport report = restore();

        assertThat(of(report, FACT).state()).isIn(State.FAILED, State.INTERRUPTED);
        assertThat(of(report, FACT).error().orElseThrow()).contains(ZIP).contains(fault.reported);
        assertThat(requests())
                .as("requests for the zip")
                .isEqualTo(fault.isOfRequest ? TRIES * FaultyS3.ATTEMPTS : TRIES);
        assertThat(of(report, DIMENSION).state()).isEqualTo(State.EQUAL);
        assertThat(facts()).isEqualTo(before);
        assertThat(restoredRuns()).isEmpty();
        faulty.heal();
        assertThat(of(restore(), FACT).restored().orElseThrow().inserted()).isEqualTo(3);
        assertThat(facts()).hasSize(2000);
    }

    enum Refusal {
        ACCESS_DENIED(403, "AccessDenied", "s3:GetObject"),
        NO_SUCH_KEY(404, "NoSuchKey", "replaced or deleted"),
        REPLACED(412, "PreconditionFailed", "PreconditionFailed");

        private final int status;
        private final String code;
        private final String remedy;

        Refusal(int status, String code, String remedy) {
            this.status = status;
            this.code = code;
            this.remedy = remedy;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aRefusalNamesTheZipAndIsNotRetried(Refusal refusal) {
        answer(Integer.MAX_VALUE, error(refusal.status, refusal.code, "No"));
        List<String> before = facts();

        VerifyReport report = restore();

        assertThat(of(report, FACT).state()).isIn(State.FAILED, State.INTERRUPTED);
        assertThat(of(report, FACT).error().orElseThrow()).contains(ZIP).contains(refusal.remedy);
        assertThat(requests()).isEqualTo(1);
        assertThat(of(report, DIMENSION).state()).isEqualTo(State.EQUAL);
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void aZipThatIsReplacedBetweenListingAndReadingIsNotReadAsTheListedOne() {
        List<String> before = facts();
        byte[] newer = Zips.deflated("7.7.csv", csv(2000, "newer "));
        faulty.before(PATH, () -> S3.publish(BUCKET, Map.of(ZIP, newer)));

        VerifyReport report = restore();

        assertThat(of(report, FACT).state()).isIn(State.FAILED, State.INTERRUPTED);
        assertThat(of(report, FACT).error().orElseThrow()).contains(ZIP).contains("PreconditionFailed");
        assertThat(facts()).isEqualTo(before);
        // the group says of all rows what they are, and it came after the snapshot
        assertThat(of(restore(), FACT).counts()).isEqualTo(new TableVerification.Counts(3, 0, 0, 0, 0, 0));
    }

    private VerifyReport restore() {
        return harness.sync()
                .restore(new VerifyRequest(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.of(new VerifyRequest.Restore(false, false, false, false)),
                        Map.of(),
                        Optional.empty()));
    }

    private static TableVerification of(VerifyReport report, String table) {
        return report.tables().stream()
                .filter(outcome -> outcome.track().table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private List<String> facts() {
        return harness.rows(FACT, "factformid", "fieldname");
    }

    private List<String> restoredRuns() {
        return harness.query("SELECT table_name FROM zenoti_sync_run WHERE outcome = 'restored'").stream()
                .map(row -> row.get(0).toString())
                .toList();
    }

    private int requests() {
        return faulty.requests(PATH);
    }

    private void breakLine(BreakingLine.Break how, int answers) {
        faulty.breakLine(PATH, 300, how, answers);
    }

    /** Gives an answer to the next requests for the zip. */
    private void answer(int answers, ResponseDefinitionBuilder answer) {
        faulty.answer(PATH, answers, answer);
    }
}
