package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;

/** The volume of a DuckDB file is full. Needs the right to mount, since a volume of a few megabytes is needed. */
@Timeout(180)
class DiskFullIT {

    private static final int ROWS = 90_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private Path volume;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        volume = Files.createDirectory(folder.resolve("volume"));
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=8m", "zenoti-disk-full", volume.toString());
        assumeTrue(mounted, "no right to mount a small volume");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            succeeds("umount", "-l", volume.toString());
        }
    }

    @Test
    void aTableGroupThatDoesNotFitFailsWithTheReasonAndIsLoadedWhenThereIsSpace() throws Exception {
        try (ProgramOnFeed program = program()) {
            program.publish(SmallFeed.groups(1, 2));
            assertThat(once(program)).isZero();
            program.publishUnmodelled(large());

            assertThat(once(program)).isEqualTo(1);

            assertThat(log(program)).contains("FAILED POD1/3/bi_dimuser: ").containsIgnoringCase("no space left");
            assertThat(program.differences()).as("what was there before").isEmpty();
            makeRoom();
            assertThat(once(program)).isZero();
            assertThat(program.number("SELECT count(*) FROM bi_dimuser")).isEqualTo(ROWS + 6);
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    @Test
    void runGoesOnByItselfWhenThereIsSpaceAgain() throws Exception {
        try (ProgramOnFeed program = program()) {
            program.publish(SmallFeed.groups(1, 2));
            assertThat(once(program)).isZero();
            program.publishUnmodelled(large());
            try (RunningProgram running = program.start("run")) {
                running.await(LONGEST, () -> running.log().contains("POD1/3/bi_dimuser failed: "));
                makeRoom();
                program.publishUnmodelled(SmallFeed.groups(4, 4));
                running.await(
                        LONGEST, () -> running.log().matches("(?s).*: [1-9][0-9]* table groups? consumed, 0 failed.*"));
                running.terminate();
                assertThat(running.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
            }
            assertThat(once(program)).isZero();
            assertThat(program.number("SELECT count(*) FROM bi_dimuser")).isEqualTo(ROWS + 6 + 4);
            assertThat(program.consumedOtherThanOnce()).isZero();
        }
    }

    @Test
    void aGuestWhoseTableCannotBeWrittenAgainIsForgottenWhenThereIsSpace() throws Exception {
        try (ProgramOnFeed program = program()) {
            makeRoom();
            program.publish(SmallFeed.groups(1, 2));
            program.publishUnmodelled(large());
            assertThat(once(program)).isZero();
            leaveRoomFor(100_000);

            assertThat(run(program, "forget", "--guest", "u7")).isEqualTo(1);

            assertThat(log(program))
                    .contains("failed bi_dimuser by userid")
                    .containsIgnoringCase("no space left")
                    .doesNotContain("u7");
            assertThat(program.number("SELECT count(*) FROM bi_dimuser")).isEqualTo(ROWS + 6);
            makeRoom();
            assertThat(run(program, "forget", "--guest", "u7")).isZero();
            assertThat(program.number("SELECT count(*) FROM bi_dimuser")).isEqualTo(ROWS + 6 - 1);
            assertThat(program.number("SELECT count(*) FROM zenoti_sync_forgotten WHERE completed_at IS NULL"))
                    .isZero();
        }
    }

    /** Makes the volume as small as what is on it. */
    private void leaveRoomFor(long bytes) throws Exception {
        long used = 0;
        try (Stream<Path> files = Files.walk(volume)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                used += Files.size(file);
            }
        }
        assertThat(succeeds("mount", "-o", "remount,size=" + (used + bytes), volume.toString()))
                .isTrue();
    }

    private int once(ProgramOnFeed program) throws Exception {
        return run(program, "once");
    }

    private int run(ProgramOnFeed program, String... command) throws Exception {
        try (RunningProgram running = program.start(List.of(command))) {
            return running.awaitExit(LONGEST);
        }
    }

    private static String log(ProgramOnFeed program) throws IOException {
        return Files.readString(program.log());
    }

    /** More than the volume holds, and nothing that packs well. */
    private static Map<String, byte[]> large() {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("userid,name,void,organizationid\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append("u").append(i).append(',');
            random.ints(60, 'a', 'z' + 1).forEach(c -> rows.append((char) c));
            rows.append('x').append(random.nextLong()).append(",0,POD1\n");
        }
        return SmallFeed.objects(Map.of(SmallFeed.key("POD1", 3, SmallFeed.DIMENSION), rows.toString()));
    }

    private void makeRoom() throws Exception {
        assertThat(succeeds("mount", "-o", "remount,size=200m", volume.toString()))
                .isTrue();
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // there is no such command here
            return false;
        }
    }

    private ProgramOnFeed program() throws IOException {
        ProgramOnFeed program = new ProgramOnFeed(
                S3.server(),
                S3.client(),
                folder,
                Map.of("zenoti.target.url", "jdbc:duckdb:" + volume.resolve("target.duckdb"), "zenoti.schedule", "1s"),
                new FeedModel("", Map.of()));
        program.publish(SmallFeed.schema());
        return program;
    }
}
