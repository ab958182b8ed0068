package org.zenotisync.embedding;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.event.CycleReport;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.routes.ZenotiSync;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A host with the sync: plain camel-main with Spring's transactions, in a JVM without Quarkus. Its settings come from
 * an application.properties of its own. Ends with exit code 0 if the tables are as the model has them after every
 * cycle.
 *
 * <p>Arguments: seed of the feed, bucket, JDBC URL, S3 endpoint, access key, secret key.
 */
final class EmbeddedSync {

    /** Classes that may not be there: one of every library that only the Quarkus program has, or only some hosts. */
    static final List<String> FOREIGN_CLASSES = List.of(
            "io.quarkus.runtime.Quarkus",
            "io.quarkus.arc.Arc",
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "io.smallrye.config.SmallRyeConfig",
            "io.agroal.api.AgroalDataSource",
            "io.micrometer.core.instrument.MeterRegistry",
            "com.arjuna.ats.jta.TransactionManager",
            "org.apache.camel.quarkus.core.FastCamelContext",
            "org.eclipse.microprofile.config.ConfigProvider",
            "jakarta.enterprise.context.ApplicationScoped",
            "jakarta.transaction.TransactionManager",
            "picocli.CommandLine");

    private EmbeddedSync() {}

    public static void main(String[] arguments) throws Exception {
        requireNoForeignClass();
        RandomFeed feed = RandomFeed.of(Long.parseLong(arguments[0]));
        String bucket = arguments[1];
        String url = arguments[2];
        // DuckDB closes its file with the last connection: one that stays open keeps it
        try (S3Client client = client(URI.create(arguments[3]), arguments[4], arguments[5]);
                Connection anchor = DriverManager.getConnection(url)) {
            require(anchor.isValid(5), "the target can be reached");
            run(feed, bucket, client, new DriverManagerDataSource(url));
        }
    }

    private static void run(RandomFeed feed, String bucket, S3Client client, DataSource database) throws Exception {
        DataSource joining = new TransactionAwareDataSourceProxy(database);
        SpringTransactionPolicy required = new SpringTransactionPolicy(new DataSourceTransactionManager(database));
        Main main = new Main();
        main.bind(ZenotiSync.DATA_SOURCE, joining);
        main.bind(ZenotiSync.S3_CLIENT, client);
        main.bind("PROPAGATION_REQUIRED", required);
        main.configure().addRoutesBuilder(ZenotiSync.routes(false));
        main.start();
        try {
            require(main.getCamelContext().getName().equals("estate"), "the context keeps the name the estate gave it");
            require(
                    main.getCamelContext().getRoute("schedule") == null,
                    "there is no schedule, as the estate wants it");
            ProducerTemplate template = main.getCamelTemplate();
            FeedModel model = feed.model();
            for (Map<String, byte[]> objects : feed.publications()) {
                objects.forEach((key, content) ->
                        client.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content)));
                model.publish(objects);
                CycleReport report = template.requestBody(ZenotiSync.SYNC, null, CycleReport.class);
                require(!report.hasFailures(), "nothing fails: " + report);
                require(!report.outcomes().isEmpty(), "something is consumed: " + report);
                String differences = ModelComparison.differences(joining, model);
                require(differences.isEmpty(), "the tables are as modelled: " + differences);
                System.out.println("a cycle consumed " + report.outcomes().size() + " table groups");
            }
            CycleReport last = template.requestBody(ZenotiSync.SYNC, null, CycleReport.class);
            require(last.outcomes().isEmpty(), "nothing is consumed twice");
        } finally {
            main.stop();
        }
        System.out.println(feed.publications().size() + " cycles as modelled");
    }

    private static S3Client client(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }

    private static void requireNoForeignClass() {
        for (String name : FOREIGN_CLASSES) {
            try {
                Class.forName(name, false, EmbeddedSync.class.getClassLoader());
                throw new IllegalStateException(name + " is on the class path");
            } catch (ClassNotFoundException expected) {
                // as it has to be
            }
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
