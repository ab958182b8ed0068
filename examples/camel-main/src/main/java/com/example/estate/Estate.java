package com.example.estate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.event.CycleReport;
import org.zenotisync.routes.ZenotiSync;
import software.amazon.awssdk.services.s3.S3Client;

/** A Camel application with a pool of database connections, and the sync in it. */
public final class Estate {

    public static void main(String[] args) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(System.getenv().getOrDefault("ESTATE_DATABASE_URL", "jdbc:duckdb:estate.duckdb"));
        pool.setUsername(System.getenv("ESTATE_DATABASE_USER"));
        pool.setPassword(System.getenv("ESTATE_DATABASE_PASSWORD"));
        // estate.feed.parallelism + 4, and what the estate needs itself
        pool.setMaximumPoolSize(10);
        // the estate also starts while the database is away
        pool.setInitializationFailTimeout(-1);
        try (HikariDataSource database = new HikariDataSource(pool);
                S3Client s3 = S3Client.create()) {
            camel(database, s3).run(args);
        }
    }

    static Main camel(DataSource database, S3Client s3) {
        Main camel = new Main();
        camel.configure()
                .addRoutesBuilder(ZenotiSync.named("emea")
                        .settings("estate.feed")
                        .target(
                                new TransactionAwareDataSourceProxy(database),
                                new SpringTransactionPolicy(new DataSourceTransactionManager(database)))
                        .source(s3)
                        .schedule(false)
                        .routes());
        camel.configure().addRoutesBuilder(new EstateRoutes());
        return camel;
    }

    /** A route of the estate: it starts the cycles of the sync, and says what they have done. */
    static final class EstateRoutes extends RouteBuilder {
        @Override
        public void configure() {
            from("timer:feed?period={{estate.period}}")
                    .routeId("feed")
                    .to("direct:zenoti-emea-sync")
                    .process(exchange -> {
                        CycleReport report = exchange.getMessage().getBody(CycleReport.class);
                        exchange.getMessage()
                                .setBody(report.outcomes().size() + " table groups, failed: "
                                        + report.failures().size());
                    })
                    .log("The feed was read: ${body}");
        }
    }
}
