package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.zenotisync.event.CycleReport;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.core.sync.RequestBody;

/** A host as Spring Boot assembles it, with HikariCP and Spring's transactions, loses PostgreSQL. */
@Timeout(120)
class LostDatabaseTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final String bucket = "lost-" + UUID.randomUUID();
    private RestartablePostgres postgres;
    private HikariDataSource pool;

    @BeforeEach
    void prepare() throws Exception {
        S3.client().createBucket(b -> b.bucket(bucket));
        put("SchemaFull/bi_dimx.txt", "create table bi_dimx (userid varchar(36) primary key, fax varchar(50));");
        put("POD1/1/bi_dimx/1/a.csv", "u1,1\nu2,2\n");
        Properties settings = new Properties();
        settings.setProperty("emea.feed.bucket", bucket);
        settings.setProperty("emea.feed.settle", "0s");
        settings.setProperty(ZenotiSync.RETRY_DELAY, "10");
        context.getPropertiesComponent().setOverrideProperties(settings);
        postgres = new RestartablePostgres(folder);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setConnectionTimeout(2000);
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        pool.close();
        postgres.close();
    }

    @Test
    void aHostStartsWithoutItsDatabaseAndTheFirstCycleWithItLoads() throws Exception {
        postgres.stopImmediately();
        ZenotiSync sync = add();
        context.start();

        assertThatExceptionOfType(CamelExecutionException.class)
                .isThrownBy(sync::runCycle)
                .withStackTraceContaining("the target " + postgres.url().replaceAll("\\?.*", ""))
                .withStackTraceContaining("cannot be reached");
        postgres.start();
        awaitConnection();

        assertThat(sync.runCycle().hasFailures()).isFalse();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void aLoadWhoseConnectionIsCutIsTriedAgain() throws Exception {
        ZenotiSync sync = add();
        context.start();
        AtomicInteger cuts = cutBeforeTheMerge(1);

        CycleReport report = sync.runCycle();

        assertThat(cuts).hasValue(0);
        assertThat(report.hasFailures()).isFalse();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void aLoadWhoseConnectionIsAlwaysCutFailsWithThatReason() throws Exception {
        ZenotiSync sync = add();
        context.start();
        cutBeforeTheMerge(Integer.MAX_VALUE);

        CycleReport report = sync.runCycle();

        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(
                        failure.reason().orElse(""))
                .contains("terminating connection")
                .doesNotContainIgnoringCase("rollback"));
        assertThat(rows()).isZero();
    }

    /** After failures HikariCP waits longer and longer before it tries again. */
    private void awaitConnection() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                pool.getConnection().close();
                return;
            } catch (SQLException e) {
                if (tries == 20) {
                    throw e;
                }
            }
        }
    }

    private ZenotiSync add() throws Exception {
        return ZenotiSync.named("emea")
                .settings("emea.feed")
                .target(
                        new TransactionAwareDataSourceProxy(pool),
                        new SpringTransactionPolicy(new JdbcTransactionManager(pool)))
                .source(S3.client())
                .schedule(false)
                .addTo(context);
    }

    private AtomicInteger cutBeforeTheMerge(int times) throws Exception {
        AtomicInteger left = new AtomicInteger(times);
        AdviceWith.adviceWith(
                context, "zenoti-emea-dimension", false, advice -> advice.weaveById("zenoti-emea-merge-dimension")
                        .before()
                        .process(exchange -> {
                            if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                cutTransactions();
                            }
                        })
                        .id("cut-on-purpose"));
        return left;
    }

    private void cutTransactions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE state = 'idle in transaction' AND pid <> pg_backend_pid()");
        }
    }

    private void put(String key, String content) {
        S3.client().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private long rows() {
        Long count = new JdbcTemplate(pool).queryForObject("SELECT COUNT(*) FROM bi_dimx", Long.class);
        return count == null ? 0 : count;
    }
}
