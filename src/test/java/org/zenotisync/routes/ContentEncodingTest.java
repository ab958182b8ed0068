package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.core.sync.RequestBody;

/** An object with the Content-Encoding gzip: the client passes it on as it is stored, and it is unpacked once. */
class ContentEncodingTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void anObjectWithTheEncodingGzipIsUnpackedAndOneThatOnlySaysSoIsRead() throws IOException {
        byte[] plain = "1,Oslo\n2,Kyoto\n".getBytes(StandardCharsets.UTF_8);
        S3.publish(
                "encoded",
                Map.of(
                        "SchemaFull/bi_dimcity.txt",
                        "CREATE TABLE bi_dimcity (cityid INT, name VARCHAR(20)) SORTKEY(cityid);"
                                .getBytes(StandardCharsets.UTF_8)));
        put("POD1/1/bi_dimcity/1/part_0.csv", packed(plain));
        put("POD1/1/bi_dimcity/1/part_1.csv", "3,Lima\n".getBytes(StandardCharsets.UTF_8));

        try (SyncHarness harness = new SyncHarness(S3.client(), "encoded", folder.resolve("t.duckdb"), Map.of())) {
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimcity", "cityid", "name")).containsExactly("1|Oslo", "2|Kyoto", "3|Lima");
        }
    }

    private static void put(String key, byte[] content) {
        S3.client()
                .putObject(b -> b.bucket("encoded").key(key).contentEncoding("gzip"), RequestBody.fromBytes(content));
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
