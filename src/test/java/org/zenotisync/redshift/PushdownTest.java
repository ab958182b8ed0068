package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;

/** What the engine reads by itself, and what is read row by row since it would read it otherwise. */
class PushdownTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/zenoti";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    private final String bucket = "pushdown-" + buckets++;
    private final Map<String, String> settings = new TreeMap<>(Map.of("zenoti.redshift.iam-role", ROLE));

    /** What Redshift was sent. */
    private List<String> statements;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name\n1,x\n2,\n",
                "1,x\n2,\n",
                "name,id\nx,1\n,2\n",
                "id,name\r\n1,x\r\n2,\r\n",
                "\uFEFFid,name\n1,x\n2,\n",
                "\n\n1,x\n\n2,\n"
            })
    void copyReadsWhatItCanRead(String content) {
        assertThat(loaded(content, "crlf=strip")).containsExactly("1|x", "2|null");
        assertThat(statements).anyMatch(sql -> sql.startsWith("COPY ")).noneMatch(PushdownTest::isRowByRow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF1,x\n2,\n", "1,x\r2,\r", "id,name\r\n1,x\r\n2,\r\n", "1,y\n2,\n1,x\n"})
    void theRestIsReadRowByRow(String content) {
        assertThat(loaded(content, "crlf=keep")).containsExactly("1|x", "2|null");
        assertThat(statements).anyMatch(PushdownTest::isRowByRow);
    }

    private static boolean isRowByRow(String sql) {
        return sql.startsWith("INSERT INTO \"zenoti_sync_stage\"");
    }

    private List<String> loaded(String content, String standIn) {
        publish(Map.of(
                "SchemaFull/Bi_DimX.txt",
                "CREATE TABLE Bi_DimX (id BIGINT PRIMARY KEY, name VARCHAR(20));",
                "POD1/1/Bi_DimX/1/part_0.csv",
                content));
        try (SyncHarness harness = harness(standIn, "lock=first")) {
            harness.cleanCycle();
            statements = StatementLog.take(settings.get("zenoti.target.url"));
            return harness.rows("bi_dimx", "id", "name");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, s3://{bucket}/manifests/", "false,"})
    void anObjectWhoseKeyOnlyBeginsLikeThatOfAFileIsNotLoaded(boolean isByManifest, String manifestUri) {
        if (isByManifest) {
            settings.put("zenoti.redshift.manifest-uri", manifestUri.replace("{bucket}", bucket + "-manifests"));
            S3.publish(bucket + "-manifests", Map.of());
        }
        publish(Map.of(
                "SchemaFull/Bi_DimX.txt",
                "CREATE TABLE Bi_DimX (id BIGINT PRIMARY KEY, name VARCHAR(20));",
                "POD1/1/Bi_DimX/1/part_0.csv",
                "1,x\n",
                "POD1/1/Bi_DimX/1/part_0.csv_$folder$",
                "7,old\n"));
        try (SyncHarness harness = harness("lock=first")) {
            harness.cleanCycle();
            statements = StatementLog.take(settings.get("zenoti.target.url"));

            assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("1|x");
            assertThat(statements.stream().anyMatch(PushdownTest::isRowByRow)).isEqualTo(!isByManifest);
            assertThat(harness.query("SELECT row_count FROM zenoti_sync_manifest"))
                    .isEqualTo(List.of(List.of(1L)));
        }
        if (isByManifest) {
            assertThat(S3.client()
                            .listObjectsV2(b -> b.bucket(bucket + "-manifests"))
                            .contents())
                    .as("manifests that were left behind")
                    .isEmpty();
        }
    }

    @Test
    void keysAreHandedOverOnRequest() {
        settings.remove("zenoti.redshift.iam-role");
        settings.put("zenoti.redshift.use-s3-keys", "true");

        assertThat(loaded("1,x\n2,\n", "crlf=strip")).containsExactly("1|x", "2|null");
        assertThat(statements).anyMatch(sql -> sql.contains("SECRET_ACCESS_KEY '" + S3Server.SECRET_KEY + "'"));
    }

    @Test
    void whatCopyRefusesOfALargeTableGroupIsToldAsRedshiftNotedIt() {
        String line = "x".repeat(1_000);
        StringBuilder content = new StringBuilder();
        for (int id = 1; id <= 67_500; id++) {
            content.append(id).append(',').append(line).append('\n');
        }
        content.append("seven,y\n");
        publish(Map.of(
                "SchemaFull/Bi_DimX.txt",
                "CREATE TABLE Bi_DimX (id BIGINT PRIMARY KEY, name VARCHAR(2000));",
                "POD1/1/Bi_DimX/1/part_0.csv",
                content.toString()));
        try (SyncHarness harness = harness("lock=first")) {
            CycleReport report = harness.cycle();

            assertThat(SyncHarness.failures(report))
                    .contains("s3://" + bucket + "/POD1/1/Bi_DimX/1/part_0.csv, line 67501, column \"id\": 'seven': ")
                    .doesNotContain(ROLE);
            assertThat(harness.query("SELECT outcome, error LIKE '%line 67501%' FROM zenoti_sync_run"))
                    .isEqualTo(List.of(List.of("failed", true)));
            assertThat(harness.query("SELECT * FROM bi_dimx")).isEmpty();
            assertThat(harness.query("SELECT last_group FROM zenoti_sync_checkpoint"))
                    .isEqualTo(List.of(List.of(0L)));
        }
    }

    @Test
    void rowsThatCopyRefusesGoIntoQuarantine() {
        settings.put("zenoti.on-bad-row", "quarantine");
        settings.put("zenoti.max-bad-rows", "1");

        assertThat(loaded("1,x\nseven,y\n2,\n", "crlf=strip")).containsExactly("1|x", "2|null");
        assertThat(statements).anyMatch(sql -> sql.startsWith("COPY ")).anyMatch(PushdownTest::isRowByRow);
    }

    private SyncHarness harness(String... parameters) {
        settings.put("zenoti.target.url", StandInUrl.on(PostgresServer.newDatabase(), parameters));
        StatementLog.keep(settings.get("zenoti.target.url"));
        return new SyncHarness(S3.client(), bucket, folder.resolve("unused"), settings);
    }

    private void publish(Map<String, String> texts) {
        Map<String, byte[]> objects = new TreeMap<>();
        texts.forEach((key, text) -> objects.put(key, text.getBytes(StandardCharsets.UTF_8)));
        S3.publish(bucket, objects);
    }
}
