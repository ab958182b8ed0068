package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.recording.GoldenFeed;
import org.zenotisync.recording.GoldenFile;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;

/**
 * All SQL that Redshift gets for a set-up, a full load, a group and an upgrade, against files that were read
 * statement by statement beside the pages that they name. {@code -Dgolden=write} writes them again.
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
        Map<String, String> settings = Map.of(
                "zenoti.target.url",
                url,
                "zenoti.redshift.iam-role",
                "arn:aws:iam::123456789012:role/zenoti",
                "zenoti.redshift.manifest-uri",
                "s3://golden/manifests");
        GoldenFeed.load(
                S3.client(),
                folder.resolve("unused"),
                settings,
                "zenoti",
                phase -> GoldenFile.require(
                        FOLDER.resolve(phase + ".sql"), statements(url), GoldenStatementsTest::page));
    }

    private static List<String> statements(String url) {
        return StatementLog.take(url).stream()
                .map(sql -> sql.replaceAll("zenoti-sync-[0-9a-f-]+\\.manifest", "zenoti-sync-<random>.manifest"))
                .map(GoldenStatementsTest::withoutRepeatedRows)
                .toList();
    }

    /** An INSERT of hundreds of rows has the same parameters for each of them. */
    private static String withoutRepeatedRows(String sql) {
        int second = sql.indexOf("?), (?");
        return sql.startsWith("INSERT") && second > 0 ? sql.substring(0, second + 2) + ", ..." : sql;
    }

    private static String page(String sql) {
        List<String> beginnings =
                PAGES.keySet().stream().filter(sql::startsWith).sorted().toList();
        assertThat(beginnings).as("pages about " + sql).isNotEmpty();
        return PAGES.get(beginnings.get(beginnings.size() - 1));
    }
}
