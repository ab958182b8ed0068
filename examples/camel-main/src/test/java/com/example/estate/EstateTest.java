package com.example.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The estate with a feed on an S3 server, and a DuckDB file as the target. */
class EstateTest {

    @Test
    void theEstateReadsTheFeed(@TempDir Path folder) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:duckdb:" + folder.resolve("estate.duckdb"));
        try (TestFeed feed = new TestFeed();
                HikariDataSource database = new HikariDataSource(pool)) {
            Main camel = Estate.camel(database, feed.client());
            camel.addOverrideProperty("estate.feed.bucket", TestFeed.BUCKET);
            camel.addOverrideProperty("estate.feed.settle", "0s");
            camel.init();
            NotifyBuilder cycle = new NotifyBuilder(camel.getCamelContext())
                    .fromRoute("feed")
                    .whenDoneByIndex(0)
                    .create();
            camel.start();
            try {
                assertTrue(cycle.matches(60, TimeUnit.SECONDS), "the estate has read the feed");
            } finally {
                camel.stop();
            }
            assertEquals(
                    2, new JdbcTemplate(database).queryForObject("SELECT COUNT(*) FROM bi_dimcenter", Integer.class));
        }
    }
}
