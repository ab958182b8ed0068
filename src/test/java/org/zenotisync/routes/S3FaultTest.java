package org.zenotisync.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zenotisync.testing.FaultyS3.error;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.feed.ListingException;
import org.zenotisync.testing.BreakingLine;
import org.zenotisync.testing.FaultyS3;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.core.sync.RequestBody;

/** Faults of the server and of the line, for a while and for good: what is loaded, retried and reported. */
@Timeout(120)
class S3FaultTest {

    /** The table group that has the fault; the next one has to wait. */
    private static final String GROUP = "POD1/2/" + SmallFeed.FACT;

    private static final String NEXT = "POD1/3/" + SmallFeed.FACT;
    private static final String KEY = SmallFeed.key("POD1", 2, SmallFeed.FACT);

    /** Tries of a table group. */
    private static final int TRIES = 4;

    private static final Duration SILENCE = Duration.ofMillis(1500);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static FaultyS3 faulty;

    @TempDir
    private Path folder;

    private SmallFeedSync sync;

    @BeforeAll
    static void startServers() throws Exception {
        faulty = new FaultyS3(S3, SILENCE);
    }

    @AfterAll
    static void stopServers() throws Exception {
        faulty.close();
    }

    @BeforeEach
    void prepare() {
        faulty.heal();
    }

    @AfterEach
    void closeSync() {
        if (sync != null) {
            sync.close();
        }
    }

    // ---- transient faults

    /** Causes the fault for a number of answers. */
    private interface Trouble {
        void make(S3FaultTest test, int answers);
    }

    enum TransientFault {
        INTERNAL_ERROR(true, "InternalError", (test, n) -> test.answer(n, error(500, "InternalError", "We failed"))),
        SLOW_DOWN(true, "SlowDown", (test, n) -> test.answer(n, error(503, "SlowDown", "Reduce your request rate"))),
        GATEWAY_WITHOUT_WORDS(
                true, "HTTP status 502", (test, n) -> test.answer(n, aResponse().withStatus(502))),
        RESET_BEFORE_ANSWER(
                true,
                "check the network",
                (test, n) -> test.answer(n, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))),
        NO_ANSWER(
                true,
                "check the network",
                (test, n) -> test.answer(n, aResponse().withFault(Fault.EMPTY_RESPONSE))),
        SILENT_BEFORE_ANSWER(
                true, "Read timed out", (test, n) -> test.answer(n, aResponse().withFixedDelay(4000))),
        GARBAGE_IN_CONTENT(
                false, "broke off", (test, n) -> test.answer(n, aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))),
        TOO_SHORT_AND_SAYS_SO(
                false,
                "broke off after 40 of",
                (test, n) -> test.answer(n, aResponse().withBody(Arrays.copyOf(test.content(), 40)))),
        ALTERED(false, "checksum", (test, n) -> test.answer(n, test.altered())),
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

    /** With each database, unless the client retries before a row comes to one. */
    static Stream<Arguments> transientFaults() {
        return Arrays.stream(TransientFault.values()).flatMap(fault -> (fault.isOfRequest
                        ? List.of(TargetDatabase.DUCKDB)
                        : List.of(TargetDatabase.DUCKDB, TargetDatabase.POSTGRESQL))
                .stream().map(target -> Arguments.of(fault, target)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("transientFaults")
    void aTransientFaultIsRetriedInTheSameCycle(TransientFault fault, TargetDatabase target) throws Exception {
        open(target);
        // more answers than the client retries
        int answers = fault.isOfRequest ? FaultyS3.ATTEMPTS + 1 : 1;
        fault.trouble.make(this, answers);

        CycleReport report = sync.cleanCycle();

        assertThat(requests(KEY)).as("requests for the object").isEqualTo(answers + 1);
        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).hasSize(18);
        assertThat(failedRuns()).isEmpty();
        sync.assertAsModelled();
        assertThat(sync.harness().cycle().outcomes()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("transientFaults")
    void aFaultThatLastsStopsOnlyItsTableAndPodUntilItIsGone(TransientFault fault, TargetDatabase target)
            throws Exception {
        open(target);
        fault.trouble.make(this, Integer.MAX_VALUE);

        assertOnlyTheGroupFails(fault.reported);

        assertThat(requests(KEY))
                .as("requests for the object")
                .isEqualTo(fault.isOfRequest ? TRIES * FaultyS3.ATTEMPTS : TRIES);
        assertTheRestFollows();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aSlowButActiveContentIsReadWithoutARetry(TargetDatabase target) throws Exception {
        open(target);
        int drops = 8;
        Duration inAll = SILENCE.multipliedBy(3);
        answer(1, aResponse().withBody(content()).withChunkedDribbleDelay(drops, (int) inAll.toMillis()));

        CycleReport report = sync.cleanCycle();

        assertThat(report.took()).isGreaterThan(SILENCE.multipliedBy(2));
        assertThat(requests(KEY)).isEqualTo(1);
        sync.assertAsModelled();
    }

    @Test
    void aSchemaFileWhoseContentBreaksOffIsReadAgain() throws Exception {
        open(TargetDatabase.DUCKDB);
        faulty.breakLine(path("SchemaFull/Bi_FactInvoices.txt"), 30, BreakingLine.Break.CLOSE, 1);

        sync.cleanCycle();

        assertThat(requests("SchemaFull/Bi_FactInvoices.txt")).isEqualTo(2);
        sync.assertAsModelled();
    }

    @Test
    void aTruncatedSchemaFileIsNeverTakenForACompleteOne() throws Exception {
        open(TargetDatabase.DUCKDB);
        sync.cleanCycle();
        String key = "SchemaUpgrade/2026.1/users.txt";
        sync.publish(
                SmallFeed.objects(
                        Map.of(
                                key,
                                """
                alter table Bi_DimUser add column city VARCHAR(50);
                alter table Bi_DimUser add column street VARCHAR(50);
                """)));
        faulty.answer(
                path(key),
                Integer.MAX_VALUE,
                aResponse().withBody("alter table Bi_DimUser add column city VARCHAR(50);\n"));

        CycleReport report = sync.harness().cycle();

        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).reason()).contains("broke off after 52 of 106 bytes");
        faulty.heal();
        sync.cleanCycle();
        sync.assertAsModelled();
    }

    // ---- permanent errors

    enum Refusal {
        ACCESS_DENIED(403, "AccessDenied", "s3:GetObject"),
        EXPIRED_TOKEN(400, "ExpiredToken", "get new credentials"),
        NO_SUCH_KEY(404, "NoSuchKey", "replaced or deleted"),
        ARCHIVED(403, "InvalidObjectState", "archive");

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
    @EnumSource(Refusal.class)
    void aRefusalStopsOnlyItsTableAndPodAndIsNotRetried(Refusal refusal) throws Exception {
        open(TargetDatabase.DUCKDB);
        answer(Integer.MAX_VALUE, error(refusal.status, refusal.code, "No"));

        assertOnlyTheGroupFails(refusal.code + ", No; ");

        assertThat(reasons().get(0)).contains(refusal.remedy);
        assertThat(requests(KEY)).isEqualTo(1);
        assertTheRestFollows();
    }

    @Test
    void anObjectThatIsReplacedBetweenListingAndReadingIsNotReadAsTheListedOne() throws Exception {
        open(TargetDatabase.DUCKDB);
        byte[] newer = new String(content(), StandardCharsets.UTF_8)
                .replace("2.25", "7.75")
                .getBytes(StandardCharsets.UTF_8);
        faulty.before(path(KEY), () -> sync.publish(Map.of(KEY, newer)));

        assertOnlyTheGroupFails("PreconditionFailed");

        assertThat(requests(KEY)).isEqualTo(1);
        assertTheRestFollows();
        assertThat(sync.harness().rows(SmallFeed.FACT, "amount")).contains("7.7500");
    }

    @Test
    void anObjectThatIsDeletedBetweenListingAndReadingFailsUntilItIsBack() throws Exception {
        open(TargetDatabase.DUCKDB);
        faulty.before(path(KEY), () -> S3.client()
                .deleteObject(b -> b.bucket(sync.bucket()).key(KEY)));

        assertOnlyTheGroupFails("NoSuchKey");

        assertThat(requests(KEY)).isEqualTo(1);
        S3.client()
                .putObject(
                        b -> b.bucket(sync.bucket()).key(KEY),
                        RequestBody.fromBytes(SmallFeed.groups(2, 2).get(KEY)));
        assertTheRestFollows();
    }

    // ---- the source itself

    @Test
    void aListingIsRetriedByTheClient() throws Exception {
        open(TargetDatabase.DUCKDB);
        faulty.answer(() -> get(urlPathMatching("/[^/]+/?")), 1, error(503, "ServiceUnavailable", "Later"));

        sync.cleanCycle();

        sync.assertAsModelled();
    }

    @Test
    void aSecondPageThatFailsOnceIsAskedForAgain() throws Exception {
        open(TargetDatabase.DUCKDB);
        publishPages();
        faulty.answer(S3FaultTest::secondPage, 1, error(500, "InternalError", "We failed"));

        sync.cleanCycle();

        assertThat(faulty.requests(getRequestedFor(anyUrl()).withQueryParam("continuation-token", matching(".+"))))
                .isGreaterThanOrEqualTo(2);
        sync.assertAsModelled();
    }

    @Test
    void aSecondPageThatFailsPermanentlyEndsTheCycleAndNothingIsLost() throws Exception {
        open(TargetDatabase.DUCKDB);
        publishPages();
        faulty.answer(S3FaultTest::secondPage, Integer.MAX_VALUE, error(500, "InternalError", "We failed"));

        assertThatThrownBy(sync.harness()::cycle)
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(ListingException.class)
                .hasMessageContaining("cannot be listed: InternalError, We failed");

        faulty.heal();
        sync.cleanCycle();
        sync.assertAsModelled();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "301, PermanentRedirect, set AWS_REGION to eu-west-1",
        "400, AuthorizationHeaderMalformed, set AWS_REGION to eu-west-1",
        "400, ExpiredToken, get new credentials",
        "503, SlowDown, the next cycle tries again"
    })
    void anErrorOfTheSourceIsReportedWithItsRemedy(int status, String code, String remedy) throws Exception {
        open(TargetDatabase.DUCKDB);
        faulty.answer(
                () -> any(anyUrl()),
                Integer.MAX_VALUE,
                error(status, code, "No").withHeader("x-amz-bucket-region", "eu-west-1"));

        assertThatThrownBy(sync.harness()::cycle)
                .cause()
                .isInstanceOf(ListingException.class)
                .hasMessageContaining(code + ", No; " + remedy);

        faulty.heal();
        sync.cleanCycle();
        sync.assertAsModelled();
    }

    // ---- a stop during a retry

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the states of the table groups show whether the route was stopped
    void aTableGroupThatIsTriedAgainIsPausedWhenItsRouteIsStopped() throws Exception {
        open(TargetDatabase.DUCKDB, Map.of(ZenotiSync.RETRY_DELAY, "5000", "zenoti.parallelism", "1"));
        answer(1, aResponse().withBody("cut off"));
        faulty.before(path(KEY), () -> CompletableFuture.runAsync(() -> stopRoute("load-table-group")));

        CycleReport report = sync.harness().cycle();

        assertThat(report.failures()).isEmpty();
        assertThat(SmallFeedSync.ended(report, State.PAUSED)).contains(GROUP);
        assertThat(requests(KEY)).isEqualTo(1);
        sync.context().getRouteController().startRoute("load-table-group");
        sync.cleanCycle();
        sync.assertAsModelled();
    }

    @Test
    void theEndOfTheProgramDoesNotWaitForARetry() throws Exception {
        open(TargetDatabase.DUCKDB, Map.of(ZenotiSync.RETRY_DELAY, "60000"));
        answer(Integer.MAX_VALUE, aResponse().withBody("cut off"));
        CompletableFuture<Void> asked = new CompletableFuture<>();
        faulty.before(path(KEY), () -> asked.complete(null));
        CompletableFuture<CycleReport> cycle = CompletableFuture.supplyAsync(sync.harness()::cycle);
        asked.get(30, TimeUnit.SECONDS);
        Thread.sleep(300);
        long before = System.nanoTime();

        sync.context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(cycle).isDone();
    }

    // ---- helpers

    private void open(TargetDatabase target) {
        open(target, Map.of());
    }

    private void open(TargetDatabase target, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(target.settings(folder));
        settings.put("zenoti.parallelism", "2");
        settings.putAll(more);
        sync = new SmallFeedSync(S3.client(), faulty.client(), folder, settings);
        sync.publish(SmallFeed.groups(1, 3));
    }

    private void stopRoute(String route) {
        try {
            sync.context().getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** More objects in a group than a page holds. */
    private void publishPages() {
        Map<String, String> parts = new TreeMap<>();
        for (int part = 0; part < 1005; part++) {
            parts.put("POD1/2/" + SmallFeed.FACT + "/3/part_" + part + ".csv", (50000 + part) + ",1,0,POD1\n");
        }
        sync.publish(SmallFeed.objects(parts));
    }

    private static MappingBuilder secondPage() {
        return get(anyUrl()).withQueryParam("continuation-token", matching(".+"));
    }

    private void assertOnlyTheGroupFails(String reason) {
        CycleReport report = sync.harness().cycle();

        assertThat(SmallFeedSync.ended(report, State.FAILED)).containsExactly(GROUP);
        assertThat(report.failures().get(0).reason().orElseThrow())
                .contains(reason)
                .contains(KEY);
        assertThat(SmallFeedSync.ended(report, State.PAUSED)).isEmpty();
        assertThat(SmallFeedSync.ended(report, State.CONSUMED)).hasSize(16).doesNotContain(GROUP, NEXT);
        assertThat(failedRuns()).hasSize(1);
        assertThat(sync.harness()
                        .query("SELECT last_group FROM zenoti_sync_checkpoint WHERE pod = 'POD1' AND table_name = '"
                                + SmallFeed.FACT + "'"))
                .containsExactly(List.of(1L));
        assertThat(sync.harness().query("SELECT 1 FROM zenoti_sync_manifest WHERE object_key = '" + KEY + "'"))
                .isEmpty();
    }

    private void assertTheRestFollows() throws Exception {
        faulty.heal();

        CycleReport next = sync.cleanCycle();

        assertThat(SmallFeedSync.ended(next, State.CONSUMED)).containsExactly(GROUP, NEXT);
        sync.assertAsModelled();
    }

    private List<List<Object>> failedRuns() {
        return sync.harness().query("SELECT error FROM zenoti_sync_run WHERE outcome = 'failed'");
    }

    private List<String> reasons() {
        return failedRuns().stream().map(row -> row.get(0).toString()).toList();
    }

    private String path(String key) {
        return "/" + sync.bucket() + "/" + key;
    }

    private byte[] content() {
        return SmallFeed.groups(2, 2).get(KEY);
    }

    /** Another amount of the same length, with the checksum of the right one. */
    private ResponseDefinitionBuilder altered() {
        CRC32 checksum = new CRC32();
        checksum.update(content());
        byte[] bytes = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
        return aResponse()
                .withHeader("x-amz-checksum-crc32", Base64.getEncoder().encodeToString(bytes))
                .withBody(new String(content(), StandardCharsets.UTF_8).replace("2.25", "9.25"));
    }

    /** Gives an answer to the next requests for the object. */
    private void answer(int answers, ResponseDefinitionBuilder answer) {
        faulty.answer(path(KEY), answers, answer);
    }

    private void breakLine(BreakingLine.Break how, int answers) {
        faulty.breakLine(path(KEY), 40, how, answers);
    }

    private int requests(String key) {
        return faulty.requests(path(key));
    }
}
