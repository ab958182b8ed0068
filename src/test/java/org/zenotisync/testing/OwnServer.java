package org.zenotisync.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of MariaDB or MySQL that a test has started itself: it can be killed, and started again on the same data. */
public abstract class OwnServer implements AutoCloseable {

    private static final List<String> SYSTEM = List.of("mysql", "information_schema", "performance_schema", "sys");

    private final String title;
    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder for the data, an empty one */
    OwnServer(String title, Path folder) throws IOException, InterruptedException {
        this.title = title;
        this.folder = folder;
        this.port = freePort();
        List<String> install = new ArrayList<>(installation(folder.resolve("data")));
        install.addAll(asRoot());
        Path log = folder.resolve("install.log");
        Process installed = new ProcessBuilder(install)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (installed.waitFor() != 0) {
            throw new IOException(title + " cannot make its data: " + Files.readString(log));
        }
        start();
    }

    /** The command that makes the files of an empty server. */
    abstract List<String> installation(Path data);

    /** The command that starts the server, with the options that the other one does not have. */
    abstract List<String> server();

    /** What a JDBC URL begins with, up to the first colon after {@code jdbc:}. */
    abstract String scheme();

    /** The JDBC URL of one of its databases. */
    public final String url(String database) {
        return scheme() + "://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    /** The JDBC URL of a new, empty database; drops those that a case has made itself. */
    final String newDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(url(""));
                Statement statement = connection.createStatement()) {
            for (String other : databases(statement)) {
                statement.execute("DROP DATABASE `" + other + "`");
            }
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /** The databases that are not those of cases, which may still be open. */
    private static List<String> databases(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW DATABASES")) {
            while (rows.next()) {
                String name = rows.getString(1);
                if (!SYSTEM.contains(name) && !name.startsWith("target_")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Starts it, also again after {@link #kill}, on the same data and port. */
    public final void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(server());
        command.addAll(List.of(
                "--datadir=" + folder.resolve("data"),
                // a server that starts deletes temporary files there, also those of another one
                "--tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--local-infile=1",
                "--max-connections=300",
                "--character-set-server=latin1",
                "--sql-mode=",
                "--default-time-zone=+05:30",
                // what the operating system holds survives the death of a process, so nothing need go to the disk
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-flush-method=nosync"));
        command.addAll(asRoot());
        Path log = folder.resolve("log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        for (int tries = 0; tries < 300; tries++) {
            try {
                DriverManager.getConnection(url("")).close();
                return;
            } catch (SQLException e) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IOException(title + " does not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** It refuses to run as root unless it is told to. */
    private static List<String> asRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }

    /** Kills it, as {@code kill -9} does. */
    public final void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public final void close() {
        process.destroy();
        process.onExit().join();
    }
}
