package org.zenotisync.corpus;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.redshift.RedshiftDriver;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The corpus of cases on a cluster or workgroup that somebody has: {@code -Dredshift.url=jdbc:redshift:…} with user and
 * password in it, {@code -Dredshift.iam-role=<ARN that may read the buckets>}, and {@code -Dredshift.buckets=<the
 * beginning of names that nobody has>}, to which each case adds one of its own. Keys and region are looked for where all AWS
 * programs look. Each case makes a bucket and a schema, and removes both.
 */
@EnabledIfSystemProperty(named = "redshift.url", matches = ".+")
class RedshiftClusterTest {

    private static final String URL = System.getProperty("redshift.url");
    private static final String ROLE = System.getProperty("redshift.iam-role", "default");
    private static final String BUCKETS = System.getProperty("redshift.buckets", "");

    private static S3Client client;

    @BeforeAll
    static void open() {
        if (BUCKETS.isEmpty()) {
            throw new IllegalStateException("-Dredshift.buckets is missing: the beginning of the names of buckets");
        }
        client = S3Client.create();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @TestFactory
    Stream<? extends DynamicNode> redshiftTakesEveryCaseOfTheCorpus() throws IOException {
        return Corpus.tests(1, TargetDatabase.REDSHIFT.leftOut().keySet(), (name, corpusCase) -> {
            String bucket = BUCKETS + "-" + Corpus.bucketName(name);
            String schema = "zenoti_case_" + Corpus.bucketName(name);
            Map<String, String> target = new TreeMap<>(
                    Map.of("zenoti.target.url", URL, "zenoti.target.schema", schema, "zenoti.redshift.iam-role", ROLE));
            try {
                new CorpusRunner(client, bucket, target, settings -> new HarnessSync(client, settings)).run(corpusCase);
            } finally {
                drop(schema);
                empty(bucket);
            }
        });
    }

    private static void drop(String schema) throws SQLException {
        try (Connection connection = new RedshiftDriver().connect(URL, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static void empty(String bucket) {
        for (S3Object object :
                client.listObjectsV2Paginator(b -> b.bucket(bucket)).contents()) {
            client.deleteObject(b -> b.bucket(bucket).key(object.key()));
        }
        client.deleteBucket(b -> b.bucket(bucket));
    }
}
