package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.SourcesModel;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** Two processes on one target. */
@Timeout(300)
class TwoProcessesIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    /** Both begin with an empty database, so they also make tables at the same time. */
    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.POSTGRESQL)
    void twoShareTheTablesOfOneFeedAndDoubleNothing() throws Exception {
        try (ProgramOnFeed program = postgres()) {
            program.publish(SmallFeed.groups(1, 60));
            Path otherLog = folder.resolve("other.log");
            try (RunningProgram one = program.start("once");
                    RunningProgram other = program.start("once", otherLog)) {
                assertThat(one.awaitExit(LONGEST)).as(one.log()).isZero();
                assertThat(other.awaitExit(LONGEST)).as(other.log()).isZero();
                assertThat(consumed(one)).as(one.log()).isPositive();
                assertThat(consumed(other)).as(other.log()).isPositive();
                assertThat(consumed(one) + consumed(other)).isEqualTo(60 * 6);
            }
            assertThat(program.differences()).isEmpty();
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.POSTGRESQL)
    void whenOneIsKilledTheOtherGoesOnToTheEnd() throws Exception {
        try (ProgramOnFeed program = postgres()) {
            program.publish(SmallFeed.groups(1, 60));
            Path otherLog = folder.resolve("other.log");
            try (RunningProgram one = program.start("once");
                    RunningProgram other = program.start("once", otherLog)) {
                other.await(
                        LONGEST,
                        () -> program.number("SELECT count(*) FROM zenoti_sync_run") >= 60 && Files.exists(otherLog));
                one.kill();
                assertThat(other.awaitExit(LONGEST)).as(other.log()).isZero();
            }
            assertThat(program.differences()).isEmpty();
            assertThat(program.consumedOtherThanOnce()).isZero();
            assertThat(program.number("SELECT count(*) FROM zenoti_sync_run")).isEqualTo(60 * 6);
        }
    }

    /** A zone's bucket and that of its centre, with the same rows. */
    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.POSTGRESQL)
    void twoShareTheTablesOfSeveralSourcesAndDoubleNothing() throws Exception {
        int groups = 20;
        SourcesModel model = new SourcesModel(Map.of(), SourcesModel.DOCUMENTED_AS_SHARED::contains);
        List<SourcesModel.Source> sources = List.of(
                new SourcesModel.Source("0", "centre", "", false), new SourcesModel.Source("1", "zone", "", false));
        Map<String, String> settings = new TreeMap<>(Map.of("zenoti.target.url", PostgresServer.newDatabase()));
        for (SourcesModel.Source source : sources) {
            String bucket = "two-processes-" + source.name();
            settings.put("zenoti.sources." + source.name() + ".bucket", bucket);
            model.add(source.id(), "");
            for (Map<String, byte[]> objects : List.of(SmallFeed.schema(), SmallFeed.groups(1, groups))) {
                S3.publish(bucket, objects);
                model.put(source.id(), objects);
            }
        }
        model.configure(sources);
        model.cycle(Set.of());
        try (ProgramOnFeed program =
                new ProgramOnFeed(S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()))) {
            try (RunningProgram one = program.start("once");
                    RunningProgram other = program.start("once", folder.resolve("other.log"))) {
                assertThat(one.awaitExit(LONGEST)).as(one.log()).isZero();
                assertThat(other.awaitExit(LONGEST)).as(other.log()).isZero();
                // the feedback is consumed from the centre alone
                assertThat(consumed(one) + consumed(other)).isEqualTo(groups * (6 + 4));
            }
            try (Connection connection = program.connect()) {
                assertThat(ModelComparison.differences(connection, model.tables()))
                        .isEmpty();
            }
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    @Test
    @Proves(value = Proof.PROCESSES, on = TargetDatabase.DUCKDB)
    void theSecondOnADuckDbFileEndsWithTheReason() throws Exception {
        try (ProgramOnFeed program = program(TargetDatabase.DUCKDB.settings(folder))) {
            program.publish(SmallFeed.groups(1, 1));
            program.gate().holdObject(3);
            try (RunningProgram one = program.start("once");
                    RunningProgram other = startWhenHeld(program, one)) {
                assertThat(other.awaitExit(LONGEST)).isEqualTo(3);
                assertThat(other.log())
                        .contains("zenoti-s3-sync: the target jdbc:duckdb:", "cannot be opened")
                        .contains("Conflicting lock is held", "(PID " + one.pid() + ")")
                        .doesNotContain("\tat ");
                program.gate().release();
                assertThat(one.awaitExit(LONGEST)).as(one.log()).isZero();
            }
            assertThat(program.differences()).isEmpty();
        }
    }

    private RunningProgram startWhenHeld(ProgramOnFeed program, RunningProgram one) throws Exception {
        assertThat(program.gate().awaitHeld(one::isAlive)).isTrue();
        return program.start("once", folder.resolve("other.log"));
    }

    /** The table groups that a program says it has consumed. */
    private static int consumed(RunningProgram program) {
        String end = program.log().replaceFirst("(?s).*Cycle ended after \\d+ ms: (\\d+) table group.*", "$1");
        return Integer.parseInt(end);
    }

    private ProgramOnFeed postgres() throws Exception {
        return program(Map.of("zenoti.target.url", PostgresServer.newDatabase()));
    }

    private ProgramOnFeed program(Map<String, String> settings) throws Exception {
        ProgramOnFeed program =
                new ProgramOnFeed(S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()));
        program.publish(SmallFeed.schema());
        return program;
    }
}
