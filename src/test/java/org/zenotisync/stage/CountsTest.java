package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** Rows read, staged and merged are counted against each other: a database that does something else is noticed. */
class CountsTest {

    private static final String HEADER = "saleid,organizationid,void\n";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    /** The first group goes straight into the target, the second one through the stage. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRowThatTheTargetSwallowsFailsItsTableGroup(int group) throws SQLException {
        String url = PostgresServer.newDatabase();
        s3.publish(
                "counts",
                objects(
                        "SchemaFull/bi_factsales.txt",
                        "create table bi_factsales (saleid BIGINT, organizationid VARCHAR(9), void BOOLEAN)"
                                + " sortkey(saleid);"));
        try (SyncHarness harness = new SyncHarness(s3.client(), "counts", folder, Map.of("zenoti.target.url", url))) {
            harness.cleanCycle();
            for (int before = 1; before < group; before++) {
                s3.publish("counts", objects(key(before), HEADER + before + ",o,0\n"));
                harness.cleanCycle();
            }
            execute(url, "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
            execute(
                    url,
                    "CREATE TRIGGER swallow BEFORE INSERT ON bi_factsales FOR EACH ROW WHEN (NEW.saleid = 99)"
                            + " EXECUTE FUNCTION swallow()");
            s3.publish("counts", objects(key(group), HEADER + "98,o,0\n99,o,0\n"));

            assertThat(SyncHarness.failures(harness.cycle())).contains("the counts do not match: 2 ");

            assertThat(harness.rows("bi_factsales", "saleid")).hasSize(group - 1);
            execute(url, "DROP TRIGGER swallow ON bi_factsales");
            harness.cleanCycle();
            assertThat(harness.rows("bi_factsales", "saleid")).contains("98", "99");
        }
    }

    private static String key(int group) {
        return "POD1/" + group + "/bi_factsales/1/part_0.csv";
    }

    private static Map<String, byte[]> objects(String key, String text) {
        return Map.of(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
