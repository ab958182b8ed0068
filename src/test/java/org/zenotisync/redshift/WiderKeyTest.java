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
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.S3Client;

/** A column that rows are laid out by cannot get another type; what the error says to do, helps. */
class WiderKeyTest {

    @TempDir
    private Path folder;

    @Test
    void aTableThatIsDroppedAndReplayedHasTheWiderKey() throws SQLException {
        Map<String, String> settings = Map.of(
                "zenoti.target.url",
                StandInUrl.on(PostgresServer.newDatabase(), "lock=first"),
                "zenoti.redshift.iam-role",
                "default");
        try (S3Server server = new S3Server();
                S3Client client = server.client()) {
            publish(
                    client,
                    "SchemaFull/Bi_DimX.txt",
                    "CREATE TABLE Bi_DimX (id INTEGER, name VARCHAR(9)) SORTKEY(id);");
            publish(client, "POD1/1/Bi_DimX/1/part_0.csv", "1,x\n");
            try (SyncHarness harness = new SyncHarness(client, "wider-key", folder.resolve("unused"), settings)) {
                harness.cleanCycle();
                publish(
                        client,
                        "SchemaUpgrade/2024.9/Upgrade.txt",
                        "ALTER TABLE Bi_DimX ALTER COLUMN id TYPE BIGINT; ALTER TABLE Bi_DimX ADD COLUMN city VARCHAR(9);");

                assertThat(SyncHarness.failures(harness.cycle()))
                        .contains("drop bi_dimx in the target, and 'replay --table bi_dimx --from-group 1'");

                try (Connection connection = harness.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("DROP TABLE bi_dimx");
                }
                harness.sync().replay("bi_dimx", 1, Optional.empty());
                publish(client, "POD1/2/Bi_DimX/2/part_0.csv", "9007199254740993,y,z\n");
                harness.cleanCycle();

                assertThat(harness.rows("bi_dimx", "id", "name", "city"))
                        .containsExactly("1|x|null", "9007199254740993|y|z");
            }
        }
    }

    private static void publish(S3Client client, String key, String content) {
        S3Server.publish(client, "wider-key", new TreeMap<>(Map.of(key, content.getBytes(StandardCharsets.UTF_8))));
    }
}
