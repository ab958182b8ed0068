package org.zenotisync.cli;

import io.quarkus.test.junit.main.LaunchResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/**
 * The commands as Quarkus runs them: settings, exit codes and what a person reads. Each test has a bucket with one
 * table of two groups, and a database of its own that does not exist yet.
 */
abstract class CommandTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new TreeMap<>();

    String bucket;

    Path database;

    @BeforeEach
    void prepare() {
        bucket = "commands-" + buckets++;
        database = folder.resolve("target.duckdb");
        set("zenoti.bucket", bucket);
        set("zenoti.settle", "0s");
        set("zenoti.target.url", "jdbc:duckdb:" + database);
        set("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        set("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        set("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        publish(
                "SchemaFull/Bi_FactSales.txt",
                "CREATE TABLE Bi_FactSales (SaleId DECIMAL(19,0), Item VARCHAR(20), OrganizationId VARCHAR(36),"
                        + " Void BOOLEAN) SORTKEY(SaleId);",
                "POD1/1/Bi_FactSales/1/part_0.csv",
                "1,soap,o1,0\n2,oil,o1,0\n",
                "POD1/2/bi_factsales/1/part_0.csv",
                "2,oil,o1,1\n");
    }

    @AfterEach
    void forget() {
        settings.keySet().forEach(System::clearProperty);
    }

    /** Sets something for the commands of this test. */
    final void set(String key, String value) {
        settings.put(key, value);
        System.setProperty(key, value);
    }

    /** Writes objects into the bucket: keys and contents in turn. */
    final void publish(String... keysAndContents) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int i = 0; i < keysAndContents.length; i += 2) {
            objects.put(keysAndContents[i], keysAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        S3.publish(bucket, objects);
    }

    /** Executes a statement in the target while no command runs. */
    final void execute(String sql) throws SQLException {
        // a program that has ended takes its drivers from the DriverManager
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + database, new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Log lines go to stderr; a test's console may put them elsewhere. */
    static String log(LaunchResult result) {
        return result.getOutput() + result.getErrorOutput();
    }
}
