package org.zenotisync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

class LastGroupRepositoryTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    /** As after a crash of a database that has lost its last commits, or a replay that another process has started. */
    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aCheckpointNeverJumpsOverAGroupThatHasToBeConsumedAgain(TargetDatabase database) throws Exception {
        String bucket = "back-" + database.ordinal();
        try (SyncHarness harness =
                new SyncHarness(S3.client(), bucket, folder.resolve("x.duckdb"), database.settings(folder))) {
            S3.publish(
                    bucket,
                    Map.of(
                            "SchemaFull/bi_dimx.txt", text("CREATE TABLE bi_dimx (id INT) SORTKEY(id);"),
                            "POD1/39/bi_dimx/1/a.csv", text("1\n")));
            harness.cleanCycle();
            LastGroupRepository lastGroups = new LastGroupRepository(
                    harness.dataSource(), harness.control().checkpoints());

            assertThatExceptionOfType(CheckpointWentBackException.class)
                    .isThrownBy(() -> lastGroups.add(key(bucket, 41, 40)))
                    .withMessageContaining("went back from 40 to 39");
            assertThat(lastGroups.contains(key(bucket, 41, 40))).isFalse();
            assertThat(lastGroups.add(key(bucket, 39, 38))).isFalse();
            assertThat(lastGroups.add(key(bucket, 40, 39))).isTrue();
            assertThat(lastGroups.add(key(bucket, 41, 40))).isTrue();
            assertThat(lastGroups.contains(key(bucket, 41, 40))).isTrue();
        }
    }

    private static String key(String source, long group, long after) {
        return new TableGroupId(source, "POD1", "bi_dimx", group).key() + "|" + after;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
