package org.zenotisync.embedding;

import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.zenotisync.routes.ZenotiSync;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A host whose schedule is a cron expression, in a JVM without Quartz. Prints why the sync cannot be added. */
final class CronWithoutQuartz {

    private CronWithoutQuartz() {}

    public static void main(String[] arguments) {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("zenoti.bucket", "estate");
        settings.setProperty("zenoti.schedule", "0 5 * * *");
        context.getPropertiesComponent().setOverrideProperties(settings);
        DriverManagerDataSource database = new DriverManagerDataSource("jdbc:duckdb:");
        try (S3Client client = S3Client.builder().region(Region.US_EAST_1).build()) {
            ZenotiSync.builder()
                    .target(
                            new TransactionAwareDataSourceProxy(database),
                            new SpringTransactionPolicy(new DataSourceTransactionManager(database)))
                    .source(client)
                    .addTo(context);
        } catch (Throwable e) {
            System.out.println(e);
        }
    }
}
