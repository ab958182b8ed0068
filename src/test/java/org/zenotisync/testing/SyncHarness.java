package org.zenotisync.testing;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.mysql.cj.jdbc.result.ResultSetImpl;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.jta.JtaTransactionPolicy;
import org.h2.jdbc.JdbcResultSet;
import org.hsqldb.jdbc.JDBCResultSet;
import org.mariadb.jdbc.client.result.Result;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.ListFeed;
import org.zenotisync.event.CycleReport;
import org.zenotisync.quarkus.TargetPool;
import org.zenotisync.redshift.StandInS3;
import org.zenotisync.routes.InsideSync;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.s3.SourceClients;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The sync as it is shipped (its routes, pool and transaction manager) against an S3 server and a database, but without
 * the start of a whole application, so that hundreds of feeds run in a minute.
 */
public final class SyncHarness implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final TargetPool pool;
    private final ZenotiSync sync;

    /**
     * @param settings more {@code zenoti.*} settings; {@code zenoti.settle} is 0s, and the first retry comes after 10 ms,
     *     unless they say otherwise
     */
    public SyncHarness(S3Client client, String bucket, Path database, Map<String, String> settings) {
        this(client, bucket, database, settings, Map.of());
    }

    /** @param settings with the sources, which all have the same client */
    public SyncHarness(S3Client client, Path database, Map<String, String> settings) {
        this(any -> client, Optional.of(client), Optional.empty(), database, settings, Map.of());
    }

    /** @param beans more beans of the context, by name */
    public SyncHarness(
            S3Client client, String bucket, Path database, Map<String, String> settings, Map<String, Object> beans) {
        this(any -> client, Optional.of(client), Optional.of(bucket), database, settings, beans);
    }

    /**
     * @param clients of the sources
     * @param standIn client of the database that stands in for Redshift; empty if there is none
     * @param bucket of the only source; empty if the settings have the sources
     */
    public SyncHarness(
            SourceClients clients,
            Optional<S3Client> standIn,
            Optional<String> bucket,
            Path database,
            Map<String, String> settings,
            Map<String, Object> beans) {
        Map<String, String> all = new TreeMap<>(settings);
        bucket.ifPresent(name -> all.put("zenoti.bucket", name));
        all.putIfAbsent("zenoti.target.url", "jdbc:duckdb:" + database);
        all.putIfAbsent("zenoti.settle", "0s");
        if (StandInS3.isFor(all.get("zenoti.target.url"))) {
            StandInS3.use(all.get("zenoti.target.url"), standIn.orElseThrow());
        }
        SyncConfig config = SyncConfig.read(SettingsSource.of(all));
        TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        try {
            pool = new TargetPool(
                    config,
                    config.target().url().text(),
                    transactions,
                    jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry());
            beans.forEach(context.getRegistry()::bind);
            context.getPropertiesComponent()
                    .addInitialProperty(ZenotiSync.RETRY_DELAY, all.getOrDefault(ZenotiSync.RETRY_DELAY, "10"));
            context.getRegistry().bind("PROPAGATION_REQUIRED", new RequiredPolicy(transactions));
            sync = new ZenotiSync(context, config, pool.dataSource(), clients, false, List.of());
            sync.addRoutes();
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("the sync does not start", e);
        }
    }

    public ZenotiSync sync() {
        return sync;
    }

    /** The control tables of the target. */
    public ControlTables control() {
        return InsideSync.control(sync);
    }

    /** The step that lists the feed. */
    public ListFeed listFeed() {
        return InsideSync.listFeed(sync);
    }

    public CamelContext context() {
        return context;
    }

    public DataSource dataSource() {
        return pool.dataSource();
    }

    /** Runs a cycle. */
    public CycleReport cycle() {
        return sync.runCycle();
    }

    /** Runs a cycle in which nothing may fail. */
    public CycleReport cleanCycle() {
        CycleReport report = cycle();
        if (report.hasFailures()) {
            throw new AssertionError("the cycle failed: " + failures(report));
        }
        return report;
    }

    /** What failed in a cycle, a line each. */
    public static String failures(CycleReport report) {
        List<String> lines = new ArrayList<>();
        report.problems().forEach(f -> lines.add(f.subject() + ": " + f.reason()));
        report.failures().forEach(f -> lines.add(f.id() + ": " + f.reason().orElse("")));
        return String.join("\n", lines);
    }

    /** The rows of a query; values as the driver gives them. */
    public List<List<Object>> query(String sql) {
        try (Connection connection = pool.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Spelled.in(connection, sql))) {
            List<List<Object>> all = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(value(rows, i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    /** PostgreSQL's driver gives two types in classes that lose the fraction or the zone, unless it is asked. */
    public static Object value(ResultSet row, int column) throws SQLException {
        if (row.isWrapperFor(Result.class) || row.isWrapperFor(ResultSetImpl.class)) {
            return MariaDbValue.of(row, column);
        }
        if (row.isWrapperFor(JdbcResultSet.class) || row.isWrapperFor(JDBCResultSet.class)) {
            return JdbcValue.of(row, column);
        }
        return switch (row.getMetaData().getColumnTypeName(column)) {
            case "time" -> row.getObject(column, LocalTime.class);
            case "timestamptz", "datetimeoffset" -> row.getObject(column, OffsetDateTime.class);
            default -> row.getObject(column);
        };
    }

    /** The rows of some columns of a table, each as one text, sorted. */
    public List<String> rows(String table, String... columns) {
        return query("SELECT " + String.join(", ", columns) + " FROM " + table).stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        context.stop();
        pool.close();
    }

    /** PROPAGATION_REQUIRED as camel-quarkus-jta has it. */
    private static final class RequiredPolicy extends JtaTransactionPolicy {

        private final TransactionManager transactions;

        RequiredPolicy(TransactionManager transactions) {
            this.transactions = transactions;
        }

        @Override
        public void run(Runnable runnable) throws Throwable {
            if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
                runnable.run();
                return;
            }
            transactions.setTransactionTimeout(600);
            transactions.begin();
            try {
                runnable.run();
            } catch (Throwable e) {
                rollback();
                throw e;
            }
            transactions.commit();
        }

        private void rollback() throws SystemException {
            transactions.rollback();
        }
    }
}
