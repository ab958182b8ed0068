package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.testing.S3Extension;

/** Routes that are stopped while the sync runs, as an operator does it over JMX. */
@Timeout(25)
class StoppedRouteTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"fact, bi_factinvoices", "append-only-fact, bi_factfeedbackv2", "dimension, bi_dimuser"})
    void theTablesOfAStoppedKindArePausedAndAllOthersGoOn(String route, String table) throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            List<List<Object>> rows = sync.harness().query("SELECT * FROM " + table + " ORDER BY 1");
            sync.publish(SmallFeed.groups(2, 3));
            sync.context().getRouteController().stopRoute(route);

            CycleReport report = sync.harness().cleanCycle();

            assertThat(SmallFeedSync.ended(report, State.PAUSED))
                    .as("the first table group of each POD; the later ones wait for it")
                    .containsExactly("POD1/2/" + table, "POD2/2/" + table);
            assertThat(SmallFeedSync.ended(report, State.CONSUMED))
                    .hasSize(8)
                    .noneMatch(group -> group.contains(table));
            assertThat(sync.harness().query("SELECT * FROM " + table + " ORDER BY 1"))
                    .isEqualTo(rows);
            assertThat(sync.harness().query("SELECT error FROM zenoti_sync_run WHERE outcome = 'failed'"))
                    .isEmpty();

            sync.context().getRouteController().startRoute(route);
            CycleReport next = sync.cleanCycle();

            assertThat(SmallFeedSync.ended(next, State.CONSUMED))
                    .containsExactly("POD1/2/" + table, "POD1/3/" + table, "POD2/2/" + table, "POD2/3/" + table);
            sync.assertAsModelled();
        }
    }

    @Test
    void allTablesArePausedWhileTheirLoadIsStopped() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 2));
            sync.context().getRouteController().stopRoute("load-table-group");

            CycleReport report = sync.harness().cleanCycle();

            assertThat(SmallFeedSync.ended(report, State.PAUSED))
                    .containsExactlyElementsOf(Stream.of("POD1/1/", "POD2/1/")
                            .flatMap(group -> SmallFeed.TABLES.stream().map(table -> group + table))
                            .sorted()
                            .toList());
            assertThat(SmallFeedSync.ended(report, State.CONSUMED)).isEmpty();
            assertThat(sync.harness().query("SELECT outcome FROM zenoti_sync_run"))
                    .isEmpty();

            sync.context().getRouteController().startRoute("load-table-group");
            CycleReport next = sync.cleanCycle();

            assertThat(SmallFeedSync.ended(next, State.CONSUMED)).hasSize(12);
            sync.assertAsModelled();
        }
    }

    /** Several lanes find the route stopped at the same moment. The race is rarely lost, so there are many rounds. */
    @Test
    @Timeout(120)
    void noLaneReportsAStoppedLoadAsAFailure() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder, 3)) {
            for (int round = 1; round <= 40; round++) {
                sync.publish(SmallFeed.groups(2 * round - 1, 2 * round - 1));
                sync.cleanCycle();
                sync.publish(SmallFeed.groups(2 * round, 2 * round));
                sync.context().getRouteController().stopRoute("load-table-group");

                CycleReport report = sync.harness().cleanCycle();

                assertThat(SmallFeedSync.ended(report, State.PAUSED)).hasSize(6);
                sync.context().getRouteController().startRoute("load-table-group");
            }
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @Test
    void dataThatNeedsNoSchemaFileGoesOnWhileTheSchemaIsStopped() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            sync.publish(SmallFeed.groups(2, 2));
            sync.context().getRouteController().stopRoute("schema");

            CycleReport report = sync.harness().cleanCycle();

            assertThat(report.schemaPaused()).isTrue();
            assertThat(SmallFeedSync.ended(report, State.CONSUMED)).hasSize(6);
            sync.assertAsModelled();
        }
    }

    @Test
    void dataThatNeedsAnUpgradeIsPausedWhileTheSchemaIsStopped() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            Map<String, byte[]> upgrade = new TreeMap<>(SmallFeed.groups(2, 2));
            upgrade.putAll(SmallFeed.objects(Map.of(
                    "SchemaUpgrade/2026.1/users.txt",
                    "alter table Bi_DimUser add column city VARCHAR(50);",
                    SmallFeed.key("POD1", 2, SmallFeed.DIMENSION),
                    "userid,name,void,organizationid,city\n1-2,came with 2,0,POD1,Hyderabad\n")));
            sync.publish(upgrade);
            sync.context().getRouteController().stopRoute("schema");

            CycleReport report = sync.harness().cycle();

            assertThat(report.schemaPaused()).isTrue();
            assertThat(SmallFeedSync.ended(report, State.FAILED)).isEmpty();
            assertThat(SmallFeedSync.ended(report, State.PAUSED)).contains("POD1/2/" + SmallFeed.DIMENSION);

            sync.context().getRouteController().startRoute("schema");
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @Test
    void aNewTargetIsPausedWhileTheSchemaIsStopped() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.context().getRouteController().stopRoute("schema");

            CycleReport report = sync.harness().cycle();

            assertThat(report.schemaPaused()).isTrue();
            assertThat(SmallFeedSync.ended(report, State.FAILED)).isEmpty();
            assertThat(SmallFeedSync.ended(report, State.PAUSED)).hasSize(6);

            sync.context().getRouteController().startRoute("schema");
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"table-group", "pod-lane", "table-lane", "read-object", "apply-schema-file"})
    void anyOtherRouteOfALoadPausesItAtOnce(String route) throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.context().getRouteController().stopRoute(route);

            CycleReport report = sync.harness().cleanCycle();

            assertThat(report.schemaPaused()
                            || SmallFeedSync.ended(report, State.PAUSED).size() == 6)
                    .isTrue();

            sync.context().getRouteController().startRoute(route);
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }
}
