package com.example.estate;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;

/** The servers that the estate needs. */
public class Servers implements QuarkusTestResourceLifecycleManager {

    private TestFeed feed;
    private EmbeddedPostgres database;

    @Override
    public Map<String, String> start() {
        try {
            feed = new TestFeed();
            database = EmbeddedPostgres.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        // the AWS SDK reads its settings from system properties
        System.setProperty("aws.endpointUrlS3", feed.endpoint());
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        return Map.of(
                "quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres"),
                "quarkus.datasource.username", "postgres",
                "estate.feed.bucket", TestFeed.BUCKET,
                "estate.feed.settle", "0s");
    }

    @Override
    public void stop() {
        try {
            database.close();
            feed.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
