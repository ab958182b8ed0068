package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.checkpoint.ControlVersion;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

/** How the control tables of an earlier version are upgraded. */
class ControlTablesTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void tablesFromBeforeTheQuarantineGetTheMissingColumns(TargetDatabase database) throws Exception {
        String bucket = "control-" + database.ordinal();
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.on-bad-row", "quarantine");
        try (SyncHarness harness = new SyncHarness(S3.client(), bucket, folder.resolve("x.duckdb"), settings)) {
            publish(bucket, "SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
            publish(bucket, "POD1/1/bi_dimx/1/a.csv", "1\n");
            harness.cleanCycle();
            try (Connection connection = harness.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE zenoti_sync_quarantine");
                statement.execute("DROP TABLE zenoti_sync_late");
                statement.execute("ALTER TABLE zenoti_sync_run DROP COLUMN rows_quarantined");
                statement.execute("ALTER TABLE zenoti_sync_manifest DROP COLUMN digest");
                statement.execute("ALTER TABLE zenoti_sync_table DROP COLUMN added_columns");
                statement.execute("ALTER TABLE zenoti_sync_table DROP COLUMN dropped_columns");
            }

            // as the next start of the program finds them
            SyncConfig config = harness.sync().config();
            Warehouse warehouse = Warehouses.of(config.target().url().text())
                    .warehouse(new WarehouseSetup(null, Map.of(), true, null, null));
            ControlTables control = new ControlTables(harness.dataSource(), warehouse, config, Clock.systemUTC());
            SyncSnapshot before =
                    new StatusReader(harness.dataSource(), warehouse, config, control, Clock.systemUTC()).read();
            publish(bucket, "POD1/2/bi_dimx/1/a.csv", "2\nx\n");
            harness.cleanCycle();
            harness.cleanCycle();

            assertThat(before.tables()).extracting(TableSnapshot::quarantined).containsExactly(0L);
            assertThat(before.lateObjects()).isEmpty();
            assertThat(harness.rows("zenoti_sync_run", "group_id", "rows_quarantined"))
                    .containsExactly("1|0", "2|1");
        }
    }

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void aTargetWithoutVersionBecomesOneOfTheVersionOfTheProgram(TargetDatabase database) throws Exception {
        String bucket = "version-" + database.ordinal();
        try (SyncHarness harness =
                new SyncHarness(S3.client(), bucket, folder.resolve("x.duckdb"), database.settings(folder))) {
            publish(bucket, "SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
            publish(bucket, "POD1/1/bi_dimx/1/a.csv", "1\n");
            harness.cleanCycle();
            List<String> ofNewTarget = harness.rows(ControlVersion.TABLE, "version");
            execute(harness, "DROP TABLE " + ControlVersion.TABLE);
            publish(bucket, "POD1/2/bi_dimx/1/a.csv", "2\n");

            harness.cleanCycle();
            harness.cleanCycle();

            assertThat(ofNewTarget).containsExactly(String.valueOf(ControlVersion.CURRENT));
            assertThat(harness.rows(ControlVersion.TABLE, "version")).isEqualTo(ofNewTarget);
            assertThat(harness.rows("bi_dimx", "id")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#wanted")
    void controlTablesOfANewerProgramAreRefusedAndLeftAsTheyAre(TargetDatabase database) throws Exception {
        String bucket = "newer-" + database.ordinal();
        int newer = ControlVersion.CURRENT + 1;
        try (SyncHarness harness =
                new SyncHarness(S3.client(), bucket, folder.resolve("x.duckdb"), database.settings(folder))) {
            publish(bucket, "SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
            publish(bucket, "POD1/1/bi_dimx/1/a.csv", "1\n");
            harness.cleanCycle();
            execute(
                    harness,
                    "INSERT INTO zenoti_sync_version (version, since) VALUES (" + newer + ", CURRENT_TIMESTAMP)",
                    // what the program would make again
                    "DROP TABLE zenoti_sync_late");
            publish(bucket, "POD1/2/bi_dimx/1/a.csv", "2\n");
            String message = "have version " + newer + ", and this program knows no version above "
                    + ControlVersion.CURRENT + ": a newer program has worked on them. Nothing was changed. Start the"
                    + " newer program again, or restore the backup";

            assertThatThrownBy(harness::cycle)
                    .hasRootCauseInstanceOf(ConfigException.class)
                    .rootCause()
                    .hasMessageContaining(message);
            ZenotiSync sync = harness.sync();
            assertRefused(message, sync::status);
            assertRefused(message, sync::plan);
            assertRefused(message, sync::tables);
            assertRefused(message, sync::requireKnownControlTables);
            assertRefused(message, () -> sync.replay("bi_dimx", 1, Optional.empty()));
            assertRefused(message, () -> sync.adopt("bi_dimx", 1, Optional.empty()));
            assertRefused(message, () -> sync.pause("bi_dimx"));
            assertRefused(message, () -> sync.resume("bi_dimx"));
            assertRefused(message, () -> sync.schemaDecisions().recorded());
            assertRefused(message, () -> sync.schemaDecisions().retry("bi_dimx.txt", "somebody"));
            assertRefused(message, () -> sync.sourceNames().forget("somewhere"));

            assertThat(harness.rows("bi_dimx", "id")).containsExactly("1");
            assertThat(harness.rows(ControlVersion.TABLE, "version"))
                    .containsExactly(String.valueOf(ControlVersion.CURRENT), String.valueOf(newer));
            try (Connection connection = harness.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT source FROM zenoti_sync_late"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    private static void execute(SyncHarness harness, String... statements) throws SQLException {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void publish(String bucket, String key, String text) {
        S3.publish(bucket, Map.of(key, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
