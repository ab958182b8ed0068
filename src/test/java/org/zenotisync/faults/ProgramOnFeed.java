package org.zenotisync.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Server;
import software.amazon.awssdk.services.s3.S3Client;

/** The packaged program, a bucket of its own behind a gate, its target, and the model of what the target should hold. */
final class ProgramOnFeed implements AutoCloseable {

    private static int buckets;

    private final S3Client client;
    private final String bucket;
    private final FeedModel model;
    private final String url;
    private final S3Gate gate;
    private final PackagedProgram program;
    private final Path log;

    /**
     * A program without objects so far.
     *
     * @param folder for the log
     * @param settings {@code zenoti.*} settings, the target's URL among them
     */
    ProgramOnFeed(S3Server server, S3Client client, Path folder, Map<String, String> settings, FeedModel model)
            throws IOException {
        this(server, client, folder, settings, model, PackagedProgram.SHORT_LIVED);
    }

    /** @param options of the program, as a JVM has them */
    ProgramOnFeed(
            S3Server server,
            S3Client client,
            Path folder,
            Map<String, String> settings,
            FeedModel model,
            List<String> options)
            throws IOException {
        this.client = client;
        this.model = model;
        synchronized (ProgramOnFeed.class) {
            bucket = "faults-" + buckets++;
        }
        url = settings.get("zenoti.target.url");
        gate = new S3Gate(server.endpoint());
        log = folder.resolve(bucket + ".log");
        Map<String, String> environment = new TreeMap<>();
        if (settings.keySet().stream().noneMatch(key -> key.startsWith("zenoti.sources."))) {
            environment.put("ZENOTI_BUCKET", bucket);
        }
        environment.put("ZENOTI_SETTLE", "0s");
        environment.put("AWS_ENDPOINT_URL_S3", gate.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        settings.forEach(
                (key, value) -> environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        program = new PackagedProgram(environment, options);
    }

    /** Puts objects into the bucket, and lets the model consume them. */
    void publish(Map<String, byte[]> objects) {
        S3Server.publish(client, bucket, objects);
        model.publish(objects);
    }

    /** Puts objects into the bucket of which the model hears later, or never. */
    void publishUnmodelled(Map<String, byte[]> objects) {
        S3Server.publish(client, bucket, objects);
    }

    /** Lets the model consume objects that are in the bucket. */
    void learn(Map<String, byte[]> objects) {
        model.publish(objects);
    }

    RunningProgram start(String command) throws IOException {
        return start(command, log);
    }

    /** @param words of the command with its options */
    RunningProgram start(List<String> words) throws IOException {
        return program.start(log, words.toArray(String[]::new));
    }

    RunningProgram start(String command, Path otherLog) throws IOException {
        return program.start(otherLog, command);
    }

    S3Gate gate() {
        return gate;
    }

    String url() {
        return url;
    }

    Path log() {
        return log;
    }

    /** A connection of the test to the target; a DuckDB file is free only when no program has it open. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        if (url.matches("jdbc:(mariadb|mysql):.*")) {
            try (Statement statement = connection.createStatement()) {
                // names in statements of tests are quoted as the standard has it
                statement.execute("SET sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')");
            }
        }
        return connection;
    }

    /** What the target holds other than the model, and nothing else; empty if it is right. */
    String differences() throws SQLException {
        try (Connection connection = connect()) {
            return ModelComparison.differences(connection, model);
        }
    }

    /** Table groups with another number of successful attempts than one. */
    long consumedOtherThanOnce() throws SQLException {
        return number("SELECT count(*) FROM (SELECT 1 FROM zenoti_sync_run WHERE outcome <> 'failed'"
                + " GROUP BY source, pod, table_name, group_id HAVING count(*) <> 1) AS doubled");
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        gate.close();
    }
}
