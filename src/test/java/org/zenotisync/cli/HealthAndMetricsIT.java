package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

/** What {@code run} serves on its port. */
@Timeout(180)
class HealthAndMetricsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Pattern ADDRESS = Pattern.compile("Health is at (http://localhost:[0-9]+/q)/health");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void prepare() {
        settings.put("ZENOTI_BUCKET", "health-" + buckets++);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_TARGET_URL", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_REGION", "us-east-1");
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    }

    @Test
    void aProgramThatWorksIsReadyAndShowsWhatItHasLoaded() throws Exception {
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1,a\n2,b\n");
        try (RunningProgram running = start()) {
            String address = address(running);
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));

            assertThat(get(address + "/health/started").statusCode()).isEqualTo(200);
            assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(address + "/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            List<String> metrics = get(address + "/metrics").body().lines().toList();
            assertThat(metrics)
                    .contains(
                            "zenoti_rows_total{outcome=\"inserted\",pod=\"POD1\",source=\"default\",sync=\"zenoti\","
                                    + "table=\"bi_dimx\"} 2.0",
                            "zenoti_target_up{sync=\"zenoti\"} 1.0")
                    .anyMatch(line -> line.startsWith("zenoti_pool_connections{state=\"available\""))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                    .anyMatch(line -> line.startsWith("camel_exchanges_succeeded_total"))
                    .anyMatch(line -> line.startsWith(
                            "zenoti_s3_requests_total{operation=\"GetObject\",outcome=\"ok\",source=\"default\""));
            assertThat(metrics).contains("# TYPE zenoti_pool_connections gauge");
            assertThat(metrics).contains("# TYPE zenoti_s3_requests counter");
        }
    }

    @Test
    void asJsonEachLineIsAnObjectAndThoseOfATableGroupHaveItsFields() throws Exception {
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1\n");
        publish("POD1/2/bi_dimx/1/a.csv", "no number\n");
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        String log;
        try (RunningProgram running = start()) {
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));
            running.terminate();
            running.awaitExit(Duration.ofSeconds(60));
            log = running.log();
        }

        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.isObject()).as(log).isTrue());
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().startsWith("POD1/2/bi_dimx failed: "))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("level").asText()).isEqualTo("ERROR");
                    JsonNode fields = line.path("mdc");
                    assertThat(fields.path("source").asText()).isEqualTo("default");
                    assertThat(fields.path("pod").asText()).isEqualTo("POD1");
                    assertThat(fields.path("table").asText()).isEqualTo("bi_dimx");
                    assertThat(fields.path("group").asText()).isEqualTo("2");
                    assertThat(fields.path("cycle").asText()).matches("2.*T.*Z");
                });
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().startsWith("Cycle ended"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("mdc").has("table")).isFalse());
    }

    @Test
    void aSourceThatCannotBeListedMakesItUnreadyButNotDead() throws Exception {
        try (RunningProgram running = start()) {
            String address = address(running);
            running.await(LONGEST, () -> running.log().contains("could not run"));

            assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(address + "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("NoSuchBucket", "check zenoti.bucket");
            assertThat(get(address + "/metrics").body())
                    .contains("zenoti_source_up{source=\"default\",sync=\"zenoti\"} 0.0");
        }
    }

    @Test
    void aPortInUseIsAWrongSetting() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            settings.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(other.getLocalPort()));

            Result result = program().end(Map.of(), "run");

            assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
            assertThat(result.err())
                    .singleElement()
                    .asString()
                    .startsWith("zenoti-s3-sync: quarkus.management.port: the port " + other.getLocalPort()
                            + " of localhost cannot be opened (")
                    .endsWith("); set another one, or zenoti.web=off");
        }
    }

    @Test
    void aPortThatIsNotANumberIsAWrongSetting() throws Exception {
        settings.put("QUARKUS_MANAGEMENT_PORT", "abc");

        Result result = program().end(Map.of(), "run");

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("zenoti-s3-sync: quarkus.management.port: 'abc' is not a number from 0 to 65535");
    }

    @Test
    void withoutPortsNothingIsServed() throws Exception {
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        settings.put("ZENOTI_WEB", "off");
        try (RunningProgram running = start()) {
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));

            assertThat(running.log()).doesNotContain("Health is at").doesNotContain("The status page is at");
            assertThat(listening(running.pid())).isEmpty();
        }
    }

    /** The ports that a process listens on, in the hexadecimal form of the system's table. */
    private static List<String> listening(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            List<String> sockets = files.map(HealthAndMetricsIT::target)
                    .filter(link -> link.startsWith("socket:["))
                    .map(link -> link.substring("socket:[".length(), link.length() - 1))
                    .toList();
            return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                    .flatMap(HealthAndMetricsIT::lines)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[3].equals("0A") && sockets.contains(columns[9]))
                    .map(columns -> columns[1])
                    .toList();
        }
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private PackagedProgram program() {
        return new PackagedProgram(settings, PackagedProgram.SHORT_LIVED);
    }

    private RunningProgram start() throws IOException {
        return program().start(folder.resolve("log"), "run");
    }

    private static String address(RunningProgram running) throws InterruptedException {
        return running.awaitLog(LONGEST, ADDRESS);
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void publish(String key, String text) {
        S3.publish(settings.get("ZENOTI_BUCKET"), Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
