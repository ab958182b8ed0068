package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.jta.JtaTransactionPolicy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.TransactionException;
import org.zenotisync.event.CycleReport;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.routes.ZenotiSyncBuilder;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Habits of hosts: each may cost exactly-once, or the host its own routes, without a word. */
class HostTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final String SCHEMA = "create table bi_dimx (userid varchar(36) primary key, fax varchar(50));";

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Properties settings = new Properties();
    private String bucket = "";
    private DriverManagerDataSource database;
    private Connection keepsFileOpen;

    @BeforeEach
    void prepare() throws SQLException {
        bucket = newBucket();
        settings.setProperty("estate.feed.bucket", bucket);
        settings.setProperty("estate.feed.settle", "0s");
        context.getPropertiesComponent().setOverrideProperties(settings);
        database = new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("host.duckdb"));
        keepsFileOpen = database.getConnection();
        put("SchemaFull/bi_dimx.txt", SCHEMA);
        put("POD1/1/bi_dimx/1/a.csv", "u1,1\n");
    }

    @AfterEach
    void stop() throws SQLException {
        context.stop();
        keepsFileOpen.close();
    }

    @Test
    void aNamedSyncConsumesAndItsNamesAreItsOwn() throws Exception {
        ZenotiSync sync = right().addTo(context);
        context.start();

        CycleReport report =
                context.createProducerTemplate().requestBody("direct:zenoti-emea-sync", null, CycleReport.class);

        assertThat(report.hasFailures()).isFalse();
        assertThat(rows("bi_dimx")).isEqualTo(1);
        assertThat(ZenotiSync.in(context, "emea")).isSameAs(sync);
        assertThat(context.getRouteDefinitions())
                .extracting(RouteDefinition::getRouteId)
                .allMatch(id -> id.startsWith("zenoti-emea-"))
                .contains("zenoti-emea-load-table-group")
                .doesNotContain("zenoti-emea-schedule");
        assertThat(context.getProcessorDefinition("zenoti-emea-merge-fact")).isNotNull();
    }

    @Test
    void twoSyncsOfOneContextConsumeTwoBuckets() throws Exception {
        String other = newBucket();
        S3.client()
                .putObject(
                        b -> b.bucket(other).key("SchemaFull/bi_dimy.txt"),
                        RequestBody.fromString(
                                "create table bi_dimy (userid varchar(36) primary key, fax varchar(50));"));
        S3.client()
                .putObject(b -> b.bucket(other).key("POD1/1/bi_dimy/1/a.csv"), RequestBody.fromString("u1,1\nu2,2\n"));
        settings.setProperty("zenoti.bucket", other);
        settings.setProperty("zenoti.settle", "0s");
        right().addTo(context);
        ZenotiSync.builder()
                .target(joining(database), policy(database))
                .source(S3.client())
                .schedule(false)
                .addTo(context);
        context.start();

        ZenotiSync.in(context, "emea").runCycle();
        ZenotiSync.in(context).runCycle();

        assertThat(rows("bi_dimx")).isEqualTo(1);
        assertThat(rows("bi_dimy")).isEqualTo(2);
    }

    /** Rows that two centres of an organisation share would be there twice, and nothing else reports it. */
    @Test
    void twoBucketsThatAreLoadedIntoTheSameTablesAreWarnedOf() throws Exception {
        settings.setProperty("apac.feed.bucket", newBucket());
        settings.setProperty("us.feed.bucket", newBucket());
        settings.setProperty("us.feed.target.schema", "us");
        try (LogCapture log = new LogCapture()) {
            right().addTo(context);
            add("again", "estate.feed");
            add("us", "us.feed");
            assertThat(log.messages()).noneMatch(text -> text.contains("the same tables"));

            add("apac", "apac.feed");

            assertThat(log.messages())
                    .filteredOn(text -> text.contains("the sync emea and the sync apac load different buckets"))
                    .singleElement()
                    .asString()
                    .contains("target.schema", "sources.<name>.bucket");
        }
        context.start();
        for (String name : List.of("zenoti-emea-sync", "zenoti-again-sync")) {
            context.getRouteController().stopRoute(name);
            context.removeRoute(name);
        }
        try (LogCapture log = new LogCapture()) {
            add("last", "apac.feed");
            assertThat(log.messages()).noneMatch(text -> text.contains("the same tables"));
        }
    }

    private void add(String name, String prefix) throws Exception {
        ZenotiSync.named(name)
                .settings(prefix)
                .target(joining(database), policy(database))
                .source(S3.client())
                .schedule(false)
                .addTo(context);
    }

    @Test
    void aHostsOwnComponentGetsNothingOfTheSync() throws Exception {
        right().addTo(context);
        context.start();

        AWS2S3Component own = context.getComponent("aws2-s3", AWS2S3Component.class);

        assertThat(own.getConfiguration().getAmazonS3Client()).isNull();
    }

    @Test
    void aDataSourceThatDoesNotJoinKeepsTheContextFromStarting() throws Exception {
        named().target(database, policy(database)).addTo(context);

        assertThatThrownBy(context::start)
                .hasStackTraceContaining("does not undo")
                .hasStackTraceContaining("TransactionAwareDataSourceProxy");
    }

    @Test
    void aPolicyOfAnotherDatabaseIsRefusedInARunningContextWhoseRoutesRunOn() throws Exception {
        DriverManagerDataSource other = new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("other.duckdb"));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").routeId("host").setBody(constant("runs"));
            }
        });
        context.start();
        ZenotiSyncBuilder wrong = named().target(joining(database), policy(other));

        assertThatExceptionOfType(TransactionException.class)
                .isThrownBy(() -> wrong.addTo(context))
                .withMessageContaining("the policy of the transaction manager of this very DataSource");

        assertThat(context.getRoutes()).hasSize(1);
        assertThat(context.createProducerTemplate().requestBody("direct:host", null, String.class))
                .isEqualTo("runs");
        // and the right one can be added after it
        right().addTo(context).runCycle();
        assertThat(rows("bi_dimx")).isEqualTo(1);
    }

    @Test
    void aPoolWithoutAutoCommitIsRefused() throws Exception {
        DriverManagerDataSource off = new DriverManagerDataSource(database.getUrl()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return connection;
            }
        };
        named().target(joining(off), policy(off)).addTo(context);

        assertThatThrownBy(context::start).hasStackTraceContaining("auto-commit");
    }

    @Test
    void aGlobalOnExceptionOfTheHostNeitherCommitsNorHidesAFailure() throws Exception {
        context.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().onException(Exception.class).handled(true).log("swallowed");
                routeConfiguration()
                        .onException(SQLException.class)
                        .handled(true)
                        .log("swallowed");
            }
        });
        put("POD1/1/bi_dimx/1/b.csv", "u2,2,too many\n");
        ZenotiSync sync = right().addTo(context);
        context.start();

        CycleReport report = sync.runCycle();

        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason().orElse("")).contains("b.csv"));
        assertThat(rows("zenoti_sync_manifest")).isZero();
        assertThat(rows("bi_dimx")).isZero();
        assertThat(new JdbcTemplate(database)
                        .queryForObject("SELECT MAX(last_group) FROM zenoti_sync_checkpoint", Long.class))
                .isZero();
    }

    @Test
    void aCycleInATransactedRouteOfTheHostIsRefusedAndTheHostsWorkIsRolledBack() throws Exception {
        new JdbcTemplate(database).execute("CREATE TABLE of_host (x INTEGER)");
        DataSource joining = joining(database);
        context.getRegistry().bind("ofHost", policy(database));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host")
                        .transacted("ofHost")
                        .process(e -> new JdbcTemplate(joining).update("INSERT INTO of_host VALUES (1)"))
                        .to("direct:zenoti-emea-sync");
            }
        });
        right().addTo(context);
        context.start();

        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(() -> context.createProducerTemplate().requestBody("direct:host", ""))
                .withStackTraceContaining("wireTap");

        assertThat(rows("of_host")).isZero();
    }

    @Test
    void aCycleInATransactionOfTheCallersThreadIsRefused() throws Exception {
        new JdbcTemplate(database).execute("CREATE TABLE of_host (x INTEGER)");
        DataSource joining = joining(database);
        ZenotiSync sync = right().addTo(context);
        context.start();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                    new JdbcTemplate(joining).update("INSERT INTO of_host VALUES (1)");
                    sync.runCycle();
                }))
                .withStackTraceContaining("inside a transaction");

        assertThat(rows("of_host")).isZero();
    }

    @Test
    void methodsOfTheApiDoNotCommitATransactionOfTheCaller() throws Exception {
        new JdbcTemplate(database).execute("CREATE TABLE of_host (x INTEGER)");
        DataSource joining = joining(database);
        ZenotiSync sync = right().addTo(context);
        context.start();
        sync.runCycle();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                    new JdbcTemplate(joining).update("INSERT INTO of_host VALUES (1)");
                    try {
                        sync.replay("bi_dimx", 1, Optional.empty());
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                }))
                .withMessageContaining("called inside a transaction");

        assertThat(rows("of_host")).isZero();
    }

    @Test
    void aStoppedRouteOfOneOfTwoSyncsPausesOnlyThatSync() throws Exception {
        settings.setProperty("zenoti.bucket", bucket);
        settings.setProperty("zenoti.settle", "0s");
        settings.setProperty("zenoti.target.table-name", "other_{table}");
        settings.setProperty("zenoti.target.schema", "other");
        right().addTo(context);
        ZenotiSync.builder()
                .target(joining(database), policy(database))
                .source(S3.client())
                .schedule(false)
                .addTo(context);
        context.start();
        context.getRouteController().stopRoute("zenoti-emea-dimension");

        CycleReport paused = ZenotiSync.in(context, "emea").runCycle();
        CycleReport loaded = ZenotiSync.in(context).runCycle();

        assertThat(paused.outcomes())
                .extracting(outcome -> outcome.state().name())
                .containsOnly("PAUSED");
        assertThat(loaded.hasFailures()).isFalse();
        assertThat(rows("other.other_bi_dimx")).isEqualTo(1);
        assertThat(rows("bi_dimx")).isZero();
        context.getRouteController().startRoute("zenoti-emea-dimension");
        assertThat(ZenotiSync.in(context, "emea").runCycle().hasFailures()).isFalse();
        assertThat(rows("bi_dimx")).isEqualTo(1);
    }

    @Test
    void aSecondSyncOfThatNameIsRefusedAndTheFirstOneKeepsItsObjects() throws Exception {
        ZenotiSync first = right().addTo(context);
        DriverManagerDataSource other = new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("other.duckdb"));

        assertThatIllegalStateException()
                .isThrownBy(() -> named().target(joining(other), policy(other)).addTo(context))
                .withMessageContaining("already");
        context.start();

        assertThat(first.runCycle().hasFailures()).isFalse();
        assertThat(rows("bi_dimx")).isEqualTo(1);
    }

    @Test
    void aNameThatCouldBeAnotherSyncsRouteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZenotiSync.named("emea-retry"))
                .withMessageContaining("must not end in");
    }

    @Test
    void aMisspeltSettingIsNamedAsTheHostNamesIt() {
        settings.setProperty("estate.feed.paralelism", "3");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> right().addTo(context))
                .withMessage("estate.feed.paralelism: unknown setting; did you mean estate.feed.parallelism?");
    }

    @Test
    void aMissingBucketIsNamedAsTheHostNamesIt() {
        settings.remove("estate.feed.bucket");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> right().addTo(context))
                .withMessageStartingWith("estate.feed.bucket: not set; ")
                .withMessageContaining("(environment: ESTATE_FEED_BUCKET)");
    }

    @Test
    void aMisspeltSettingOfSpringIsNamed() {
        StandardEnvironment spring = new StandardEnvironment();
        spring.getPropertySources()
                .addFirst(new MapPropertySource("application", Map.of("estate.feed.paralelism", "3")));
        context.getRegistry().bind("environment", spring);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> right().addTo(context))
                .withMessageStartingWith("estate.feed.paralelism: unknown setting");
    }

    @Test
    void settingsThatDoNothingInAHostAreRefused() {
        settings.setProperty("estate.feed.target.password", "secret");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> right().addTo(context))
                .withMessageContaining("estate.feed.target.password: does nothing here")
                .withMessageNotContaining("secret");
    }

    @Test
    void aMissingPolicyOrBeanIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> named().addTo(context))
                .withMessageContaining("zenotiDataSource");
        context.getRegistry().bind(ZenotiSync.DATA_SOURCE, joining(database));

        assertThatIllegalStateException()
                .isThrownBy(() -> named().addTo(context))
                .withMessageContaining("no TransactedPolicy");
    }

    @Test
    void aPoolThatIsNotJoinedToJtaIsRefused() throws Exception {
        named().target(database, new JtaPolicy()).addTo(context);

        assertThatThrownBy(context::start)
                .hasStackTraceContaining("Use a connection pool that is joined to the JTA transaction manager");
    }

    @Test
    void aTargetThatCannotBeReachedDoesNotStopTheHost() throws Exception {
        settings.setProperty("estate.feed.target.url", database.getUrl());
        AtomicBoolean isDown = new AtomicBoolean(true);
        DriverManagerDataSource flaky = new DriverManagerDataSource(database.getUrl()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (isDown.get()) {
                    throw new SQLException("down for maintenance", "08001");
                }
                return super.getConnection();
            }
        };
        ZenotiSync sync = named().target(joining(flaky), policy(flaky)).addTo(context);
        context.start();

        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(sync::runCycle)
                .withStackTraceContaining("down for maintenance");
        isDown.set(false);
        assertThat(sync.runCycle().hasFailures()).isFalse();
        assertThat(rows("bi_dimx")).isEqualTo(1);
    }

    /** What Quarkus has: two DataSources, of which a transaction takes only one. */
    @Test
    void aCycleInAJtaTransactionOfAnotherDataSourceIsRefusedAndLeavesThatTransactionAlone() throws Exception {
        TransactionManager jta = com.arjuna.ats.jta.TransactionManager.transactionManager();
        context.getRegistry().bind("jta", jta);
        try (AgroalDataSource warehouse = pool(database.getUrl(), jta);
                AgroalDataSource own = pool("jdbc:duckdb:" + folder.resolve("own.duckdb"), jta);
                Connection keepsOwnFileOpen = own.getConnection()) {
            new JdbcTemplate(own).execute("CREATE TABLE of_host (x INTEGER)");
            ZenotiSync sync = named().target(warehouse, new JtaPolicy()).addTo(context);
            context.start();
            jta.begin();
            try {
                new JdbcTemplate(own).update("INSERT INTO of_host VALUES (1)");

                assertThatExceptionOfType(CamelExecutionException.class)
                        .isThrownBy(sync::runCycle)
                        .withCauseInstanceOf(TransactionException.class)
                        .withStackTraceContaining("wireTap");
            } finally {
                jta.commit();
            }

            assertThat(new JdbcTemplate(own).queryForObject("SELECT COUNT(*) FROM of_host", Long.class))
                    .isOne();
            assertThat(sync.runCycle().hasFailures()).isFalse();
            assertThat(keepsOwnFileOpen.isValid(1)).isTrue();
            context.stop();
        }
    }

    /** The timeout explains only failures of transactions that are as old, however long the cycle has run before. */
    @Test
    void aFailureLateInACycleIsNotExplainedByTheTimeoutOfTransactions() throws Exception {
        put("SchemaFull/bi_dimy.txt", SCHEMA.replace("bi_dimx", "bi_dimy"));
        put("POD1/1/bi_dimy/1/a.csv", "u1,1\n");
        put("POD1/2/bi_dimy/1/a.csv", "u2," + "9".repeat(51) + "\n");
        SpringTransactionPolicy policy = policy(database);
        policy.getTransactionTemplate().setTimeout(2);
        ZenotiSync sync = named().target(joining(database), policy).addTo(context);
        context.start();
        AdviceWith.adviceWith(context, "zenoti-emea-table-group", false, advice -> advice.weaveAddLast()
                .process(exchange -> Thread.sleep(2100))
                .id("takes-its-time"));

        CycleReport report = sync.runCycle();

        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(
                        failure.reason().orElse(""))
                .contains("bi_dimy/1/a.csv")
                .doesNotContain("the transaction was"));
    }

    /** A pool as Quarkus makes it, whose connections join the transactions of JTA. */
    private static AgroalDataSource pool(String url, TransactionManager jta) throws SQLException {
        NarayanaTransactionIntegration joined = new NarayanaTransactionIntegration(
                jta, new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple());
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(10)
                        .transactionIntegration(joined)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
    }

    private ZenotiSyncBuilder right() {
        return named().target(joining(database), policy(database));
    }

    private ZenotiSyncBuilder named() {
        return ZenotiSync.named("emea")
                .settings("estate.feed")
                .source(S3.client())
                .schedule(false);
    }

    private static DataSource joining(DataSource database) {
        return new TransactionAwareDataSourceProxy(database);
    }

    private static SpringTransactionPolicy policy(DataSource database) {
        return new SpringTransactionPolicy(new DataSourceTransactionManager(database));
    }

    private static String newBucket() {
        String name = "host-" + UUID.randomUUID();
        S3.client().createBucket(b -> b.bucket(name));
        return name;
    }

    private void put(String key, String content) {
        S3.client().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private long rows(String table) {
        Long count = new JdbcTemplate(database).queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    /** Begins and ends transactions of Narayana. */
    private static final class JtaPolicy extends JtaTransactionPolicy {

        private final TransactionManager jta = com.arjuna.ats.jta.TransactionManager.transactionManager();

        @Override
        public void run(Runnable runnable) throws Throwable {
            jta.begin();
            try {
                runnable.run();
            } catch (Throwable e) {
                jta.rollback();
                throw e;
            }
            jta.commit();
        }
    }
}
