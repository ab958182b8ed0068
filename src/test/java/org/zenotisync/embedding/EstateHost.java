package org.zenotisync.embedding;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.routes.ZenotiSyncBuilder;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.core.sync.RequestBody;

/** A host with Spring's transactions: a Camel context, a DuckDB file, and a bucket for each sync. */
final class EstateHost implements AutoCloseable {

    private final S3Extension s3;
    private final Properties settings = new Properties();
    private final Map<String, String> buckets = new HashMap<>();
    private final DriverManagerDataSource database;
    private final Connection keepsFileOpen;
    private DefaultCamelContext context = new DefaultCamelContext();

    EstateHost(S3Extension s3, Path folder) throws SQLException {
        this.s3 = s3;
        database = new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("host.duckdb"));
        keepsFileOpen = database.getConnection();
        context.getPropertiesComponent().setOverrideProperties(settings);
    }

    DefaultCamelContext context() {
        return context;
    }

    /** Stops the host, and makes another one on the same buckets and database. */
    DefaultCamelContext restart() {
        context.stop();
        context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(settings);
        return context;
    }

    DriverManagerDataSource database() {
        return database;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(database);
    }

    /** Sets a setting of a sync, given without its prefix. */
    void set(String sync, String key, String value) {
        settings.setProperty(sync + ".feed." + key, value);
    }

    /** A sync with a bucket of its own, without a schedule. */
    ZenotiSyncBuilder sync(String name) {
        String bucket = bucket(name);
        set(name, "bucket", bucket);
        set(name, "settle", "0s");
        return ZenotiSync.named(name)
                .settings(name + ".feed")
                .source(s3.client())
                .target(
                        new TransactionAwareDataSourceProxy(database),
                        new SpringTransactionPolicy(new DataSourceTransactionManager(database)))
                .schedule(false);
    }

    /** Publishes a dimension of one table. */
    void putDimension(String sync, String table, int group, String rows) {
        put(
                sync,
                "SchemaFull/" + table + ".txt",
                "create table " + table + " (userid varchar(36) primary key, fax varchar(50));");
        put(sync, "POD1/" + group + "/" + table + "/1/a.csv", rows);
    }

    /** Publishes a fact, whose rows are doubled if a table group is loaded twice. */
    void putFact(String sync, String table, int group, int rows) {
        put(
                sync,
                "SchemaFull/" + table + ".txt",
                "create table " + table + " (id int, organizationid int, void int) sortkey(id);");
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append(group * 100_000 + row).append(",1,0\n");
        }
        put(sync, "POD1/" + group + "/" + table + "/1/a.csv", lines.toString());
    }

    void put(String sync, String key, String content) {
        s3.client().putObject(b -> b.bucket(bucket(sync)).key(key), RequestBody.fromString(content));
    }

    String bucket(String sync) {
        return buckets.computeIfAbsent(sync, name -> {
            String bucket = name + "-" + UUID.randomUUID();
            s3.client().createBucket(b -> b.bucket(bucket));
            return bucket;
        });
    }

    long rows(String table) {
        Long count = jdbc().queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    @Override
    public void close() throws SQLException {
        context.stop();
        keepsFileOpen.close();
    }
}
