package org.zenotisync.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PgBouncer before the tests' PostgreSQL server, in transaction mode: each transaction gets another one of few sessions.
 * Ends with the JVM. {@code -Dpgbouncer=/path} names the program.
 */
public final class PgBouncer {

    /** Fewer than the clients, so that they share them. */
    private static final int SESSIONS = 6;

    private static final ConcurrentHashMap<String, Integer> PORTS = new ConcurrentHashMap<>();

    private PgBouncer() {}

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return program() != null;
    }

    /** The JDBC URL of a database of the tests' server, by way of a PgBouncer that refuses what it does not know. */
    public static String before(String url) {
        return before(url, "");
    }

    /**
     * The JDBC URL of a database of the tests' server, by way of a PgBouncer.
     *
     * @param settings more lines of its configuration
     */
    public static String before(String url, String settings) {
        URI server = URI.create(url.substring("jdbc:".length()));
        int port = PORTS.computeIfAbsent(server.getPort() + settings, key -> start(server.getPort(), settings));
        return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/");
    }

    private static Path program() {
        String named = System.getProperty("pgbouncer");
        Stream<Path> places = named != null
                ? Stream.of(Path.of(named))
                : Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, "pgbouncer"));
        return places.filter(Files::isExecutable).findFirst().orElse(null);
    }

    private static int start(int server, String settings) {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("pgbouncer");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path configuration = folder.resolve("pgbouncer.ini");
            Files.writeString(
                    configuration,
                    "[databases]\n* = host=127.0.0.1 port=" + server + " user=postgres\n[pgbouncer]\n"
                            + "listen_addr = 127.0.0.1\nlisten_port = " + port
                            + "\nunix_socket_dir =\nauth_type = any\n"
                            // every case has a database of its own: sessions that nobody uses must not fill the server
                            + "pool_mode = transaction\nserver_round_robin = 1\nserver_idle_timeout = 20\n"
                            + "max_client_conn = 1000\ndefault_pool_size = "
                            + SESSIONS + "\n" + settings + "\n");
            Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
            List<String> command = new ArrayList<>(List.of(program().toString()));
            if (System.getProperty("user.name").equals("root")) {
                // it refuses to run as root
                command.addAll(List.of("-u", "nobody"));
            }
            command.add(configuration.toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            await(process, port, folder);
            return port;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("PgBouncer does not start", e);
        }
    }

    private static void await(Process process, int port, Path folder) throws IOException, InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IllegalStateException("PgBouncer does not start: " + Files.readString(folder.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
