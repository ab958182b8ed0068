package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.zenotisync.event.CycleReport;
import org.zenotisync.recording.RecordingDriver;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.verify.VerifyRequest;

/** A bucket whose feed is loaded into a database of MariaDB or MySQL, maybe by two processes. */
final class MariaDbFeed {

    private static final String BUCKET = "mariadb-feed";

    private final S3Extension s3;
    private final Path folder;
    private final TestedServer server;
    private final String url;

    MariaDbFeed(TestedServer server, S3Extension s3, Path folder) {
        this.server = server;
        this.url = server.newDatabase();
        this.s3 = s3;
        this.folder = folder;
    }

    MariaDbFeed put(String... files) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            objects.put(files[i], files[i + 1].getBytes(UTF_8));
        }
        s3.publish(BUCKET, objects);
        return this;
    }

    /** A process that loads it. */
    SyncHarness sync() {
        return sync(url);
    }

    /** @param target one of {@link #watched} */
    SyncHarness sync(String target) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), Map.of("zenoti.target.url", target));
    }

    /** A process that loads it with settings of its own. */
    SyncHarness sync(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("zenoti.target.url", url);
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), all);
    }

    /** The URL of a process whose statements are looked at. */
    String watched(String process) {
        return RecordingDriver.recorded(url + "&connectionAttributes=process:" + process);
    }

    /** Executes statements as the owner of the database. */
    MariaDbFeed execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /** A connection as the program opens them. */
    Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** @param other properties that are different from those of the program */
    Connection connect(Map<String, String> other) throws SQLException {
        return server.connect(url, other);
    }

    static CompletableFuture<CycleReport> cycle(SyncHarness sync) {
        return CompletableFuture.supplyAsync(sync::cycle);
    }

    /** @param group the first one that the newest snapshot does not have */
    static VerifyRequest snapshotBefore(long group) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(group),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}
