package org.zenotisync.cycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.checkpoint.ControlVersion;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/**
 * A target that the program with control tables of version 2 has written to: this program goes on where that one has
 * stopped. The tables are made by the statements of that program, and the rows are those that it has written.
 */
class EarlierControlTablesTest {

    private static final String BUCKET = "earlier-bucket";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL", "REDSHIFT"})
    void theNextVersionGoesOnWhereTheOneBeforeHasStopped(TargetDatabase database) throws Exception {
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.on-bad-row", "quarantine");
        settings.put("zenoti.on-late-file", "report");
        publish("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT, name VARCHAR(50)) SORTKEY(id);");
        publish("SchemaFull/bi_dimy.txt", "CREATE TABLE bi_dimy (id INT) SORTKEY(id);");
        publish("SchemaFull/bi_dimz.txt", "CREATE TABLE bi_dimz (id INT);");
        publish("POD1/1/bi_dimx/1/a.csv", "1,one\nx,bad\n");
        publish("POD2/1/bi_dimz/1/a.csv", "1\n1\n");
        publish("POD1/1/bi_dimx/1/b.csv", "7,late\n");
        publish("odd.txt", "odd");
        publish("POD1/2/bi_dimy/1/a.csv", "1\n");
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings)) {
            execute(harness, database.name().toLowerCase(Locale.ROOT) + ".sql");
            execute(harness, "rows.sql");

            List<String> before = tables(harness.sync().status());
            List<String> planned = harness.sync().plan().backlog().tableGroups().stream()
                    .map(group -> group.id().table() + " " + group.id().group())
                    .toList();
            List<String> versionBefore = harness.rows(ControlVersion.TABLE, "version");
            publish("POD1/2/bi_dimx/1/a.csv", "2,two\n");
            harness.cycle();
            harness.cycle();

            assertThat(before)
                    .containsExactly(
                            "bi_dimx group 1 consumed, 1 bad", "bi_dimy group 0 paused", "bi_dimz group 0 failed");
            assertThat(planned).containsExactlyInAnyOrder("bi_dimz 1", "bi_dimy 2");
            assertThat(versionBefore).containsExactly("2");
            assertThat(harness.rows(ControlVersion.TABLE, "version")).containsExactly("2", "3");
            assertThat(tables(harness.sync().status()))
                    .containsExactly(
                            "bi_dimx group 2 consumed, 1 bad", "bi_dimy group 0 paused", "bi_dimz group 0 failed");
            assertThat(harness.rows("bi_dimx", "id", "name")).containsExactly("1|one", "2|two");
            assertThat(harness.rows("bi_dimy", "id")).isEmpty();
            assertThat(harness.rows("zenoti_sync_run", "table_name", "group_id", "outcome"))
                    .contains("bi_dimx|1|consumed", "bi_dimx|2|consumed")
                    .filteredOn(row -> row.startsWith("bi_dimx"))
                    .hasSize(2);
            assertThat(harness.rows("zenoti_sync_quarantine", "table_name", "raw_line"))
                    .containsExactly("bi_dimx|x,bad");
            assertThat(harness.rows("zenoti_sync_late", "object_key")).containsExactly("POD1/1/bi_dimx/1/b.csv");
            assertThat(harness.rows("zenoti_sync_unknown", "object_key")).containsExactly("odd.txt");
            assertThat(harness.rows("zenoti_sync_paused", "table_name")).containsExactly("bi_dimy");
            assertThat(harness.rows("zenoti_sync_pod", "pod", "group_count")).containsExactly("POD1|1");
        }
    }

    private static List<String> tables(SyncSnapshot snapshot) {
        return snapshot.tables().stream()
                .map(table -> table.track().table() + " group " + table.lastGroup() + " "
                        + table.state().id() + (table.quarantined() == 0 ? "" : ", " + table.quarantined() + " bad"))
                .toList();
    }

    private void publish(String key, String text) {
        s3.publish(BUCKET, Map.of(key, text.getBytes(UTF_8)));
    }

    /** Runs the statements of a file, each of which ends with a semicolon at the end of its line. */
    private static void execute(SyncHarness harness, String file) throws IOException, SQLException {
        try (InputStream text = EarlierControlTablesTest.class.getResourceAsStream("control-tables-2/" + file);
                Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : new String(text.readAllBytes(), UTF_8).split(";\\R")) {
                statement.execute(sql);
            }
        }
    }
}
