package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** SIGTERM in the middle of work: the program ends soon, and what it worked at is there whole or not at all. */
@Timeout(180)
class TerminationIT {

    private static final int SIGTERM = 143;
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void whileAnObjectIsReadThatDoesNotComeToItsEnd(TargetDatabase database) throws Exception {
        try (ProgramOnFeed program = program(database.settings(folder))) {
            program.publish(SmallFeed.groups(1, 2));
            program.gate().holdObject(5);
            try (RunningProgram running = program.start("run")) {
                assertThat(program.gate().awaitHeld(running::isAlive)).isTrue();
                running.terminate();
                assertEndsWithoutFailure(running);
            }
            program.gate().release();
            assertGoesOn(program);
        }
    }

    @Test
    void whileAStatementWaitsForALock() throws Exception {
        try (ProgramOnFeed program = program(Map.of("zenoti.target.url", PostgresServer.newDatabase()))) {
            program.publish(SmallFeed.groups(1, 1));
            try (RunningProgram first = program.start("once")) {
                assertThat(first.awaitExit(Duration.ofSeconds(60))).isZero();
            }
            program.publish(SmallFeed.groups(2, 3));
            try (Connection holder = program.connect();
                    Statement lock = holder.createStatement()) {
                holder.setAutoCommit(false);
                lock.execute("LOCK TABLE zenoti_sync_run IN EXCLUSIVE MODE");
                try (Connection observer = program.connect();
                        RunningProgram running = program.start("run")) {
                    assertThat(Sessions.await(observer, "INSERT INTO%zenoti_sync_run%", true, running::isAlive))
                            .isTrue();
                    running.terminate();
                    assertEndsWithoutFailure(running);
                }
            }
            assertGoesOn(program);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void inTheMiddleOfALargeTableGroup(TargetDatabase database) throws Exception {
        try (ProgramOnFeed program = program(database.settings(folder))) {
            StringBuilder rows = new StringBuilder("invoiceid,amount,void,organizationid\n");
            for (int i = 1; i <= 800_000; i++) {
                rows.append(i).append(",1.25,0,POD1\n");
            }
            program.publishUnmodelled(
                    SmallFeed.objects(Map.of(SmallFeed.key("POD1", 1, SmallFeed.FACT), rows.toString())));
            try (RunningProgram running = program.start("run")) {
                assertThat(program.gate().awaitObjects(1, running::isAlive)).isTrue();
                Thread.sleep(300);
                running.terminate();
                assertThat(running.awaitExit(SOON)).as(running.log()).isEqualTo(SIGTERM);
            }
            assertThat(program.number("SELECT count(*) FROM bi_factinvoices")).isIn(0L, 800_000L);
            try (RunningProgram running = program.start("once")) {
                assertThat(running.awaitExit(Duration.ofSeconds(60)))
                        .as(running.log())
                        .isZero();
            }
            assertThat(program.number("SELECT count(DISTINCT invoiceid) FROM bi_factinvoices"))
                    .isEqualTo(800_000);
            assertThat(program.number("SELECT count(*) FROM bi_factinvoices")).isEqualTo(800_000);
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    /** Neither what is cut while the program ends, nor what its own end breaks off. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "SchemaFull/Bi_FactInvoices.txt, stands still",
        "SchemaFull/Bi_FactInvoices.txt, is cut",
        "POD1/1/bi_factinvoices, is cut",
        "prefix=POD1%2F1%2F, is cut"
    })
    void whatTheEndBreaksOffIsNotTakenForAFailure(String path, String fate) throws Exception {
        try (ProgramOnFeed program = program(Map.of("zenoti.target.url", PostgresServer.newDatabase()))) {
            program.publish(SmallFeed.groups(1, 1));
            program.gate().holdPath(path);
            try (RunningProgram running = program.start("run")) {
                assertThat(program.gate().awaitHeld(running::isAlive)).isTrue();
                running.terminate();
                // it has begun to end by then
                Thread.sleep(500);
                program.gate().refuse(fate.equals("is cut"));
                assertEndsWithoutFailure(running);
            }
            program.gate().refuse(false);
            program.gate().release();
            assertGoesOn(program);
        }
    }

    private ProgramOnFeed program(Map<String, String> settings) throws Exception {
        ProgramOnFeed program =
                new ProgramOnFeed(S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()));
        program.publish(SmallFeed.schema());
        return program;
    }

    private static void assertEndsWithoutFailure(RunningProgram running) throws Exception {
        assertThat(running.awaitExit(SOON)).as(running.log()).isEqualTo(SIGTERM);
        assertThat(running.log()).doesNotContain("ERROR", " failed: ", "inflight");
    }

    /** Nothing was noted as failed, and the next start consumes what is left. */
    private static void assertGoesOn(ProgramOnFeed program) throws Exception {
        assertThat(program.number("SELECT count(*) FROM zenoti_sync_schema_file WHERE outcome = 'failed'"))
                .as("refused schema files")
                .isZero();
        assertThat(program.number("SELECT count(*) FROM zenoti_sync_run WHERE outcome = 'failed'"))
                .as("failed table groups")
                .isZero();
        try (RunningProgram running = program.start("once")) {
            assertThat(running.awaitExit(Duration.ofSeconds(60)))
                    .as(running.log())
                    .isZero();
        }
        assertThat(program.differences()).isEmpty();
        assertThat(program.consumedOtherThanOnce()).isZero();
    }
}
