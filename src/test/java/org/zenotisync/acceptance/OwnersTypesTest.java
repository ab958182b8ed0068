package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;
import software.amazon.awssdk.services.s3.S3Client;

/** Targets that their owner has made, or changed, with other types than the schema files tell: values are converted, not bytes. */
@Tag("s3")
class OwnersTypesTest {

    private static final String BUCKET = "owners-types";

    @TempDir
    private Path folder;

    @Test
    void valuesAreTheSameInColumnsOfOtherTypes() throws Exception {
        String url = PostgresServer.newDatabase();
        try (Connection owner = DriverManager.getConnection(url);
                S3Server server = new S3Server();
                S3Client client = server.client()) {
            Jdbc.update(
                    owner,
                    "CREATE TABLE bi_dimcity (cityid double precision, people bigint, founded timestamp, name varchar(99))");
            Jdbc.update(owner, "CREATE TABLE bi_factfeedbackv2 (id real, organizationid text, void boolean)");
            S3Server.publish(
                    client,
                    BUCKET,
                    Map.of(
                            "SchemaFull/bi_dimcity.txt",
                            bytes("CREATE TABLE bi_dimcity (cityid BIGINT, people INT, founded DATE, name VARCHAR(99))"
                                    + " SORTKEY(cityid);"),
                            "SchemaFull/bi_factfeedbackv2.txt",
                            bytes("CREATE TABLE bi_factfeedbackv2 (id INT, organizationid VARCHAR(36), void BOOLEAN)"
                                    + " SORTKEY(id);"),
                            "POD1/1/bi_dimcity/1/part_0.csv",
                            bytes("5,70,2001-02-03,Rome\n6,80,2001-02-04,Oslo\n"),
                            "POD1/1/bi_factfeedbackv2/1/part_0.csv",
                            bytes("5,O1,0\n")));
            try (SyncHarness harness = new SyncHarness(client, BUCKET, folder, Map.of("zenoti.target.url", url))) {
                harness.cleanCycle();

                assertThat(harness.rows("bi_dimcity", "cityid", "people", "founded", "name"))
                        .containsExactly("5.0|70|2001-02-03 00:00:00.0|Rome", "6.0|80|2001-02-04 00:00:00.0|Oslo");
                assertThat(harness.rows("bi_factfeedbackv2", "id", "organizationid", "void"))
                        .containsExactly("5.0|O1|false");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
