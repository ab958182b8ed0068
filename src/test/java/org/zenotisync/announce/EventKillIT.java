package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.announce.EventReceiver.Answer;
import org.zenotisync.announce.EventReceiver.Received;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;

/**
 * The packaged program is killed (SIGKILL) between a commit and its delivery, and during deliveries, again and again.
 * Each committed table group has its event, at least once and in order per table, and nothing else has one.
 * {@code -Dseed=…} repeats the choices of a run.
 */
@Timeout(600)
@Proves(value = Proof.KILLS, on = TargetDatabase.POSTGRESQL)
class EventKillIT {

    private static final long SEED = Long.getLong("seed", System.currentTimeMillis() % 1_000_000);
    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final int GROUPS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final String url = PostgresServer.newDatabase();

    @Test
    void everyCommittedTableGroupIsReportedThoughTheProgramIsKilled() throws Exception {
        S3.publish("killed-events", SmallFeed.schema());
        S3.publish("killed-events", SmallFeed.groups(1, GROUPS));
        Path log = folder.resolve("program.log");
        try (EventReceiver receiver = new EventReceiver()) {
            PackagedProgram program = new PackagedProgram(settings(receiver), PackagedProgram.SHORT_LIVED);

            // committed, and nothing is delivered
            receiver.answer(event -> Answer.REFUSE);
            try (RunningProgram running = program.start(log, "once")) {
                awaitCommits(running, 3 + random.nextInt(10));
                running.kill();
            }
            assertThat(receiver.all()).isEmpty();
            assertThat(waiting()).isPositive();

            for (int kill = 0; kill < KILLS; kill++) {
                endLease();
                killDuringDelivery(program, receiver, log);
            }

            endLease();
            receiver.answer(event -> Answer.TAKE);
            try (RunningProgram running = program.start(log, "once")) {
                assertThat(running.awaitExit(LONGEST)).as(running.log()).isZero();
            }
            assertThat(waiting()).isZero();
            assertThat(consumed(receiver)).as("seed " + SEED).isEqualTo(committed());
            assertThat(receiver.all())
                    .as("a kill after the answer repeats the event")
                    .hasSizeGreaterThan(receiver.distinct().size());
        }
    }

    /** Kills it while the receiver has one of the next events: some before its answer, some when it was taken. */
    private void killDuringDelivery(PackagedProgram program, EventReceiver receiver, Path log) throws Exception {
        int last = 1 + random.nextInt(8);
        Answer answer = random.nextBoolean() ? Answer.TAKE_AND_FAIL : Answer.TAKE;
        AtomicInteger events = new AtomicInteger();
        AtomicReference<RunningProgram> victim = new AtomicReference<>();
        receiver.answer(event -> {
            RunningProgram running = victim.get();
            if (events.incrementAndGet() != last || running == null) {
                return Answer.TAKE;
            }
            try {
                running.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        });
        try (RunningProgram running = program.start(log, "once")) {
            victim.set(running);
            running.awaitExit(LONGEST);
        }
    }

    private Map<String, String> settings(EventReceiver receiver) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ZENOTI_BUCKET", "killed-events");
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_TARGET_URL", url);
        settings.put("ZENOTI_EVENTS_TO", EventReceiver.uri(receiver.port()));
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        return settings;
    }

    private void awaitCommits(RunningProgram running, int groups) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            assertThat(running.isAlive()).as(running.log()).isTrue();
            try {
                if (number("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'consumed'") >= groups) {
                    return;
                }
            } catch (SQLException e) {
                // there is no such table yet
            }
            Thread.sleep(20);
        }
        throw new AssertionError("too few table groups:\n" + running.log());
    }

    /** As two minutes do. */
    private void endLease() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE zenoti_sync_event_lease SET held_until = TIMESTAMP '2026-01-01 00:00:00'");
        }
    }

    private long waiting() throws SQLException {
        return number("SELECT count(*) FROM zenoti_sync_event");
    }

    /** By table of a POD, the committed groups in the order of their commits. */
    private Map<String, List<Long>> committed() throws SQLException {
        Map<String, List<Long>> groups = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pod, table_name, group_id FROM zenoti_sync_run WHERE outcome = 'consumed'"
                                + " ORDER BY group_id")) {
            while (rows.next()) {
                groups.computeIfAbsent(rows.getString(1) + "/" + rows.getString(2), any -> new ArrayList<>())
                        .add(rows.getLong(3));
            }
        }
        return groups;
    }

    /** By table of a POD, the reported groups in the order of their first arrival. */
    private static Map<String, List<Long>> consumed(EventReceiver receiver) {
        Map<String, List<Long>> groups = new TreeMap<>();
        for (Received received : receiver.distinct()) {
            if (received.type().equals("table-group.consumed")) {
                groups.computeIfAbsent(
                                received.data().get("pod").asText() + "/"
                                        + received.data().get("table").asText(),
                                any -> new ArrayList<>())
                        .add(received.data().get("group").asLong());
            }
        }
        return groups;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
