package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.Rivals;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.postgres.PostgresWarehouse;

/** Which ways rows take into a database that can fill a target directly. */
class StagerTest {

    private static final String TARGET = "bi_x";
    private static final String ROWS = "1,a,o,0\n2,a,o,0\n";

    private final PostgresWarehouse warehouse = new PostgresWarehouse(null);
    private final ReadCounters counters = new ReadCounters();
    private final TableDefinition table;
    private Connection connection;

    StagerTest() throws Exception {
        table = ((SchemaStatement.CreateTable) DdlParser.parse("CREATE TABLE " + TARGET
                                + " (id BIGINT, name VARCHAR(9), organizationid VARCHAR(9), void INT);")
                        .get(0))
                .definition();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(PostgresServer.newDatabase());
        connection.setAutoCommit(false);
        for (String sql : warehouse.ddl().createTable(TARGET, table)) {
            Jdbc.update(connection, sql);
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @EnumSource(TableKind.class)
    void rowsGoDirectlyIntoAnEmptyTarget(TableKind kind) throws Exception {
        StagedGroup staged = stager().stage(connection, plan(kind));

        assertThat(staged.rows().destination()).isEqualTo(Destination.TARGET);
        assertThat(rowsOf(TARGET)).isEqualTo(2);
    }

    /** The target may be empty by accident, and is only compared with the stage. */
    @ParameterizedTest
    @EnumSource(TableKind.class)
    void whatIsOnlyStagedLeavesTheTargetAsItIs(TableKind kind) throws Exception {
        StagedGroup staged = stager().stageOnly(connection, plan(kind));

        assertThat(staged.rows().destination()).isEqualTo(Destination.STAGE);
        assertThat(rowsOf(StageTable.NAME)).isEqualTo(2);
        assertThat(rowsOf(TARGET)).isZero();
    }

    @Test
    void theNextKeyIsTriedInTheStageAlone() throws Exception {
        MergePlan next = merge(TableKind.FACT, key(Origin.SORTKEY, "id"), Optional.empty());
        MergePlan first = merge(TableKind.FACT, key(Origin.DOCUMENTATION, "name"), Optional.of(next));

        StagedGroup staged = stager().stageOnly(connection, plan(first));

        assertThat(staged.plan().merge()).isEqualTo(next);
        assertThat(rowsOf(StageTable.NAME)).isEqualTo(2);
        assertThat(rowsOf(TARGET)).isZero();
        assertThat(counters.rows()).isEqualTo(2);
        assertThat(counters.bytes()).isEqualTo(ROWS.length());
    }

    /** Only the stage keeps the order of rows, of which the last one of a key counts. */
    @Test
    void aDimensionThatRepeatsAKeyIsStagedAfterAll() throws Exception {
        MergePlan merge = merge(TableKind.DIMENSION, key(Origin.SETTING, "name"), Optional.empty());

        StagedGroup staged = stager().stage(connection, plan(merge));

        assertThat(staged.rows().destination()).isEqualTo(Destination.STAGE);
        assertThat(rowsOf(StageTable.NAME)).isEqualTo(2);
        assertThat(rowsOf(TARGET)).isZero();
        assertThat(counters.rows()).isEqualTo(2);
        assertThat(counters.bytes()).isEqualTo(ROWS.length());
    }

    private long rowsOf(String name) throws SQLException {
        return Jdbc.number(connection, "SELECT count(*) FROM " + name);
    }

    private Stager stager() {
        return new Stager(
                warehouse,
                SyncConfig.read(SettingsSource.of(Map.of())),
                object -> new ByteArrayInputStream(ROWS.getBytes(StandardCharsets.UTF_8)),
                new FeedListing(source -> null),
                Runnable::run,
                counters);
    }

    private LoadPlan plan(TableKind kind) {
        return plan(merge(
                kind,
                kind == TableKind.APPEND_ONLY_FACT ? TableKey.NONE : key(Origin.SETTING, "id"),
                Optional.empty()));
    }

    private static LoadPlan plan(MergePlan merge) {
        String key = "POD1/1/" + TARGET + "/1/a.csv";
        FeedObject object = new FeedObject(Source.of("bucket", ""), key, "etag", ROWS.length(), Instant.EPOCH);
        return new LoadPlan(
                new TableGroup(merge.id(), List.of(new FeedFile(1, object))), Projection.whole(merge.table()), merge);
    }

    private MergePlan merge(TableKind kind, TableKey key, Optional<MergePlan> otherwise) {
        List<String> match = kind == TableKind.FACT ? MergeSql.factMatch(table, key.columns()) : key.columns();
        return new MergePlan(
                new TableGroupId("bucket", "POD1", TARGET, 1),
                kind,
                new FeedTable(table),
                TARGET,
                key,
                MergePlan.Purpose.LOAD,
                Rivals.NONE,
                warehouse.mergeSql(table, TARGET, match),
                otherwise);
    }

    private static TableKey key(Origin origin, String column) {
        return new TableKey(List.of(column), origin, false);
    }
}
