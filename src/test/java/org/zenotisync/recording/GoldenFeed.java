package org.zenotisync.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.verify.VerifyRequest;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A small feed in which every kind of statement occurs: a set-up, a full load, a group with several logids, an upgrade, a
 * monthly snapshot.
 */
public final class GoldenFeed {

    private static final String BUCKET = "golden";

    private GoldenFeed() {}

    /** Looks at the statements of a phase. */
    @FunctionalInterface
    public interface Phase {
        void ended(String name) throws IOException;
    }

    /**
     * Loads the feed into a database.
     *
     * @param schema of the target, set in the settings
     * @param phase called after each phase
     */
    public static void load(S3Client client, Path database, Map<String, String> settings, String schema, Phase phase)
            throws IOException {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("zenoti.target.schema", schema);
        all.put("zenoti.parallelism", "1");
        publish(
                client,
                Map.of(
                        "SchemaFull/Bi_FactSales.txt",
                        "CREATE TABLE Bi_FactSales (saleid BIGINT ENCODE az64, amount DECIMAL(19,4) ENCODE az64, day DATE,"
                                + " note VARCHAR(50) ENCODE lzo, void SMALLINT, organizationid VARCHAR(36))"
                                + " DISTSTYLE KEY DISTKEY(saleid) SORTKEY(saleid);",
                        "SchemaFull/Bi_DimUser.txt",
                        "CREATE TABLE Bi_DimUser (userid BIGINT, name VARCHAR(20)) DISTSTYLE ALL SORTKEY(userid);"));
        try (SyncHarness harness = new SyncHarness(client, BUCKET, database, all)) {
            harness.cleanCycle();
            phase.ended("1-set-up");
            publish(
                    client,
                    Map.of(
                            "POD1/1/Bi_FactSales/1/part_0.csv",
                            "saleid,amount,day,note,void,organizationid\n1,1.5,2024-02-29,a,0,o\n2,2,2024-03-01,,0,o\n",
                            "POD1/1/Bi_FactSales/1/part_1.csv",
                            "saleid,amount,day,note,void,organizationid\n3,0.25,2024-03-01,\"\",0,o\n",
                            "POD1/1/Bi_DimUser/1/part_0.csv",
                            "1,one\n2,two\n"));
            harness.cleanCycle();
            phase.ended("2-full-load");
            publish(
                    client,
                    Map.of(
                            "POD1/2/Bi_FactSales/2/part_0.csv", "1,1.5,2024-02-29,a,1,o\n1,1.75,2024-02-29,a,0,o\n",
                            "POD1/2/Bi_FactSales/3/part_0.csv", "1,1.75,2024-02-29,a,1,o\n4,7,2024-03-02,d,0,o\n",
                            "POD1/2/Bi_DimUser/2/part_0.csv", "2,second\n3,three\n"));
            harness.cleanCycle();
            phase.ended("3-group");
            publish(
                    client,
                    Map.of(
                            "SchemaUpgrade/2024.9/Upgrade.txt",
                            "ALTER TABLE Bi_DimUser ADD COLUMN City VARCHAR(30) DEFAULT 'It''s unknown' ENCODE zstd;"
                                    + " ALTER TABLE Bi_DimUser ALTER COLUMN Name TYPE VARCHAR(200);"
                                    + " ALTER TABLE Bi_FactSales RENAME COLUMN Note TO Remark;"));
            harness.cleanCycle();
            phase.ended("4-upgrade");
            // H2 reserves the word
            String day = settings.toString().contains("h2:") ? "\"day\"" : "day";
            assertThat(harness.rows(schema + ".bi_factsales", "saleid", "amount", day, "remark"))
                    .containsExactly("2|2.0000|2024-03-01|null", "3|0.2500|2024-03-01|", "4|7.0000|2024-03-02|d");
            assertThat(harness.rows(schema + ".bi_dimuser", "userid", "name", "city"))
                    .containsExactly("1|one|It's unknown", "2|second|It's unknown", "3|three|It's unknown");
            publish(
                    client,
                    Map.of(
                            "MonthlySnapshot/2024-04-01/POD1/1000/Bi_FactSales/1.1.csv",
                            "saleid,amount,day,note,void,organizationid\n1,1,,a,0,o\n2,2.5,2024-03-01,,0,o\n9,9,,i,0,o\n",
                            "MonthlySnapshot/2024-04-01/POD1/1000/Bi_DimUser/1.1.csv",
                            "userid,name\n1,uno\n2,two\n"));
            VerifyReport found = harness.sync().verify(request(Optional.empty()));
            phase.ended("5-verify");
            assertThat(found.tables())
                    .extracting(TableVerification::counts)
                    .containsExactly(
                            new TableVerification.Counts(0, 1, 0, 0, 0, 0),
                            new TableVerification.Counts(1, 1, 0, 0, 0, 0));
            harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, false, false))));
            phase.ended("6-restore");
            assertThat(harness.rows(schema + ".bi_factsales", "saleid", "amount"))
                    .containsExactly("2|2.5000", "3|0.2500", "4|7.0000", "9|9.0000");
            assertThat(harness.rows(schema + ".bi_dimuser", "userid", "name", "city"))
                    .containsExactly("1|uno|It's unknown", "2|second|It's unknown", "3|three|It's unknown");
        }
    }

    /** The second group is the first one that is not in the snapshot. */
    private static VerifyRequest request(Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(2),
                restore,
                Map.of(),
                Optional.empty());
    }

    private static void publish(S3Client client, Map<String, String> texts) {
        Map<String, byte[]> objects = new TreeMap<>();
        texts.forEach((key, text) -> objects.put(key, text.getBytes(StandardCharsets.UTF_8)));
        S3Server.publish(client, BUCKET, objects);
    }
}
