package com.example.estate;

import javax.sql.DataSource;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.zenotisync.routes.ZenotiSync;
import software.amazon.awssdk.services.s3.S3Client;

/** A Spring Boot application with Camel and a database, and the sync in it. */
@SpringBootApplication
public class Estate {

    public static void main(String[] args) {
        SpringApplication.run(Estate.class, args);
    }

    @Bean
    S3Client s3() {
        return S3Client.create();
    }

    /** The sync; it starts its cycles itself, every 15 minutes. */
    @Bean
    RoutesBuilder feed(DataSource database, PlatformTransactionManager transactions, S3Client s3) {
        return ZenotiSync.named("emea")
                .settings("estate.feed")
                .target(new TransactionAwareDataSourceProxy(database), new SpringTransactionPolicy(transactions))
                .source(s3)
                .routes();
    }

    /** A route of the estate: reads the feed now, and counts the centers that the warehouse has after it. */
    @Bean
    RoutesBuilder centers(JdbcTemplate warehouse) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:centers")
                        .routeId("centers")
                        .to("direct:zenoti-emea-sync")
                        .setBody(exchange ->
                                warehouse.queryForObject("SELECT COUNT(*) FROM bi_dimcenter", Integer.class))
                        .log("The warehouse has ${body} centers");
            }
        };
    }
}
