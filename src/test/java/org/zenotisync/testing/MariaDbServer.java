package org.zenotisync.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real server of MariaDB from the distribution's packages (Debian: mariadb-server), with the JVM's first database that
 * is asked for. Its defaults are those that a loader must not rely on: it is not strict, and its texts are latin1.
 * {@code -Dmariadb=/folder} names the folder of its programs.
 */
public final class MariaDbServer implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final List<String> SYSTEM = List.of("mysql", "information_schema", "performance_schema", "sys");

    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder for the data, an empty one */
    public MariaDbServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        List<String> install = new ArrayList<>(List.of(
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        install.addAll(asRoot());
        Path log = folder.resolve("install.log");
        Process installed = new ProcessBuilder(install)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (installed.waitFor() != 0) {
            throw new IOException("MariaDB cannot make its data: " + Files.readString(log));
        }
        start();
    }

    private static final class Started {

        static final MariaDbServer SERVER = start();

        private static MariaDbServer start() {
            try {
                return new MariaDbServer(Files.createTempDirectory("mariadb"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("MariaDB does not start", e);
            }
        }
    }

    /** Whether its programs are on this machine. */
    public static boolean isInstalled() {
        return find("mariadbd") != null;
    }

    /** The JDBC URL of a new, empty database of the tests' server, which keeps no database that a case has made itself. */
    public static String newDatabase() {
        String name = "target_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(Started.SERVER.url(""));
                Statement statement = connection.createStatement()) {
            for (String other : databases(statement)) {
                statement.execute("DROP DATABASE `" + other + "`");
            }
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Started.SERVER.url(name);
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

    /** The JDBC URL of one of its databases. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    /** Starts it, also again after {@link #kill}, on the same data and port. */
    public void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program("mariadbd"),
                "--no-defaults",
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
                "--max-error-count=0",
                "--sql-mode=",
                "--default-storage-engine=Aria",
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
        throw new IOException("MariaDB does not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Kills it, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It refuses to run as root unless it is told to. */
    private static List<String> asRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }

    private static String program(String name) {
        Path found = find(name);
        if (found == null) {
            throw new IllegalStateException(name + " is not installed (Debian: apt-get install mariadb-server)");
        }
        return found.toString();
    }

    private static Path find(String name) {
        String named = System.getProperty("mariadb");
        Stream<String> folders = named != null
                ? Stream.of(named)
                : Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"));
        return folders.map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** The jar of the driver. */
    public static Path driver() {
        try {
            return Path.of(org.mariadb.jdbc.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
