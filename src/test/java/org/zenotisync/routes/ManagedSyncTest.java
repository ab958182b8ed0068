package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** The sync's own MBean: what it shows about the tables, and what it does. */
@Timeout(60)
class ManagedSyncTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    private Path folder;

    @Test
    void pausedTablesWaitAndTheOthersGoOn() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            sync.publish(SmallFeed.groups(2, 3));

            assertThat(names(sync, "pauseTables", "BI_Fact*"))
                    .containsExactly(SmallFeed.APPEND_ONLY_FACT, SmallFeed.FACT);
            CycleReport report = sync.harness().cleanCycle();

            assertThat(SmallFeedSync.paused(report))
                    .containsExactly(
                            "POD1/2/" + SmallFeed.APPEND_ONLY_FACT,
                            "POD1/2/" + SmallFeed.FACT,
                            "POD2/2/" + SmallFeed.APPEND_ONLY_FACT,
                            "POD2/2/" + SmallFeed.FACT);
            assertThat(SmallFeedSync.ended(report, State.CONSUMED)).hasSize(4);
            assertThat(sync.harness().sync().status().tables())
                    .filteredOn(table -> table.state() == TableSnapshot.State.PAUSED)
                    .extracting(table -> table.track().table())
                    .containsOnly(SmallFeed.APPEND_ONLY_FACT, SmallFeed.FACT)
                    .hasSize(4);
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("state")).isEqualTo("paused");
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("lastGroup")).isEqualTo(1L);
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("groupsBehind")).isEqualTo(2);
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("kind")).isEqualTo("fact");
            assertThat((String[]) table(sync, SmallFeed.FACT, "POD2").get("key"))
                    .containsExactly("invoiceid");
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("keyFrom")).isEqualTo("sortkey");
            assertThat(table(sync, SmallFeed.FACT, "POD2").get("keyProven")).isEqualTo(true);
            assertThat(table(sync, SmallFeed.APPEND_ONLY_FACT, "POD2").get("keyFrom"))
                    .isNull();
            assertThat(attribute(sync, "GroupsBehind")).isEqualTo(8);

            assertThat(names(sync, "resumeTables", SmallFeed.FACT)).containsExactly(SmallFeed.FACT);
            assertThat((String[]) attribute(sync, "PausedTables")).containsExactly(SmallFeed.APPEND_ONLY_FACT);
            assertThat(names(sync, "resumeTables", "*")).hasSize(3);
            sync.cleanCycle();
            sync.assertAsModelled();
            assertThat(attribute(sync, "GroupsBehind")).isEqualTo(0);
            assertThat(attribute(sync, "OldestUnconsumedSeconds")).isEqualTo(0L);
        }
    }

    @Test
    void aPauseThatSomebodyWritesWithSqlCountsInAnySpelling() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            sync.publish(SmallFeed.groups(2, 2));
            try (Connection connection = sync.harness().dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO zenoti_sync_paused VALUES ('Bi_DimUser', now()), ('bi_typo', now())");
            }

            assertThat(SmallFeedSync.paused(sync.harness().cleanCycle()))
                    .containsExactly("POD1/2/" + SmallFeed.DIMENSION, "POD2/2/" + SmallFeed.DIMENSION);
            assertThat(names(sync, "resumeTables", "*")).contains("bi_typo", SmallFeed.DIMENSION);

            assertThat((String[]) attribute(sync, "PausedTables")).isEmpty();
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @Test
    @SuppressWarnings("try") // it is closed early: the second one needs the database file
    void aPauseIsKeptOverARestart() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            names(sync, "pauseTables", SmallFeed.DIMENSION);
            assertThat(table(sync, SmallFeed.DIMENSION, "POD1").get("state")).isEqualTo("paused");
            sync.publish(SmallFeed.groups(2, 2));
            sync.close();

            try (SyncHarness again =
                    new SyncHarness(S3.client(), sync.bucket(), folder.resolve(sync.bucket() + ".duckdb"), Map.of())) {
                assertThat(SmallFeedSync.paused(again.cleanCycle()))
                        .containsExactly("POD1/2/" + SmallFeed.DIMENSION, "POD2/2/" + SmallFeed.DIMENSION);
            }
        }
    }

    @Test
    void aTableThatIsPausedDuringALoadEndsItsTableGroupFirst() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.advise("fact", advice -> advice.weaveById("merge-fact")
                    .before()
                    .process(exchange -> {
                        loading.countDown();
                        goOn.await();
                    })
                    .id("hold"));
            sync.publish(SmallFeed.groups(1, 3));
            assertThat(call(sync, "startCycle")).isEqualTo(true);
            loading.await();

            assertThat(attribute(sync, "CycleRunning")).isEqualTo(true);
            assertThat(table(sync, SmallFeed.FACT, "POD1").get("state")).isEqualTo("loading");
            names(sync, "pauseTables", SmallFeed.FACT);
            goOn.countDown();
            awaitCycle(sync);

            CompositeData last = (CompositeData) attribute(sync, "LastCycle");
            assertThat(last.get("tableGroupsConsumed")).isEqualTo(2 * 6 + 1);
            assertThat(last.get("tableGroupsPaused")).isEqualTo(2);
            assertThat(last.get("tableGroupsFailed")).isEqualTo(0);
            assertThat(last.get("error")).isNull();
            assertThat(last.get("endedAt")).isInstanceOf(Date.class);

            names(sync, "resumeTables", SmallFeed.FACT);
            sync.cleanCycle();
            sync.assertAsModelled();
        }
    }

    @Test
    void aFailureIsShownUntilItIsOver() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            Map<String, byte[]> bad = SmallFeed.objects(Map.of(
                    SmallFeed.key("POD1", 1, SmallFeed.FACT), "invoiceid,amount,void,organizationid\nx,1,0,o\n"));
            S3.publish(sync.bucket(), bad);
            sync.harness().cycle();

            CompositeData table = table(sync, SmallFeed.FACT, "POD1");
            assertThat(table.get("state")).isEqualTo("failed");
            assertThat(table.get("lastError")).asString().contains("part_0.csv", "line 2", "invoiceid");
            assertThat(table.get("groupsBehind")).isEqualTo(1);
            assertThat((long) table.get("oldestUnconsumedSeconds")).isBetween(0L, 60L);
            assertThat((String[]) ((CompositeData) attribute(sync, "LastCycle")).get("failures"))
                    .singleElement()
                    .asString()
                    .contains("POD1/1/" + SmallFeed.FACT);

            sync.publish(SmallFeed.groups(1, 1));
            sync.harness().cycle();
            assertThat(table(sync, SmallFeed.FACT, "POD1").get("state")).isEqualTo("in step");
            assertThat(table(sync, SmallFeed.FACT, "POD1").get("lastError")).isNull();
        }
    }

    @Test
    void aTableWithoutASchemaIsPausedLikeTheOthers() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            S3.publish(
                    sync.bucket(), SmallFeed.objects(Map.of(SmallFeed.key("POD1", 1, "bi_factnew"), "id,void\n1,0\n")));
            assertThat(sync.harness().cycle().failures()).hasSize(1);

            assertThat(names(sync, "pauseTables", "bi_factnew")).containsExactly("bi_factnew");

            CycleReport report = sync.harness().cleanCycle();
            assertThat(SmallFeedSync.paused(report)).containsExactly("POD1/1/bi_factnew");
        }
    }

    @Test
    void aSettlingTableGroupThatIsGoneIsNotCountedAnyMore() throws Exception {
        Map<String, String> patient = Map.of("zenoti.settle", "1h", "zenoti.parallelism", "1");
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), S3.client(), folder, patient)) {
            String key = SmallFeed.key("POD1", 1, SmallFeed.FACT);
            S3.publish(
                    sync.bucket(), SmallFeed.objects(Map.of(key, "invoiceid,amount,void,organizationid\n1,1,0,o\n")));
            sync.harness().cycle();
            assertThat(attribute(sync, "GroupsBehind")).isEqualTo(1);

            S3.client().deleteObject(object -> object.bucket(sync.bucket()).key(key));
            sync.harness().cycle();

            assertThat(attribute(sync, "GroupsBehind")).isEqualTo(0);
        }
    }

    @Test
    void aFailureIsOverWhenTheFailedTableGroupIsGone() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            String key = SmallFeed.key("POD1", 1, SmallFeed.FACT);
            S3.publish(sync.bucket(), SmallFeed.objects(Map.of(key, "invoiceid,amount,void\nx,1,0\n")));
            sync.harness().cycle();
            assertThat(table(sync, SmallFeed.FACT, "POD1").get("state")).isEqualTo("failed");

            S3.client().deleteObject(object -> object.bucket(sync.bucket()).key(key));
            sync.harness().cycle();

            assertThat(table(sync, SmallFeed.FACT, "POD1").get("state")).isEqualTo("in step");
            assertThat(table(sync, SmallFeed.FACT, "POD1").get("lastError")).isNull();
        }
    }

    @Test
    void anOperationThatIsNotPossibleIsRefusedWithAReason() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            assertThatThrownBy(() -> names(sync, "pauseTables", "bi_nothing"))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .hasRootCauseMessage("no table is known yet: the first cycle has not run");
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            assertThatThrownBy(() -> names(sync, "pauseTables", "bi_nothing"))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasRootCauseMessage("no table is called 'bi_nothing'; known: bi_dimuser, bi_factfeedbackv2,"
                            + " bi_factinvoices");
            sync.context().getRouteController().stopRoute("sync");
            assertThatThrownBy(() -> call(sync, "startCycle"))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("the route sync is stopped");
        }
    }

    @Test
    void anyClientCanReadIt() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            for (MBeanAttributeInfo attribute : jmx.getMBeanInfo(name(sync)).getAttributes()) {
                assertThat(attribute.getDescriptor().getFieldValue("openType")).isNotNull();
                jmx.getAttribute(name(sync), attribute.getName());
            }
            assertThat(jmx.getMBeanInfo(name(sync)).getOperations()).hasSize(5).allSatisfy(operation -> assertThat(
                            operation.getDescriptor().getFieldValue("openType"))
                    .isNotNull());
            assertThat(attribute(sync, "Source")).isEqualTo(sync.bucket());
            assertThat(attribute(sync, "LastCycle")).isNull();
        }
    }

    @Test
    void itIsRemovedWithItsContext() throws Exception {
        ObjectName name;
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            name = name(sync);
            assertThat(jmx.isRegistered(name)).isTrue();
        }
        assertThat(jmx.isRegistered(name)).isFalse();
    }

    private void awaitCycle(SmallFeedSync sync) throws Exception {
        while ((boolean) attribute(sync, "CycleRunning")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static ObjectName name(SmallFeedSync sync) throws Exception {
        return new ObjectName("org.zenotisync:type=Sync,name=" + sync.context().getManagementName());
    }

    private Object attribute(SmallFeedSync sync, String attribute) throws Exception {
        return jmx.getAttribute(name(sync), attribute);
    }

    private CompositeData table(SmallFeedSync sync, String table, String pod) throws Exception {
        return Arrays.stream((CompositeData[]) attribute(sync, "Tables"))
                .filter(row -> row.get("table").equals(table) && row.get("pod").equals(pod))
                .findFirst()
                .orElseThrow();
    }

    private Object call(SmallFeedSync sync, String operation) throws Exception {
        return jmx.invoke(name(sync), operation, new Object[0], new String[0]);
    }

    private List<String> names(SmallFeedSync sync, String operation, String glob) throws Exception {
        Object names = jmx.invoke(name(sync), operation, new Object[] {glob}, new String[] {String.class.getName()});
        return Stream.of((String[]) names).toList();
    }
}
