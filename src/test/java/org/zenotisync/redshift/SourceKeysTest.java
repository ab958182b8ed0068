package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.CycleReport;
import org.zenotisync.s3.S3SourceClients;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;

/** Redshift reads each source with the keys of that source, and nobody else sees them. */
class SourceKeysTest {

    private static final List<String> NAMES = List.of("north", "south");

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();

    private void publish(String source, String key, String content) {
        s3.publish(source + "-bucket", Map.of(key, content.getBytes(StandardCharsets.UTF_8)));
    }

    private void twoSources() {
        assumeTrue(S3Server.checksSignatures());
        settings.put("zenoti.redshift.use-s3-keys", "true");
        settings.put("zenoti.target.url", StandInUrl.on(PostgresServer.newDatabase(), "lock=first"));
        StatementLog.keep(settings.get("zenoti.target.url"));
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            String source = "zenoti.sources." + name + ".";
            settings.put(source + "bucket", name + "-bucket");
            settings.put(source + "region", "us-east-1");
            settings.put(source + "endpoint", s3.endpoint().toString());
            settings.put(source + "access-key-id", "id-of-" + name);
            settings.put(source + "secret-access-key", "secret-of-" + name);
            publish(name, "SchemaFull/Bi_DimX.txt", "CREATE TABLE Bi_DimX (id BIGINT PRIMARY KEY, name VARCHAR(20));");
            publish(name, "POD1/1/Bi_DimX/1/part_0.csv", i + "," + name + "\n");
            s3.server().addKeys(name + "-bucket", "id-of-" + name, "secret-of-" + name);
        }
    }

    private interface Use {
        void of(SyncHarness harness) throws Exception;
    }

    private void run(Use use) throws Exception {
        SettingsSource source = SettingsSource.of(settings);
        try (S3SourceClients clients = new S3SourceClients(source, SyncConfig.read(source), 8);
                SyncHarness harness = new SyncHarness(
                        clients,
                        Optional.of(s3.client()),
                        Optional.empty(),
                        folder.resolve("unused"),
                        settings,
                        Map.of())) {
            use.of(harness);
        }
    }

    private List<String> copies() {
        return StatementLog.take(settings.get("zenoti.target.url")).stream()
                .filter(sql -> sql.startsWith("COPY "))
                .toList();
    }

    /** All attributes of the MBean as text. */
    private static String jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.zenotisync:type=Sync,*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                Object value = server.getAttribute(name, attribute.getName());
                text.append(value instanceof Object[] values ? Arrays.deepToString(values) : String.valueOf(value));
            }
        }
        return text.toString();
    }

    @Test
    void aCopyHasTheKeysOfItsOwnSource() throws Exception {
        twoSources();
        run(harness -> {
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("0|north", "1|south");
            List<String> copies = copies();
            for (String name : NAMES) {
                String other = name.equals("north") ? "south" : "north";
                assertThat(copies)
                        .filteredOn(copy -> copy.contains("s3://" + name + "-bucket/"))
                        .hasSize(1)
                        .allSatisfy(copy -> assertThat(copy)
                                .contains("ACCESS_KEY_ID 'id-of-" + name + "' SECRET_ACCESS_KEY 'secret-of-" + name)
                                .doesNotContain("-of-" + other));
            }
        });
    }

    @Test
    void noSecretOfAnySourceIsShown() throws Exception {
        twoSources();
        // COPY and its error have the keys of south; north is refused when it is listed
        publish("south", "POD1/1/Bi_DimX/1/part_0.csv", "x,south\n");
        settings.put("zenoti.sources.north.secret-access-key", "secret-of-nobody");
        try (LogCapture log = new LogCapture()) {
            run(harness -> {
                CycleReport report = harness.cycle();

                assertThat(copies()).anyMatch(copy -> copy.contains("secret-of-south"));
                assertThat(SyncHarness.failures(report))
                        .contains("source north (s3://north-bucket): ", "south/POD1/1/bi_dimx: ")
                        .doesNotContain("secret-of", "id-of-");
                assertThat(harness.sync().status().toString()).contains("south").doesNotContain("secret-of", "id-of-");
                assertThat(harness.sync().snapshot().toString()).doesNotContain("secret-of", "id-of-");
                assertThat(harness.sync().config().toString()).doesNotContain("secret-of");
                assertThat(harness.query("SELECT error FROM zenoti_sync_run").toString())
                        .contains("x")
                        .doesNotContain("secret-of", "id-of-");
                assertThat(harness.query("SELECT source_name, unreachable FROM zenoti_sync_source")
                                .toString())
                        .doesNotContain("secret-of", "id-of-");
                assertThat(jmx()).contains("south/POD1").doesNotContain("secret-of", "id-of-");
            });
            assertThat(log.messages()).isNotEmpty().noneMatch(line -> line.contains("secret-of"));
        }
    }
}
