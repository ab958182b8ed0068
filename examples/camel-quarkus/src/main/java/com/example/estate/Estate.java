package com.example.estate;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.TransactedPolicy;
import org.zenotisync.event.CycleReport;
import org.zenotisync.routes.ZenotiSync;
import software.amazon.awssdk.services.s3.S3Client;

/** A Quarkus application with Camel and a database, and the sync in it. */
@ApplicationScoped
public class Estate extends RouteBuilder {

    @Inject
    AgroalDataSource warehouse;

    @Inject
    @Named("PROPAGATION_REQUIRED")
    TransactedPolicy transactions;

    @Inject
    S3Client s3;

    @Override
    public void configure() throws Exception {
        // the sync; it starts its cycles itself, every 15 minutes
        ZenotiSync.named("emea")
                .settings("estate.feed")
                .target(warehouse, transactions)
                .source(s3)
                .addTo(getContext());

        // routes of the estate: the end of a day is noted in a transaction, and a cycle is run outside of it
        from("direct:end-of-day")
                .routeId("end-of-day")
                .transacted()
                .setBody(constant("INSERT INTO end_of_day VALUES (CURRENT_TIMESTAMP)"))
                .to("jdbc:default?resetAutoCommit=false")
                .to("seda:read-feed");

        from("seda:read-feed")
                .routeId("read-feed")
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
