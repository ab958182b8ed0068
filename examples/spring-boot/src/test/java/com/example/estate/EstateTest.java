package com.example.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.s3.S3Client;

/** The estate with a feed on an S3 server, and PostgreSQL as the warehouse. */
@SpringBootTest(
        properties = {
            "camel.main.run-controller=false",
            "spring.main.allow-bean-definition-overriding=true",
            "estate.feed.bucket=" + TestFeed.BUCKET,
            "estate.feed.settle=0s"
        })
class EstateTest {

    private static TestFeed feed;
    private static EmbeddedPostgres database;

    @Autowired
    private ProducerTemplate template;

    @BeforeAll
    static void start() throws Exception {
        feed = new TestFeed();
        database = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        feed.close();
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> database.getJdbcUrl("postgres", "postgres"));
        properties.add("spring.datasource.username", () -> "postgres");
    }

    @TestConfiguration
    static class Feed {
        @Bean
        S3Client s3() {
            return feed.client();
        }
    }

    @Test
    void theEstateReadsTheFeed() {
        assertThat(template.requestBody("direct:centers", null, Integer.class)).isEqualTo(2);
    }
}
