package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Bad rows of a table group are sent as CSV, after the commit, and never to the log. */
@Timeout(120)
class BadRowDeliveryTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final String KEY = SmallFeed.key("POD1", 2, SmallFeed.FACT);

    @TempDir
    private Path folder;

    private final String bucket = "bad-rows-" + BUCKETS.incrementAndGet();

    static Stream<TargetDatabase> databases() {
        return TargetDatabase.wanted().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void badRowsBecomeOneFileOfTheirTableGroup(TargetDatabase database) throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        publish(Map.of(KEY, bytes("1021,1.5,0,POD1\n1022,much,0,\"a \"\"guest\"\", Ann\"\n1023,,x,\n")));
        Path files = folder.resolve("files");
        try (SyncHarness harness = harness(settings(
                database, "file:" + files + "?fileName=$simple{header.CamelCloudEventID}.csv&tempPrefix=.writing-"))) {
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();

            assertThat(files).isDirectoryNotContaining("glob:**.writing-*");
            String text = onlyFile(files);
            assertThat(text.lines().findFirst().orElseThrow())
                    .isEqualTo("\"source\",\"pod\",\"table_name\",\"group_id\",\"logid\",\"object_key\",\"etag\","
                            + "\"line_number\",\"column_name\",\"reason\",\"raw_line\",\"raw_hex\",\"quarantined_at\"");
            assertThat(text.lines()).hasSize(3);
            assertThat(text)
                    .contains("\"POD1\",\"" + SmallFeed.FACT + "\",\"2\",\"2\",\"" + KEY + "\"")
                    .contains("\"1022,much,0,\"\"a \"\"\"\"guest\"\"\"\", Ann\"\"\",,\"");
            assertThat(harness.query("SELECT count(1) FROM zenoti_sync_event")).containsExactly(List.of(0L));

            // nothing new, nothing sent
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();
            assertThat(onlyFile(files)).isEqualTo(text);
        }
    }

    @Test
    void aReceiverThatIsAwayGetsThemLaterAndTheLogHasNoValues() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        publish(Map.of(KEY, bytes("1022,much,0,secret-guest\n1021,1.5,0,POD1\n")));
        Path failedOnce = folder.resolve("failed-once");
        Path taken = folder.resolve("taken.csv");
        Path script = folder.resolve("on-bad-rows.sh");
        Files.writeString(
                script,
                "rows=$(cat)\nif [ ! -e " + failedOnce + " ]; then touch " + failedOnce
                        + "; echo \"$rows\" >&2; exit 3; fi\n" + "printf '%s\\n' \"$rows\" > " + taken + "\n");
        try (LogCapture log = new LogCapture();
                SyncHarness harness =
                        harness(settings(TargetDatabase.DUCKDB, "exec:/bin/sh?args=" + script + "&timeout=60000"))) {
            harness.cleanCycle();
            assertThat(harness.sync().awaitEvents()).isTrue();

            assertThat(failedOnce).exists();
            assertThat(Files.readString(taken)).contains("secret-guest");
            assertThat(String.join("\n", log.messages()))
                    .contains("The next message with bad rows of " + SmallFeed.FACT
                            + " is not delivered; it is tried again: the command has ended with exit code 3")
                    .doesNotContain("secret-guest");
        }
    }

    /** They were corrected before the receiver could be reached. */
    @Test
    void nothingIsSentOfATableGroupWhoseFileWasCorrectedMeanwhile() throws Exception {
        publish(SmallFeed.schema());
        publish(SmallFeed.groups(1, 1));
        publish(Map.of(KEY, bytes("1022,much,0,POD1\n1021,1.5,0,POD1\n")));
        Path files = folder.resolve("files");
        try (SyncHarness harness = harness(settings(TargetDatabase.DUCKDB, "file:" + files))) {
            harness.context().getRouteController().stopRoute("deliver-bad-rows");
            harness.cleanCycle();
            assertThat(harness.query("SELECT channel, lane FROM zenoti_sync_event"))
                    .containsExactly(List.of("bad-rows", SmallFeed.FACT));
            publish(Map.of(KEY, bytes("1022,2.5,0,POD1\n1021,1.5,0,POD1\n")));
            harness.cleanCycle();
            harness.context().getRouteController().startRoute("deliver-bad-rows");
            assertThat(harness.sync().awaitEvents()).isTrue();

            assertThat(files).doesNotExist();
            assertThat(harness.query("SELECT count(1) FROM zenoti_sync_event")).containsExactly(List.of(0L));
        }
    }

    @Test
    void theEndpointNeedsAQuarantine() {
        Map<String, String> settings = Map.of("zenoti.bucket", "some-bucket", "zenoti.quarantine.to", "file:/tmp/rows");
        assertThatThrownBy(() -> SyncConfig.read(SettingsSource.of(settings)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("zenoti.quarantine.to: has no effect, because a bad row fails its table group; also set"
                        + " zenoti.on-bad-row=quarantine");
    }

    private static String onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readString(all.get(0));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> settings(TargetDatabase database, String endpoint) {
        Map<String, String> settings = new HashMap<>(database.settings(folder));
        settings.put("zenoti.quarantine.to", endpoint);
        settings.put("zenoti.on-bad-row", "quarantine");
        settings.put("zenoti.max-bad-rows", "90%");
        return settings;
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused.duckdb"), settings);
    }

    private void publish(Map<String, byte[]> objects) {
        S3Server.publish(S3.client(), bucket, objects);
    }
}
