package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/**
 * Values of hidden columns are on no page of the packaged program, also where it shows rows, in no scrape and health
 * check, and not in its log at DEBUG. {@link GuestsDataTest} has the other places.
 */
@Timeout(240)
class GuestsDataIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String HASH_KEY = "planted-hash-key-of-at-least-32-bytes";

    private static final Pattern PAGE = Pattern.compile("The status page is at (http://localhost:[0-9]+)/");
    private static final Pattern MANAGEMENT = Pattern.compile("Health is at (http://localhost:[0-9]+/q)/");
    private static final Pattern LINK = Pattern.compile("(?:href|action|src|data-[a-z]+)=\"(/[^\"#]*)");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final String bucket = "guests-data-it-" + buckets++;
    private final PlantedSecrets secrets = new PlantedSecrets(HASH_KEY);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void noPageAndNoScrapeShowsValuesOfHiddenColumns() throws Exception {
        live(Map.of(
                "ZENOTI_COLUMNS_EXCLUDE", "*.email, *.note, *.answer, *.born",
                "ZENOTI_COLUMNS_HASH", "*.name, *.phone, *.weight, *.card",
                "ZENOTI_COLUMNS_HASH_KEY", HASH_KEY));

        assertThat(secrets.found()).isEmpty();
    }

    @Test
    void whereNothingIsHiddenPagesShowThem() throws Exception {
        live(Map.of());

        assertThat(secrets.found().get(PlantedSecrets.FAILING).toString()).contains("/tables/bi_dimuser");
        assertThat(secrets.found().get(PlantedSecrets.TOO_MANY).toString()).contains("/tables/bi_dimuser");
    }

    private void live(Map<String, String> rules) throws Exception {
        Map<String, String> settings = new TreeMap<>(rules);
        settings.put("ZENOTI_BUCKET", bucket);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_SCHEDULE", "1s");
        settings.put(
                "ZENOTI_TARGET_URL",
                "jdbc:duckdb:" + Files.createDirectory(folder.resolve("db")).resolve("target.duckdb"));
        settings.put("ZENOTI_ON_BAD_ROW", "quarantine");
        settings.put("ZENOTI_MAX_BAD_ROWS", "10");
        settings.put("ZENOTI_WEB_SHOW_ROWS", "true");
        settings.put("QUARKUS_LOG_CATEGORY__ORG_ZENOTISYNC__LEVEL", "DEBUG");
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_REGION", "us-east-1");
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        S3.publish(bucket, PlantedSecrets.firstGroup());
        S3.publish(bucket, PlantedSecrets.badRows());
        Path log = Files.createDirectory(folder.resolve("log")).resolve("log");
        try (RunningProgram running = new PackagedProgram(settings, PackagedProgram.SHORT_LIVED).start(log, "run")) {
            running.await(LONGEST, () -> running.log().contains("left out and kept in zenoti_sync_quarantine"));
            lookAround(running);
            // more bad rows than are allowed: the table fails, and its error is shown
            Map<String, byte[]> failing = new TreeMap<>();
            PlantedSecrets.failingGroup().forEach((key, row) -> failing.put(key, repeated(row, 11)));
            S3.publish(bucket, failing);
            running.await(LONGEST, () -> running.log().contains("POD1/3/bi_dimuser failed: "));
            lookAround(running);
        }
        secrets.searchFiles(folder);
    }

    /** Follows all links of the page, and reads what is on the other port. */
    private void lookAround(RunningProgram running) throws Exception {
        String address = address(running, PAGE);
        Set<String> seen = new HashSet<>(Set.of("/"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String path = next.pop();
            String page = get(address + path);
            secrets.searchText(path, page);
            Matcher link = LINK.matcher(page);
            while (link.find()) {
                if (seen.add(link.group(1).replace("&amp;", "&"))) {
                    next.push(link.group(1).replace("&amp;", "&"));
                }
            }
        }
        assertThat(seen).contains("/tables/bi_dimuser", "/schema");
        String management = address(running, MANAGEMENT);
        for (String path : new String[] {"/metrics", "/health"}) {
            secrets.searchText(path, get(management + path));
        }
    }

    private static byte[] repeated(byte[] row, int times) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            rows.writeBytes(row);
        }
        return rows.toByteArray();
    }

    private String get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String address(RunningProgram running, Pattern pattern) throws InterruptedException {
        return running.awaitLog(LONGEST, pattern);
    }
}
