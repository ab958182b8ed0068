package org.zenotisync.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real PostgreSQL server that can be killed and started again on its data and its port. */
public final class RestartablePostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    /** @param folder for the data */
    public RestartablePostgres(Path folder) throws IOException {
        data = folder.resolve("postgres-data");
        server = builder().start();
        port = server.getPort();
    }

    private EmbeddedPostgres.Builder builder() {
        // what the operating system holds survives the death of a process, so nothing need go to the disk
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200");
    }

    /** The JDBC URL of its database. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** As {@code pg_ctl stop -m immediate}: no session is ended in good order, nothing is written any more. */
    public void stopImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
        while (ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent()) {
            Thread.sleep(10);
        }
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
