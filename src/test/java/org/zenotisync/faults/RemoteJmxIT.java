package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/**
 * The packaged program, toggled from another process over JMX while it loads: what is stopped or paused is no failure, and
 * when everything is on again nothing is missing. {@code -Dtoggle.seconds} and {@code -Dseed} for other runs.
 */
@Timeout(400)
class RemoteJmxIT {

    private static final List<String> ROUTES = List.of("fact", "append-only-fact", "dimension", "schema", "sync");
    private static final int SECONDS = Integer.getInteger("toggle.seconds", 60);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final long seed = Long.getLong("seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void routesAndTablesAreToggledAtRandomWhileGroupsArrive(TargetDatabase database) throws Exception {
        int port = freePort();
        Map<String, String> settings = new TreeMap<>(database.settings(folder));
        settings.put("zenoti.schedule", "1s");
        EndlessFeed feed = new EndlessFeed(random);
        Map<String, byte[]> upgrade = Map.of(
                "SchemaUpgrade/2026.1/users.txt",
                "alter table Bi_DimUser add column city VARCHAR(50);".getBytes(StandardCharsets.UTF_8));
        try (ProgramOnFeed program = new ProgramOnFeed(
                S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()), remoteJmx(port))) {
            program.publishUnmodelled(feed.objects());
            program.publishUnmodelled(feed.nextGroup());
            try (RunningProgram running = program.start("run");
                    JmxClient jmx = JmxClient.connect(port, running)) {
                running.await(LONGEST, () -> jmx.lastCycleEnded() != null);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                boolean isUpgraded = false;
                while (System.nanoTime() < end) {
                    program.publishUnmodelled(feed.nextGroup());
                    if (!isUpgraded && System.nanoTime() > end - TimeUnit.SECONDS.toNanos(SECONDS / 2)) {
                        program.publishUnmodelled(upgrade);
                        isUpgraded = true;
                    }
                    toggle(jmx);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                }
                switchAllOn(jmx);
                jmx.tables("resumeTables", "*");
                awaitWholeCycle(jmx, running);
                assertThat(jmx.calls()).as("what was toggled").hasSizeGreaterThan(15);
                assertThat(jmx.tables())
                        .hasSize(SmallFeed.TABLES.size() * SmallFeed.PODS.size())
                        .allSatisfy(table -> {
                            assertThat(table.get("state")).isEqualTo("in step");
                            assertThat(table.get("lastGroup")).isEqualTo((long) feed.groups());
                            assertThat(table.get("lastError")).isNull();
                        });
                running.terminate();
                assertThat(running.awaitExit(LONGEST)).as(running.log()).isEqualTo(143);
            }
            program.learn(feed.objects());
            program.learn(upgrade);
            assertThat(program.differences()).as("seed " + seed).isEmpty();
            assertThat(program.consumedOtherThanOnce()).as("seed " + seed).isZero();
            assertThat(program.number("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'failed'"))
                    .as("failures, seed " + seed)
                    .isZero();
        }
    }

    private void toggle(JmxClient jmx) throws Exception {
        String route = ROUTES.get(random.nextInt(ROUTES.size()));
        String table = SmallFeed.TABLES.get(random.nextInt(SmallFeed.TABLES.size()));
        switch (random.nextInt(7)) {
            case 0 -> jmx.tables("pauseTables", table);
            case 1 -> jmx.tables("resumeTables", "bi_*");
            case 2 -> {
                if (jmx.state("sync").equals("Started")) {
                    jmx.startCycle();
                }
            }
            case 3 -> jmx.switchOff(route, "stop", null);
            case 4 -> jmx.switchOff(route, "suspend", null);
            case 5 -> jmx.switchOff(route, "stop", 1L);
            default -> switchAllOn(jmx);
        }
    }

    private static void switchAllOn(JmxClient jmx) throws Exception {
        for (String route : ROUTES) {
            jmx.switchOn(route);
        }
    }

    /** Waits for the end of a cycle that has begun by now or later: of the second one that ends. */
    private static void awaitWholeCycle(JmxClient jmx, RunningProgram running) throws Exception {
        for (int i = 0; i < 2; i++) {
            Object before = jmx.lastCycleEnded();
            running.await(LONGEST, () -> !before.equals(jmx.lastCycleEnded()));
        }
    }

    /** What an operator gives the JVM or the binary, for a machine of his own. */
    private static List<String> remoteJmx(int port) {
        return List.of(
                "-Xmx256m",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
