package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** PostgreSQL goes away while the program works. */
@Timeout(180)
@Proves(value = Proof.KILLS, on = TargetDatabase.POSTGRESQL)
class LostTargetIT {

    private static final int SIGTERM = 143;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void afterACrashOfTheServerRunGoesOnByItself() throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres(folder);
                ProgramOnFeed program = program(postgres.url())) {
            program.publish(SmallFeed.schema());
            program.publish(SmallFeed.groups(1, 4));
            program.gate().holdObject(7);
            try (RunningProgram running = program.start("run")) {
                assertThat(program.gate().awaitHeld(running::isAlive)).isTrue();
                postgres.stopImmediately();
                program.gate().release();
                await(running, () -> running.log().contains("failed: "));
                await(running, () -> running.log().contains("The cycle could not run: the target jdbc:postgresql:"));
                program.publish(SmallFeed.groups(5, 6));
                postgres.start();
                await(running, () -> program.differences().isEmpty());
                program.publish(SmallFeed.groups(7, 7));
                int faults = faults(running);
                await(running, () -> program.differences().isEmpty());
                assertThat(faults(running)).as("faults after the restart").isEqualTo(faults);
                running.terminate();
                assertThat(running.awaitExit(Duration.ofSeconds(10)))
                        .as(running.log())
                        .isEqualTo(SIGTERM);
            }
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    /** A restart between two cycles leaves a pool of dead connections. */
    @Test
    void aRestartBetweenTwoCyclesIsNotEvenNoticed() throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres(folder);
                ProgramOnFeed program = program(postgres.url(), "zenoti.schedule", "8s")) {
            program.publish(SmallFeed.schema());
            program.publish(SmallFeed.groups(1, 1));
            try (RunningProgram running = program.start("run")) {
                await(running, () -> running.log().contains("Cycle ended"));
                postgres.stopImmediately();
                program.publish(SmallFeed.groups(2, 3));
                postgres.start();
                await(running, () -> program.differences().isEmpty());
                assertThat(faults(running)).as(running.log()).isZero();
            }
        }
    }

    /**
     * With synchronous_commit=off a commit is told before it is safe: a crash of the server takes back table groups that
     * the running cycle has behind it.
     */
    @Test
    void commitsThatTheServerForgetsInACrashAreMadeUpForBeforeLaterGroupsFollow() throws Exception {
        // without a look-back: what was left out would not be found any more
        try (RestartablePostgres postgres = new RestartablePostgres(folder, RestartablePostgres.CARELESS);
                ProgramOnFeed program = program(postgres.url(), "zenoti.schedule", "1s", "zenoti.look-back", "0")) {
            program.publish(SmallFeed.schema());
            program.publish(SmallFeed.groups(1, 1));
            try (RunningProgram running = program.start("run")) {
                await(running, () -> running.log().contains("6 table groups consumed"));
                postgres.forgetCommitsFromNowOn();
                program.gate().holdPath("POD1/4/" + SmallFeed.FACT);
                program.publish(SmallFeed.groups(2, 4));
                assertThat(program.gate().awaitHeld(running::isAlive)).isTrue();
                assertThat(lastGroup(program)).as("committed").isEqualTo(3);
                postgres.stopImmediately();
                postgres.start();
                assertThat(lastGroup(program)).as("lost").isEqualTo(1);
                program.gate().release();
                await(running, () -> program.differences().isEmpty());
                assertThat(running.log())
                        .contains("the checkpoint of " + SmallFeed.FACT + " of POD1 went back from 3 to 1");
            }
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    private static long lastGroup(ProgramOnFeed program) throws SQLException {
        return program.number("SELECT last_group FROM zenoti_sync_checkpoint WHERE pod = 'POD1' AND table_name = '"
                + SmallFeed.FACT + "'");
    }

    @Test
    void aTableGroupWhoseConnectionIsCutIsTriedAgainAndNothingIsLost() throws Exception {
        try (ProgramOnFeed program = program(PostgresServer.newDatabase())) {
            program.publish(SmallFeed.schema());
            program.publish(SmallFeed.groups(1, 3));
            program.gate().holdObject(4);
            try (RunningProgram running = program.start("once")) {
                assertThat(program.gate().awaitHeld(running::isAlive)).isTrue();
                try (Connection connection = program.connect()) {
                    assertThat(Sessions.await(connection, "COPY%", false, running::isAlive))
                            .isTrue();
                    assertThat(Sessions.cut(connection)).isPositive();
                }
                program.gate().release();
                assertThat(running.awaitExit(Duration.ofSeconds(60)))
                        .as(running.log())
                        .isZero();
                assertThat(running.log()).contains("is tried again: ");
            }
            assertThat(program.number("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'failed'"))
                    .as("failures in the run log")
                    .isZero();
            assertThat(program.differences()).isEmpty();
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    private ProgramOnFeed program(String url) throws Exception {
        return program(url, "zenoti.schedule", "1s");
    }

    private ProgramOnFeed program(String url, String... settings) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of("zenoti.target.url", url));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new ProgramOnFeed(S3.server(), S3.client(), folder, all, new FeedModel("", Map.of()));
    }

    private static int faults(RunningProgram running) {
        return running.log().split("ERROR", -1).length - 1;
    }

    private static void await(RunningProgram running, RunningProgram.Condition condition) throws Exception {
        running.await(Duration.ofSeconds(60), condition);
    }
}
