package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** A column that rows are laid out by cannot get another type; what the error says to do, helps. */
class WiderKeyTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void aTableThatIsDroppedAndReplayedHasTheWiderKey() throws SQLException {
        Map<String, String> settings = Map.of(
                "zenoti.target.url",
                StandInUrl.on(PostgresServer.newDatabase(), "lock=first"),
                "zenoti.redshift.iam-role",
                "default");
        publish("SchemaFull/Bi_DimX.txt", "CREATE TABLE Bi_DimX (id INTEGER, name VARCHAR(9)) SORTKEY(id);");
        publish("POD1/1/Bi_DimX/1/part_0.csv", "1,x\n");
        try (SyncHarness harness = new SyncHarness(S3.client(), "wider-key", folder.resolve("unused"), settings)) {
            harness.cleanCycle();
            publish(
                    "SchemaUpgrade/2024.9/Upgrade.txt",
                    "ALTER TABLE Bi_DimX ALTER COLUMN id TYPE BIGINT; ALTER TABLE Bi_DimX ADD COLUMN city VARCHAR(9);");

            assertThat(SyncHarness.failures(harness.cycle()))
                    .contains("drop bi_dimx in the target, and 'replay --table bi_dimx --from-group 1'");

            try (Connection connection = harness.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE bi_dimx");
            }
            harness.sync().replay("bi_dimx", 1, Optional.empty());
            publish("POD1/2/Bi_DimX/2/part_0.csv", "9007199254740993,y,z\n");
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "name", "city"))
                    .containsExactly("1|x|null", "9007199254740993|y|z");
        }
    }

    private static void publish(String key, String content) {
        S3.publish("wider-key", new TreeMap<>(Map.of(key, content.getBytes(StandardCharsets.UTF_8))));
    }
}
