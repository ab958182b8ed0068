package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.PackagedProgram.Result;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/** The status page of the packaged program: what Quarkus has to do with it, which PageRoutesTest does not have. */
@Timeout(180)
class StatusPageIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Pattern ADDRESS = Pattern.compile("The status page is at (http://localhost:[0-9]+)/");
    private static final Pattern HEALTH = Pattern.compile("Health is at (http://localhost:[0-9]+/q)/");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void prepare() {
        settings.put("ZENOTI_BUCKET", "status-page-" + buckets++);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_TARGET_URL", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_REGION", "us-east-1");
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1,a\n2,b\n");
    }

    @Test
    void withoutUsersThePageIsSeenWithoutAPasswordAndHasNoButtons() throws Exception {
        try (RunningProgram running = start()) {
            String address = address(running);
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));

            HttpResponse<String> page = send(get(address + "/"));

            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Yes: the table is fresh", "/tables/bi_dimx")
                    .doesNotContain("method=\"post\"");
            assertThat(send(get(address + "/tables/bi_dimx")).body()).contains("2 read, 2 inserted");
            assertThat(send(get(address + "/schema")).body()).contains("SchemaFull/Bi_DimX.txt");
            assertThat(send(get(address + "/style.css")).statusCode()).isEqualTo(200);
            assertThat(send(get(address + "/q/metrics")).statusCode())
                    .as("metrics are on their own port")
                    .isEqualTo(404);
        }
    }

    @Test
    void withUsersNobodyElseSeesThePageAndTheirButtonsWork() throws Exception {
        Path users = folder.resolve("users.properties");
        Files.writeString(users, "alice=" + digest("alice", "long-password") + "\n");
        settings.put("ZENOTI_WEB_USERS", users.toString());
        settings.put("ZENOTI_WEB_ACTIONS", "true");
        try (RunningProgram running = start()) {
            String address = address(running);
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));

            assertThat(send(get(address + "/")).statusCode()).isEqualTo(401);
            assertThat(send(as("alice", "wrong", get(address + "/"))).statusCode())
                    .isEqualTo(401);
            for (String path : List.of("/schema", "/tables/bi_dimx", "/style.css", "/none")) {
                assertThat(send(get(address + path)).statusCode()).as(path).isEqualTo(401);
            }
            String form = "table=bi_dimx&token=" + "x".repeat(100_000);
            assertThat(send(pause(address, form)).statusCode())
                    .as("nobody's form")
                    .isEqualTo(401);
            assertThat(send(as("alice", "long-password", pause(address, form))).statusCode())
                    .as("a form that is too long")
                    .isEqualTo(413);
            assertThat(send(get(address(running, HEALTH) + "/health/live")).statusCode())
                    .as("health needs no password")
                    .isEqualTo(200);
            HttpResponse<String> page = send(as("alice", "long-password", get(address + "/tables/bi_dimx")));
            assertThat(page.statusCode()).isEqualTo(200);
            Matcher token = TOKEN.matcher(page.body());
            assertThat(token.find()).as(page.body()).isTrue();

            assertThat(send(as("alice", "long-password", pause(address, "table=bi_dimx&token=" + token.group(1))))
                            .statusCode())
                    .isEqualTo(303);

            assertThat(running.log()).contains("The user alice of the status page has paused bi_dimx");
            assertThat(running.log()).doesNotContain("long-password");
        }
    }

    @Test
    void aWrongFileWithUsersIsAWrongSettingAndNoPortIsOpened() throws Exception {
        Path users = folder.resolve("users.properties");
        Files.writeString(users, "alice=long-password\n");
        settings.put("ZENOTI_WEB_USERS", users.toString());

        Result result = program().end(Map.of(), "run");

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
        assertThat(result.err())
                .singleElement()
                .asString()
                .contains("zenoti.web.users: in " + users + ", the line of 'alice' is not name=digest")
                .doesNotContain("long-password");
    }

    @Test
    void buttonsWithoutUsersAreAWrongSetting() throws Exception {
        settings.put("ZENOTI_WEB_ACTIONS", "true");

        Result result = program().end(Map.of(), "run");

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
        assertThat(result.errors()).contains("zenoti.web.actions: the buttons of the status page need users");
    }

    @Test
    void aPortInUseIsAWrongSetting() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            settings.put("ZENOTI_WEB_PORT", String.valueOf(other.getLocalPort()));

            Result result = program().end(Map.of(), "run");

            assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
            assertThat(result.errors())
                    .contains("zenoti.web.port: the port " + other.getLocalPort() + " of localhost cannot be opened (")
                    .contains("set another one, or zenoti.web=off");
        }
    }

    private static String digest(String name, String password) throws Exception {
        byte[] text = (name + ":zenoti-s3-sync:" + password).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text));
    }

    private PackagedProgram program() {
        return new PackagedProgram(settings, PackagedProgram.SHORT_LIVED);
    }

    private RunningProgram start() throws IOException {
        return program().start(folder.resolve("log"), "run");
    }

    private static String address(RunningProgram running) throws InterruptedException {
        return address(running, ADDRESS);
    }

    private static String address(RunningProgram running, Pattern pattern) throws InterruptedException {
        return running.awaitLog(LONGEST, pattern);
    }

    private static HttpRequest.Builder pause(String address, String form) {
        return HttpRequest.newBuilder(URI.create(address + "/actions/pause"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", address)
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static HttpRequest.Builder get(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    private static HttpRequest.Builder as(String user, String password, HttpRequest.Builder request) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void publish(String key, String text) {
        S3.publish(settings.get("ZENOTI_BUCKET"), Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
