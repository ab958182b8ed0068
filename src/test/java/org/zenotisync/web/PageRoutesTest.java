package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.config.WebConfig;
import org.zenotisync.config.WebUsers;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;

/**
 * The status page of a real sync over HTTP. Quarkus is not there: it only finds out who the user is, and the header
 * {@code As} stands for that here.
 */
@Timeout(120)
class PageRoutesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final String bucket = "page-" + buckets++;
    private final RunningCycle cycle = new RunningCycle();
    private final PageRoutes routes = new PageRoutes();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private String address = "";

    @BeforeEach
    // the other way to set the user is internal to Vert.x
    @SuppressWarnings("deprecation")
    void serve() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            Optional.ofNullable(context.request().getHeader("As"))
                    .ifPresent(name -> context.setUser(User.fromName(name)));
            // as Quarkus does
            context.request().pause();
            context.next();
        });
        routes.addTo(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        address = "http://localhost:" + server.actualPort();
    }

    @AfterEach
    void end() {
        vertx.close();
    }

    @Test
    void beforeTheSyncHasStartedThePageSaysSo() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("The program starts");
    }

    @Test
    void theFirstScreenSaysWhetherAllIsFreshAndShowsEveryTable() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));
            publishTwoTables();
            harness.cleanCycle();

            HttpResponse<String> page = get("/");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Yes: all 2 tables are fresh, as of the cycle that ended 0 s ago.")
                    .contains("/tables/bi_dimx", "/tables/bi_dimy")
                    .contains("1 attempt, at most 2 rows changed; the last one, group 1: 2 rows");
            assertThat(get("/?name=dimy").body()).contains("/tables/bi_dimy").doesNotContain("/tables/bi_dimx");
            assertThat(get("/?state=failed").body()).contains("No table matches.");
        }
    }

    @Test
    void anErrorShowsItsPlaceAndTheValueOnlyIfRowsAreShown() throws Exception {
        try (SyncHarness harness = harness()) {
            publishTwoTables();
            publish("POD1/2/bi_dimx/1/a.csv", "Smith,b\n");
            harness.cycle();

            show(harness, config(false, false));
            String hidden = get("/").body() + get("/tables/bi_dimx").body();
            show(harness, config(true, false));
            String shown = get("/").body();

            assertThat(hidden)
                    .contains("No: 1 of 2 tables need a person, 1 failed")
                    .contains("s3://" + bucket + "/POD1/2/bi_dimx/1/a.csv, line 1, column &quot;id&quot;")
                    .contains("the value is not a whole number")
                    .doesNotContain("Smith");
            assertThat(shown).contains("value &#39;Smith&#39; is not a whole number");
        }
    }

    @Test
    void thePageOfATableShowsItsKeyItsRunsAndItsQuarantine() throws Exception {
        try (SyncHarness harness = harness(Map.of("zenoti.on-bad-row", "quarantine", "zenoti.max-bad-rows", "50%"))) {
            show(harness, config(false, false));
            publishTwoTables();
            publish("POD1/2/bi_dimx/1/a.csv", "Smith,b\n3,c\n");
            harness.cleanCycle();

            String page = get("/tables/bi_dimx").body();

            assertThat(page)
                    .contains("dimension, key id (sortkey of the schema file")
                    .contains("2 read, 2 inserted, 0 updated, 0 deleted")
                    .contains("1 into quarantine")
                    .contains("s3://" + bucket + "/POD1/2/bi_dimx/1/a.csv")
                    .contains("zenoti.web.show-rows=true")
                    .doesNotContain("Smith");
            show(harness, config(true, false));
            assertThat(get("/tables/BI_DIMX").body()).contains("<pre>Smith,b</pre>");
            assertThat(get("/tables/bi_none").statusCode()).isEqualTo(404);
            assertThat(get("/tables/%3Cscript%3Ealert(1)%3C%2Fscript%3E").body())
                    .doesNotContain("<script>alert")
                    .contains("&lt;script&gt;alert(1)");
        }
    }

    @Test
    void schemaFilesThatAreRefusedComeFirstWithTheReason() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));
            publishTwoTables();
            publish("SchemaFull/Bi_Zx.txt", "CREATE TABLE bi_zx (id INT) SORTKEY(;");
            harness.cycle();

            String page = get("/schema").body();

            assertThat(page.indexOf("SchemaFull/Bi_Zx.txt")).isPositive().isLessThan(page.indexOf("Bi_DimX.txt"));
            assertThat(get("/").body()).contains("1 schema file not applied");
        }
    }

    @Test
    void aSiteThatGivesThisMachineANameOfItsOwnSeesNothing() throws Exception {
        try (SyncHarness harness = harness()) {
            WebConfig named = new WebConfig(true, "sync.example", 8080, false, false, WebUsers.NONE);
            routes.show(new StatusPage(harness.sync(), named, cycle));

            for (String host :
                    new String[] {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "a:1:b", ""}) {
                for (String path : new String[] {"/", "/tables/bi_x", "/schema", "/refresh.js"}) {
                    assertThat(asked(path, host))
                            .as(host + path)
                            .startsWith("HTTP/1.1 4")
                            .doesNotContain("<html", "bi_x");
                }
            }
            assertThat(asked("/", "evil.example")).startsWith("HTTP/1.1 421 ").contains("zenoti.web.host");
            for (String host : new String[] {
                "localhost", "LOCALHOST:8080", "127.0.0.1:8080", "10.1.2.3", "[::1]:8080", "sync.example"
            }) {
                assertThat(asked("/", host)).as(host).startsWith("HTTP/1.1 200 ");
            }
            // with users, browsers keep the password from other names
            show(harness, config(false, true));
            assertThat(asked("/", "proxy.example")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void partsOfThePageAreNotForOtherSites() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));

            assertThat(fetched("cross-site", "no-cors", "image").statusCode()).isEqualTo(403);
            assertThat(fetched("cross-site", "cors", "empty").statusCode()).isEqualTo(403);
            assertThat(fetched("cross-site", "navigate", "iframe").statusCode()).isEqualTo(403);
            assertThat(fetched("cross-site", "navigate", "document").statusCode())
                    .isEqualTo(200);
            assertThat(fetched("same-origin", "cors", "empty").statusCode()).isEqualTo(200);
            assertThat(fetched("none", "navigate", "document").statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> fetched(String site, String mode, String destination) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(address + "/"))
                        .header("Sec-Fetch-Site", site)
                        .header("Sec-Fetch-Mode", mode)
                        .header("Sec-Fetch-Dest", destination),
                null);
    }

    @Test
    void theTargetIsNotAskedForTablesThatNoListingHasFound() throws Exception {
        SyncHarness harness = harness();
        publishTwoTables();
        harness.cleanCycle();
        show(harness, config(false, false));
        // every question to the target fails from now on, and would be on the page
        harness.close();

        HttpResponse<String> unknown = get("/tables/bi_none");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).doesNotContain("The target cannot be read");
        assertThat(get("/tables/bi_dimx").body()).contains("The target cannot be read");
    }

    /** The answer to a request with a name of the page, which the client of Java does not let one choose. */
    private String asked(String path, String host) throws IOException {
        URI server = URI.create(address);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsRecordedOfSourcesThatTheSettingsDoNotHaveIsNotCounted() throws Exception {
        publishTwoTables();
        publish("SchemaFull/Bi_Zx.txt", "CREATE TABLE bi_zx (id INT) SORTKEY(;");
        publish("POD1/2/bi_dimx/1/a.csv", "Smith,b\n3,c\n");
        Map<String, String> settings = Map.of(
                "zenoti.on-bad-row", "quarantine", "zenoti.max-bad-rows", "50%", "zenoti.on-late-file", "report");
        try (SyncHarness before = harness(settings)) {
            before.cycle();
            publish("POD1/1/bi_dimx/1/late.csv", "9,z\n");
            before.cycle();
            show(before, config(false, false));
            assertThat(get("/").body())
                    .contains("No: 1 schema file not applied")
                    .contains("1 row is in the quarantine.")
                    .contains("1 objects arrived late");
        }
        S3.publish(
                bucket + "-new",
                new TreeMap<>(Map.of(
                        "SchemaFull/Bi_DimQ.txt",
                        "CREATE TABLE bi_dimq (id INT) SORTKEY(id);".getBytes(StandardCharsets.UTF_8),
                        "POD1/1/bi_dimq/1/a.csv",
                        "1\n".getBytes(StandardCharsets.UTF_8))));
        try (SyncHarness now = new SyncHarness(
                S3.client(), bucket + "-new", folder.resolve("target.duckdb"), Map.of(), Map.of("page", cycle))) {
            show(now, config(false, false));
            now.cleanCycle();

            assertThat(get("/").body())
                    .contains("Yes: the table is fresh")
                    .doesNotContain("quarantine", "arrived late", "not applied");
            assertThat(get("/schema").body()).contains("Bi_DimQ.txt").doesNotContain("Bi_Zx.txt");
        }
    }

    @Test
    void aProblemOutsideOfTheTablesIsNotFresh() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));
            publishTwoTables();
            harness.cleanCycle();
            publish("POD1/1/bi_dimx/1/b.tmp", "3,c\n");
            harness.cycle();

            assertThat(get("/").body())
                    .contains("No: 1 problem, as of the cycle")
                    .contains("s3://" + bucket + "/POD1/1/bi_dimx/1/b.tmp is not a CSV file by its name");
        }
    }

    @Test
    void aSecondSourceThatWasNeverListedIsNotFresh() throws Exception {
        publishTwoTables();
        Map<String, String> settings =
                Map.of("zenoti.sources.north.bucket", bucket, "zenoti.sources.south.bucket", bucket + "-is-not-there");
        try (SyncHarness harness = new SyncHarness(S3.client(), folder.resolve("target.duckdb"), settings)) {
            show(harness, config(false, false));
            harness.cycle();

            assertThat(get("/").body())
                    .contains("No: 1 problem")
                    .contains("source south (s3://" + bucket + "-is-not-there)");
        }
    }

    @Test
    void aTableWithoutRowsForLongNeedsAPersonHoweverLongItLastsAndWhateverEmptyGroupsCome() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));
            publishTwoTables();
            for (int group = 2; group <= 6; group++) {
                publish("POD1/" + group + "/bi_dimx/1/a.csv", group + ",x\n");
            }
            harness.cleanCycle();
            Instant last = Instant.now().minus(Duration.ofDays(40));
            for (int group = 1; group <= 6; group++) {
                at(harness, group, last.minus(Duration.ofHours(2L * (6 - group))));
            }

            assertThat(get("/").body())
                    .as("after 40 days of silence")
                    .contains("1 no rows for long")
                    .contains("no new rows for 40 d, longer than usual");

            for (int group = 7; group <= 36; group++) {
                publish("POD1/" + group + "/bi_dimx/1/a.csv", "");
            }
            harness.cleanCycle();
            show(harness, config(false, false));
            assertThat(get("/").body()).as("after 30 empty groups").contains("1 no rows for long");
        }
    }

    /** Moves a run to a time. */
    private static void at(SyncHarness harness, int group, Instant time) throws SQLException {
        Jdbc.with(
                harness.dataSource(),
                connection -> Jdbc.update(
                        connection,
                        "UPDATE zenoti_sync_run SET finished_at = ? WHERE table_name = 'bi_dimx' AND group_id = ?",
                        LocalDateTime.ofInstant(time, ZoneOffset.UTC),
                        group));
    }

    @Test
    void whileTheTargetIsAwayThePageShowsWhatTheProcessKnows() throws Exception {
        SyncHarness harness = harness();
        publishTwoTables();
        harness.cleanCycle();
        show(harness, config(false, false));
        harness.close();

        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Yes: all 2 tables are fresh")
                .contains("The target cannot be read:")
                .contains("/tables/bi_dimx");
    }

    @Test
    void everyAnswerHasHeadersThatKeepOthersOut() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));

            for (String path :
                    new String[] {"/", "/schema", "/tables/bi_x", "/style.css", "/refresh.js", "/icon.svg"}) {
                HttpResponse<String> answer = get(path);
                assertThat(answer.headers().firstValue("content-security-policy"))
                        .as(path)
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "frame-ancestors 'none'")
                                .doesNotContain("unsafe"));
                assertThat(answer.headers().firstValue("x-content-type-options"))
                        .contains("nosniff");
            }
            assertThat(get("/").headers().firstValue("cache-control")).contains("no-store");
        }
    }

    @Test
    void withoutActionsNoButtonWorksForAnybody() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, false));

            assertThat(get("/", "alice").body()).doesNotContain("method=\"post\"");
            assertThat(post("/actions/cycle", Map.of("token", "1-" + "0".repeat(64)), "alice")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void buttonsNeedAUserAndTheTokenOfThatUser() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, true));
            publishTwoTables();
            harness.cleanCycle();
            assertThat(get("/").body()).as("of nobody").doesNotContain("method=\"post\"");
            String token = token(get("/", "alice"));

            assertThat(post("/actions/pause", Map.of("token", token, "table", "bi_dimx"), null)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post("/actions/pause", Map.of("token", token, "table", "bi_dimx"), "bob")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post("/actions/pause", Map.of("table", "bi_dimx"), "alice")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post(
                                    "/actions/pause",
                                    Map.of("token", token, "table", "bi_dimx"),
                                    "alice",
                                    "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(harness.rows("zenoti_sync_paused", "table_name")).isEmpty();
            assertThat(get("/actions/pause?table=bi_dimx&token=" + token, "alice")
                            .statusCode())
                    .isNotEqualTo(200);
        }
    }

    @Test
    void aTableIsPausedAndResumedAndTheLogSaysByWhom() throws Exception {
        try (SyncHarness harness = harness();
                LogCapture log = new LogCapture()) {
            show(harness, config(false, true));
            publishTwoTables();
            harness.cleanCycle();
            String token = token(get("/tables/bi_dimx", "alice"));

            HttpResponse<String> paused = post("/actions/pause", Map.of("token", token, "table", "bi_dimx"), "alice");

            assertThat(paused.statusCode()).isEqualTo(303);
            assertThat(paused.headers().firstValue("location")).contains("/tables/bi_dimx?done=paused");
            assertThat(harness.rows("zenoti_sync_paused", "table_name")).containsExactly("bi_dimx");
            assertThat(get("/tables/bi_dimx?done=paused", "alice").body())
                    .contains("The table is paused.")
                    .contains("Resume this table");
            assertThat(post("/actions/resume", Map.of("token", token, "table", "bi_dimx"), "alice")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(harness.rows("zenoti_sync_paused", "table_name")).isEmpty();
            assertThat(log.messages())
                    .contains(
                            "The user alice of the status page has paused bi_dimx",
                            "The user alice of the status page has resumed bi_dimx");
        }
    }

    @Test
    void aGlobOrAnUnknownTableIsNotPaused() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, true));
            publishTwoTables();
            harness.cleanCycle();
            String token = token(get("/", "alice"));

            assertThat(post("/actions/pause", Map.of("token", token, "table", "*"), "alice")
                            .statusCode())
                    .isEqualTo(409);
            HttpResponse<String> unknown = post("/actions/pause", Map.of("token", token, "table", "bi_none"), "alice");
            assertThat(unknown.statusCode()).isEqualTo(409);
            assertThat(unknown.body()).contains("no table is called");
            assertThat(harness.rows("zenoti_sync_paused", "table_name")).isEmpty();
        }
    }

    @Test
    void aCycleIsStartedAndASchemaFileIsTriedAgain() throws Exception {
        try (SyncHarness harness = harness()) {
            show(harness, config(false, true));
            publishTwoTables();
            publish("SchemaFull/Bi_Zx.txt", "CREATE TABLE bi_zx (id INT) SORTKEY(;");
            harness.cycle();
            String token = token(get("/", "alice"));
            String file = "s3://" + bucket + "/SchemaFull/Bi_Zx.txt";
            publish("POD1/2/bi_dimx/1/a.csv", "7,c\n");

            assertThat(post("/actions/retry-schema-file", Map.of("token", token, "file", file), "alice")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(post("/actions/cycle", Map.of("token", token), "alice")
                            .headers()
                            .firstValue("location"))
                    .contains("/?done=cycle");
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!harness.rows("bi_dimx", "id").contains("7")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(50);
            }
        }
    }

    private SyncHarness harness() {
        return harness(Map.of());
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(S3.client(), bucket, folder.resolve("target.duckdb"), settings, Map.of("page", cycle));
    }

    private void show(SyncHarness harness, WebConfig config) {
        routes.show(new StatusPage(harness.sync(), config, cycle));
    }

    private static WebConfig config(boolean showsRows, boolean hasActions) {
        WebUsers users = hasActions ? new WebUsers(Map.of("alice", "0".repeat(128))) : WebUsers.NONE;
        return new WebConfig(true, "localhost", 8080, showsRows, hasActions, users);
    }

    private void publishTwoTables() {
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);");
        publish("SchemaFull/Bi_DimY.txt", "CREATE TABLE bi_dimy (id INT) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1,a\n2,b\n");
        publish("POD1/1/bi_dimy/1/a.csv", "1\n");
    }

    private void publish(String key, String text) {
        S3.publish(bucket, new TreeMap<>(Map.of(key, text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String token(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, null);
    }

    private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)), user);
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String user)
            throws IOException, InterruptedException {
        return post(path, form, user, address);
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String user, String origin)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Origin", origin)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                user);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String user)
            throws IOException, InterruptedException {
        if (user != null) {
            request.header("As", user);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
