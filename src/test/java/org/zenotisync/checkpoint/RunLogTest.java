package org.zenotisync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.model.Track;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

class RunLogTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void theLatestTimesWithNewRowsAreKnownForEachTrack(TargetDatabase database) throws Exception {
        String bucket = "run-log-" + database.ordinal();
        try (SyncHarness harness =
                new SyncHarness(S3.client(), bucket, folder.resolve("x.duckdb"), database.settings(folder))) {
            publish(bucket, "SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
            publish(bucket, "SchemaFull/bi_dimy.txt", "CREATE TABLE bi_dimy (id INT) SORTKEY(id);");
            for (int group = 1; group <= 4; group++) {
                publish(bucket, "POD1/" + group + "/bi_dimx/1/a.csv", group + "\n");
            }
            publish(bucket, "POD1/5/bi_dimx/1/a.csv", "");
            publish(bucket, "POD1/5/bi_dimy/1/a.csv", "");
            harness.cleanCycle();

            Map<Track, RunLog.RecentTimes> times = Jdbc.with(
                    harness.dataSource(),
                    connection -> harness.control().runLog().recentTimes(connection, 3));

            RunLog.RecentTimes withRows = times.get(new Track(bucket, "POD1", "bi_dimx"));
            assertThat(withRows.withRows()).hasSize(3).isSorted();
            assertThat(withRows.lastConsumed())
                    .isAfterOrEqualTo(withRows.withRows().get(2));
            RunLog.RecentTimes without = times.get(new Track(bucket, "POD1", "bi_dimy"));
            assertThat(without.withRows()).isEmpty();
            assertThat(times).hasSize(2);
        }
    }

    private static void publish(String bucket, String key, String text) {
        S3.publish(bucket, Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
