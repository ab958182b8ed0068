package org.zenotisync.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalLong;

/** A real PostgreSQL server that can be killed and started again on its data and its port. */
public final class RestartablePostgres implements AutoCloseable {

    /** Commits that do not wait for the disk, and nothing else that would bring them there, see {@link #forgetCommitsFromNowOn}. */
    public static final Map<String, String> CARELESS = Map.of(
            "synchronous_commit", "off", "autovacuum", "off", "bgwriter_lru_maxpages", "0", "wal_buffers", "16MB");

    private final Path data;
    private final int port;
    private final Map<String, String> configuration;
    private EmbeddedPostgres server;
    private OptionalLong walWriter = OptionalLong.empty();

    /** @param folder for the data */
    public RestartablePostgres(Path folder) throws IOException {
        this(folder, Map.of());
    }

    /** @param configuration more of the server's parameters */
    public RestartablePostgres(Path folder, Map<String, String> configuration) throws IOException {
        this.configuration = configuration;
        data = folder.resolve("postgres-data");
        server = builder().start();
        port = server.getPort();
    }

    private EmbeddedPostgres.Builder builder() {
        // what the operating system holds survives the death of a process, so nothing need go to the disk
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200");
        configuration.forEach(builder::setServerConfig);
        return builder;
    }

    /** The JDBC URL of its database. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** As {@code pg_ctl stop -m immediate}: no session is ended in good order, nothing is written any more. */
    public void stopImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        kill("-QUIT", pid);
        if (walWriter.isPresent()) {
            // it must not run again, not even to be told to end
            kill("-KILL", Long.toString(walWriter.getAsLong()));
            walWriter = OptionalLong.empty();
        }
        while (ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent()) {
            Thread.sleep(10);
        }
    }

    /**
     * From now on commits of a {@link #CARELESS} server stay in its memory: {@link #stopImmediately} loses them. All before
     * is kept.
     */
    public void forgetCommitsFromNowOn() throws IOException, InterruptedException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            try (ResultSet row =
                    statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")) {
                row.next();
                walWriter = OptionalLong.of(row.getLong(1));
            }
        }
        kill("-STOP", Long.toString(walWriter.getAsLong()));
    }

    private static void kill(String signal, String pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
    }

    /** Starts it again, after {@link #stopImmediately}. */
    public void start() throws IOException {
        server.close();
        server = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
