package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/**
 * The whole SQL that Redshift gets for a set-up, a full load, a group and an upgrade, against files that were read
 * statement by statement beside the pages that they name. {@code -Dgolden=write} writes them anew.
 */
class GoldenStatementsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "zenotisync", "redshift", "golden");

    /** Beginnings of statements, and the page of the Amazon Redshift Database Developer Guide about them. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("COPY", "r_COPY"),
            Map.entry("CREATE TABLE", "r_CREATE_TABLE_NEW"),
            Map.entry("CREATE TEMPORARY TABLE", "r_CREATE_TABLE_NEW"),
            Map.entry("CREATE SCHEMA", "r_CREATE_SCHEMA"),
            Map.entry("ALTER TABLE", "r_ALTER_TABLE"),
            Map.entry("DROP TABLE", "r_DROP_TABLE"),
            Map.entry("LOCK", "r_LOCK"),
            Map.entry("INSERT", "r_INSERT_30"),
            Map.entry("UPDATE", "r_UPDATE"),
            Map.entry("DELETE", "r_DELETE"),
            Map.entry("SELECT pg_backend_pid()", "PG_BACKEND_PID"),
            Map.entry("SELECT pg_last_copy_count()", "PG_LAST_COPY_COUNT"),
            Map.entry("SELECT a.attname", "c_join_PG, r_CURRENT_SCHEMA"),
            Map.entry("SELECT", "r_SELECT_synopsis"));

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void redshiftGetsWhatWasReadBesideItsDocumentation() throws IOException {
        String url = StandInUrl.on(PostgresServer.newDatabase(), "lock=first");
        StatementLog.keep(url);
        Map<String, String> settings = new TreeMap<>(Map.of(
                "zenoti.target.url",
                url,
                "zenoti.target.schema",
                "zenoti",
                "zenoti.parallelism",
                "1",
                "zenoti.redshift.iam-role",
                "arn:aws:iam::123456789012:role/zenoti",
                "zenoti.redshift.manifest-uri",
                "s3://golden/manifests"));
        publish(Map.of(
                "SchemaFull/Bi_FactSales.txt",
                "CREATE TABLE Bi_FactSales (saleid BIGINT ENCODE az64, amount DECIMAL(19,4) ENCODE az64, day DATE,"
                        + " note VARCHAR(50) ENCODE lzo, void SMALLINT, organizationid VARCHAR(36))"
                        + " DISTSTYLE KEY DISTKEY(saleid) SORTKEY(saleid);",
                "SchemaFull/Bi_DimUser.txt",
                "CREATE TABLE Bi_DimUser (userid BIGINT, name VARCHAR(20)) DISTSTYLE ALL SORTKEY(userid);"));
        try (SyncHarness harness = new SyncHarness(S3.client(), "golden", folder.resolve("unused"), settings)) {
            harness.cleanCycle();
            require("1-set-up", url);
            publish(Map.of(
                    "POD1/1/Bi_FactSales/1/part_0.csv",
                    "saleid,amount,day,note,void,organizationid\n1,1.5,2024-02-29,a,0,o\n2,2,2024-03-01,,0,o\n",
                    "POD1/1/Bi_FactSales/1/part_1.csv",
                    "saleid,amount,day,note,void,organizationid\n3,0.25,2024-03-01,\"\",0,o\n",
                    "POD1/1/Bi_DimUser/1/part_0.csv",
                    "1,one\n2,two\n"));
            harness.cleanCycle();
            require("2-full-load", url);
            publish(Map.of(
                    "POD1/2/Bi_FactSales/2/part_0.csv", "1,1.5,2024-02-29,a,1,o\n1,1.75,2024-02-29,a,0,o\n",
                    "POD1/2/Bi_FactSales/3/part_0.csv", "1,1.75,2024-02-29,a,1,o\n4,7,2024-03-02,d,0,o\n",
                    "POD1/2/Bi_DimUser/2/part_0.csv", "2,second\n3,three\n"));
            harness.cleanCycle();
            require("3-group", url);
            publish(Map.of(
                    "SchemaUpgrade/2024.9/Upgrade.txt",
                    "ALTER TABLE Bi_DimUser ADD COLUMN City VARCHAR(30) DEFAULT 'It''s unknown' ENCODE zstd;"
                            + " ALTER TABLE Bi_DimUser ALTER COLUMN Name TYPE VARCHAR(200);"
                            + " ALTER TABLE Bi_FactSales RENAME COLUMN Note TO Remark;"));
            harness.cleanCycle();
            require("4-upgrade", url);
            assertThat(harness.rows("zenoti.bi_factsales", "saleid", "amount", "day", "remark"))
                    .containsExactly("2|2.0000|2024-03-01|null", "3|0.2500|2024-03-01|", "4|7.0000|2024-03-02|d");
            assertThat(harness.rows("zenoti.bi_dimuser", "userid", "name", "city"))
                    .containsExactly("1|one|It's unknown", "2|second|It's unknown", "3|three|It's unknown");
        }
    }

    private static void publish(Map<String, String> texts) {
        Map<String, byte[]> objects = new TreeMap<>();
        texts.forEach((key, text) -> objects.put(key, text.getBytes(StandardCharsets.UTF_8)));
        S3.publish("golden", objects);
    }

    private static void require(String name, String url) throws IOException {
        String statements = StatementLog.take(url).stream()
                .map(sql -> sql.replaceAll("zenoti-sync-[0-9a-f-]+\\.manifest", "zenoti-sync-<random>.manifest"))
                .map(sql -> "-- " + page(sql) + "\n" + sql + ";\n")
                .collect(Collectors.joining("\n"));
        Path file = FOLDER.resolve(name + ".sql");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, statements);
        }
        assertThat(statements).as(file.toString()).isEqualTo(Files.readString(file));
    }

    private static String page(String sql) {
        List<String> beginnings =
                PAGES.keySet().stream().filter(sql::startsWith).sorted().toList();
        assertThat(beginnings).as("pages about " + sql).isNotEmpty();
        return PAGES.get(beginnings.get(beginnings.size() - 1));
    }
}
