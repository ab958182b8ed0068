package com.example.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;

/** The estate with a feed on an S3 server, and PostgreSQL as the warehouse. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EstateTest {

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate template;

    @Inject
    AgroalDataSource warehouse;

    @Test
    void theEstateReadsTheFeed() throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            connection.createStatement().execute("CREATE TABLE end_of_day (at TIMESTAMP)");
        }
        NotifyBuilder cycle = new NotifyBuilder(camel).fromRoute("read-feed").whenDoneByIndex(0).create();

        template.sendBody("direct:end-of-day", "");

        assertTrue(cycle.matches(60, TimeUnit.SECONDS), "the estate has read the feed");
        assertEquals(1, rows("end_of_day"));
        assertEquals(2, rows("bi_dimcenter"));
    }

    private int rows(String table) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            count.next();
            return count.getInt(1);
        }
    }
}
