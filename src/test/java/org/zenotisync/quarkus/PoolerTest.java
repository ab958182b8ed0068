package org.zenotisync.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.zenotisync.testing.PgBouncer;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** A target that is reached through PgBouncer; {@code .ci/pgbouncer} runs the corpus through it. */
@Timeout(180)
class PoolerTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    // for each test, so that the report counts them as left out
    @BeforeEach
    void requirePgBouncer() {
        assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed (Debian: apt-get install pgbouncer)");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = {"", "ignore_startup_parameters = options", "pool_mode = session", "default_pool_size = 1"})
    void tablesAreLoadedSideBySideThroughAPooler(String settings) throws Exception {
        Map<String, String> target = new TreeMap<>();
        target.put("zenoti.target.url", PgBouncer.before(PostgresServer.newDatabase(), settings));
        target.put("zenoti.parallelism", "4");
        String bucket = "pooler-" + buckets++;
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve("unused"), target)) {
            for (int group = 1; group <= 8; group++) {
                for (int table = 1; table <= 4; table++) {
                    publish(
                            bucket,
                            "SchemaFull/bi_dim" + table + ".txt",
                            "CREATE TABLE bi_dim" + table + " (id INT PRIMARY KEY, name VARCHAR(9));");
                    publish(
                            bucket,
                            "POD1/" + group + "/bi_dim" + table + "/1/a.csv",
                            "1,g" + group + "\n" + group + ",x\n");
                }
                if (group % 2 == 0) {
                    harness.cleanCycle();
                }
            }

            for (int table = 1; table <= 4; table++) {
                assertThat(harness.rows("bi_dim" + table, "count(*)")).isEqualTo(List.of("8"));
            }
            assertThat(harness.sync().status().isHealthy()).isTrue();
            try (Connection connection = harness.dataSource().getConnection()) {
                assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                        .isZero();
            }
        }
    }

    @Test
    void withoutAPoolerStatementsArePreparedAndSettingsAreThoseOfTheSession() throws Exception {
        String url = PostgresServer.newDatabase();
        try (SyncHarness harness =
                new SyncHarness(S3.client(), "direct", folder.resolve("unused"), Map.of("zenoti.target.url", url))) {
            try (Connection connection = harness.dataSource().getConnection()) {
                assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                        .isEqualTo(5);
            }
            assertThat(harness.query("SHOW jit")).isEqualTo(List.of(List.of("off")));
        }
    }

    private static void publish(String bucket, String key, String text) {
        S3.publish(bucket, Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
