package org.zenotisync.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real server of MariaDB from the distribution's packages (Debian: mariadb-server), with the JVM's first database that
 * is asked for. Its defaults are those that a loader must not rely on: it is not strict, and its texts are latin1.
 * {@code -Dmariadb=/folder} names the folder of its programs.
 */
public final class MariaDbServer extends OwnServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** @param folder for the data, an empty one */
    public MariaDbServer(Path folder) throws IOException, InterruptedException {
        super("MariaDB", folder);
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
        return Started.SERVER.newDatabase("target_" + DATABASES.incrementAndGet());
    }

    @Override
    String scheme() {
        return "jdbc:mariadb";
    }

    @Override
    List<String> installation(Path data) {
        return List.of(
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
    }

    @Override
    List<String> server() {
        return List.of(
                program("mariadbd"), "--no-defaults", "--max-error-count=0", "--default-storage-engine=Aria");
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
