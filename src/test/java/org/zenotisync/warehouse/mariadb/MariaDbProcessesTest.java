package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.HeldTargets;
import org.zenotisync.warehouse.Jdbc;

/** Several processes and one target of MariaDB, where each change of a table is committed at once. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
@Timeout(180)
@Proves(Proof.PROCESSES)
class MariaDbProcessesTest {

    private static final String CHANGE_OF_TYPE = "ALTER TABLE bi_dimx ADD COLUMN fresh VARCHAR(20);"
            + " UPDATE bi_dimx SET fresh = CAST(amount AS VARCHAR(20));"
            + " ALTER TABLE bi_dimx DROP COLUMN amount;"
            + " ALTER TABLE bi_dimx RENAME COLUMN fresh TO amount;";

    /** The moment when the new column is filled and does not have its name yet. */
    private static final String SWAP = "ALTER TABLE \"bi_dimx\" DROP COLUMN .*";

    private static final String LOAD = "UPDATE \"zenoti_sync_checkpoint\"\\s+SET last_group = \\?, updated_at.*";

    private final TestedServer server = TestedServer.chosen();

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private MariaDbFeed feed;

    @BeforeEach
    void loadFirstGroup() {
        feed = new MariaDbFeed(server, s3, folder);
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT, amount INT) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1,12\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
        }
    }

    @Test
    void aLoadWaitsWhileAnotherProcessChangesTheTypeOfAColumn() throws Exception {
        Gate load = Gate.before(feed.watched("load"), LOAD);
        Gate swap = Gate.before(feed.watched("schema"), SWAP);
        try (SyncHarness loading = feed.sync(feed.watched("load"));
                SyncHarness changing = feed.sync(feed.watched("schema"))) {
            feed.put("POD1/2/bi_dimx/1/a.csv", "2,34\n");
            CompletableFuture<CycleReport> loaded = MariaDbFeed.cycle(loading);
            load.awaitArrival();
            feed.put("SchemaUpgrade/1/bi_dimx.txt", CHANGE_OF_TYPE);
            CompletableFuture<CycleReport> changed = MariaDbFeed.cycle(changing);
            swap.awaitArrival();

            load.open();
            requireWaiting(loaded);
            swap.open();

            assertThat(SyncHarness.failures(changed.get())).isEmpty();
            assertThat(SyncHarness.failures(loaded.get())).isEmpty();
            assertThat(loading.rows("bi_dimx", "id", "amount")).containsExactly("1|12", "2|34");
        }
    }

    @Test
    void aSchemaFileIsAppliedByOneProcessAlone() throws Exception {
        feed.put("SchemaUpgrade/1/bi_dimx.txt", CHANGE_OF_TYPE);
        Gate swap = Gate.before(feed.watched("one"), SWAP);
        try (SyncHarness one = feed.sync(feed.watched("one"));
                SyncHarness other = feed.sync()) {
            CompletableFuture<CycleReport> first = MariaDbFeed.cycle(one);
            swap.awaitArrival();
            CompletableFuture<CycleReport> second = MariaDbFeed.cycle(other);
            requireWaiting(second);
            swap.open();

            assertThat(SyncHarness.failures(first.get())).isEmpty();
            assertThat(SyncHarness.failures(second.get())).isEmpty();
            assertThat(other.rows("bi_dimx", "id", "amount")).containsExactly("1|12");
        }
    }

    @Test
    void aTableIsMadeByOneProcessAlone() throws Exception {
        feed.put(
                "SchemaFull/bi_dimz.txt",
                "CREATE TABLE bi_dimz (id INT) SORTKEY(id);",
                "SchemaFull/bi_dimy.txt",
                "CREATE TABLE bi_dimy (id INT) SORTKEY(id);",
                "POD1/1/bi_dimy/1/a.csv",
                "7\n",
                "POD1/1/bi_dimz/1/a.csv",
                "8\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
            feed.execute(
                    "DROP TABLE bi_dimy, bi_dimz",
                    "DELETE FROM zenoti_sync_manifest WHERE table_name <> 'bi_dimx'",
                    "UPDATE zenoti_sync_checkpoint SET last_group = 0 WHERE table_name <> 'bi_dimx'");
        }
        Gate making = Gate.before(feed.watched("one"), "CREATE TABLE \"bi_dim[yz]\".*");
        try (SyncHarness one = feed.sync(feed.watched("one"));
                SyncHarness other = feed.sync()) {
            CompletableFuture<CycleReport> first = MariaDbFeed.cycle(one);
            making.awaitArrival();
            CompletableFuture<CycleReport> second = MariaDbFeed.cycle(other);
            requireWaiting(second);
            making.open();

            assertThat(SyncHarness.failures(first.get())).isEmpty();
            assertThat(SyncHarness.failures(second.get())).isEmpty();
            assertThat(other.rows("bi_dimy", "id")).containsExactly("7");
            assertThat(other.rows("bi_dimz", "id")).containsExactly("8");
            assertThat(other.rows("zenoti_sync_manifest", "table_name"))
                    .containsExactly("bi_dimx", "bi_dimy", "bi_dimz");
        }
    }

    @Test
    void aSchemaFileIsTriedAgainIfTheConnectionThatHoldsItsTableIsLost() throws Exception {
        feed.put("SchemaUpgrade/1/bi_dimx.txt", CHANGE_OF_TYPE);
        Gate swap = Gate.before(feed.watched("one"), SWAP);
        try (SyncHarness one = feed.sync(feed.watched("one"))) {
            CompletableFuture<CycleReport> cycle = MariaDbFeed.cycle(one);
            swap.awaitArrival();
            killHolder();
            swap.open();

            assertThat(SyncHarness.failures(cycle.get())).isEmpty();
            assertThat(one.rows("bi_dimx", "id", "amount")).containsExactly("1|12");
            assertThat(RecordingDriver.take(feed.watched("one")))
                    .filteredOn(sql -> sql.startsWith("INSERT INTO \"zenoti_sync_lock\""))
                    .as("the schema and the table are held by two tries")
                    .hasSize(4);
        }
    }

    /** Ends the connection that holds the target, and no other one. */
    private void killHolder() throws SQLException {
        try (Connection connection = feed.connect()) {
            List<Long> holding = Jdbc.query(
                    connection,
                    "SELECT trx_mysql_thread_id FROM information_schema.innodb_trx WHERE trx_rows_locked > 0"
                            + " ORDER BY CAST(trx_id AS UNSIGNED)",
                    row -> row.getLong(1));
            Jdbc.execute(connection, "KILL CONNECTION " + holding.get(0));
        }
    }

    @Test
    void verifyDoesNotSeeTheRowsOfALoadMeanwhile() throws Exception {
        feed.put(
                "POD1/2/bi_dimx/1/a.csv",
                "2,34\n",
                "MonthlySnapshot/2024-04-01/POD1/1000/bi_dimx/1.1.csv",
                "id,amount\n1,12\n2,34\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
        }
        Gate load = Gate.before(feed.watched("load"), LOAD);
        Gate compare = Gate.before(feed.watched("verify"), "(?i)SELECT (?!1).*\"zenoti_sync_expected\".*");
        try (SyncHarness loading = feed.sync(feed.watched("load"));
                SyncHarness verifying = feed.sync(feed.watched("verify"))) {
            // it changes what the snapshot has, after verify has listed the feed
            CompletableFuture<VerifyReport> verified =
                    CompletableFuture.supplyAsync(() -> verifying.sync().verify(MariaDbFeed.snapshotBefore(3)));
            compare.awaitArrival();
            feed.put("POD1/3/bi_dimx/1/a.csv", "2,99\n");
            CompletableFuture<CycleReport> loaded = MariaDbFeed.cycle(loading);
            load.awaitArrival();
            load.open();
            requireWaiting(loaded);
            compare.open();

            assertThat(verified.get().isEqual()).as(verified.get().toString()).isTrue();
            assertThat(SyncHarness.failures(loaded.get())).isEmpty();
            assertThat(loading.rows("bi_dimx", "id", "amount")).containsExactly("1|12", "2|99");
        }
    }

    @Test
    void heldTargetsAreHeldUntilTheyAreReleased() throws Exception {
        MariaDbWarehouse warehouse = server.warehouse();
        try (SyncHarness sync = feed.sync();
                Connection other = feed.connect()) {
            other.setAutoCommit(false);
            Jdbc.execute(other, "SET SESSION innodb_lock_wait_timeout = 1");
            try (HeldTargets held =
                    HeldTargets.hold(sync.dataSource(), warehouse, List.of("bi_dimx", "bi_dimx", "none"))) {
                held.requireHeld();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> warehouse.locks().holdTarget(other, "bi_dimx"));
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> warehouse.locks().holdTarget(other, "none"));
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> warehouse.locks().holdSchema(other));
                assertThat(warehouse.locks().holdTarget(other, "another")).isFalse();
                other.rollback();
                killHolder();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(held::requireHeld)
                        .withMessageContaining("bi_dimx, none")
                        .matches(Jdbc::isTransient);
            }
            assertThat(warehouse.locks().holdTarget(other, "bi_dimx")).isTrue();
        }
    }

    private static void requireWaiting(CompletableFuture<?> process) throws Exception {
        assertThatExceptionOfType(TimeoutException.class)
                .as("the other process waits")
                .isThrownBy(() -> process.get(1_500, TimeUnit.MILLISECONDS));
    }
}
