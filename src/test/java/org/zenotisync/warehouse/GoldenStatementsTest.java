package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.recording.GoldenFeed;
import org.zenotisync.recording.GoldenFile;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.MySqlServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/**
 * All SQL that a database gets for a set-up, a full load, a group and an upgrade: a change of a statement is a change of a file.
 * {@code -Dgolden=write} writes the files again.
 */
class GoldenStatementsTest {

    private static final String URL = "zenoti.target.url";

    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "zenotisync", "warehouse", "golden");

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    /** MariaDB and MySQL only where their servers are: their files were written with one. H2 gets portable SQL. */
    static List<TargetDatabase> databases() {
        List<TargetDatabase> databases =
                new ArrayList<>(List.of(TargetDatabase.DUCKDB, TargetDatabase.POSTGRESQL, TargetDatabase.H2));
        if (MariaDbServer.isInstalled()) {
            databases.add(TargetDatabase.MARIADB);
        }
        if (MySqlServer.isInstalled()) {
            databases.add(TargetDatabase.MYSQL);
        }
        return databases;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theStatementsAreThoseOfTheFiles(TargetDatabase database) throws IOException {
        String url = RecordingDriver.recorded(database.settings(folder).get(URL));
        Path files = FOLDER.resolve(database.name().toLowerCase(Locale.ROOT));
        GoldenFeed.load(s3.client(), folder.resolve("unused"), Map.of(URL, url), "zenoti", phase -> {
            List<String> statements = RecordingDriver.take(url);
            GoldenFile.require(files.resolve(phase + ".sql"), statements, sql -> "");
            if (phase.endsWith("verify") || phase.endsWith("restore")) {
                // they would commit and free the locks, on some databases even for a temporary table
                assertThat(statements).noneMatch(sql -> sql.startsWith("ALTER") || sql.startsWith("CREATE INDEX"));
            }
        });
    }
}
