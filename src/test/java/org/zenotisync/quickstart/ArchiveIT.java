package org.zenotisync.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Server;

/**
 * The archive to download, unpacked into a folder with a blank: its launcher, its settings file, the sample bucket of the
 * quick start. {@code ./mvnw verify -Pdist} runs it; {@code zenoti.test.archive} names the archive (tar.gz).
 */
@EnabledIfSystemProperty(named = "zenoti.test.archive", matches = ".+")
@Timeout(180)
class ArchiveIT {

    private static final int SIGTERM = 143;

    /** What the launcher needs of a system. */
    private static final List<String> TOOLS =
            List.of("cksum", "dirname", "head", "ls", "mkdir", "mv", "od", "readlink", "rm", "sed", "sh");

    @TempDir
    private static Path folder;

    private static Path home;
    private static SampleBucket bucket;

    @TempDir
    private Path work;

    @BeforeAll
    static void unpack() throws Exception {
        Path target = Files.createDirectory(folder.resolve("a folder"));
        Path archive = Path.of(System.getProperty("zenoti.test.archive")).toAbsolutePath();
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", target.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> folders = Files.list(target)) {
            home = folders.findFirst().orElseThrow();
        }
        bucket = new SampleBucket(Path.of("src", "test", "resources", "quickstart"));
        bucket.deliver("1-full-load");
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @BeforeEach
    void settings() throws IOException {
        configure(
                "zenoti.bucket=" + SampleBucket.NAME, "zenoti.prefix=" + SampleBucket.ROOT_FOLDER, "zenoti.settle=0s");
    }

    private static void configure(String... lines) throws IOException {
        Path file = home.resolve("conf").resolve("application.properties");
        assertThat(file).exists();
        Files.write(file, List.of(lines));
    }

    @Test
    void loadsTheSampleBucketTwiceAndKeepsAClassDataArchiveOfTheFirstTime() throws Exception {
        Ended first = end(Map.of(), "once");
        Ended second = end(Map.of(), "once");
        Ended status = end(Map.of(), "status");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("bi_factinvoices").doesNotContain("warning", "WARN");
        assertThat(first.err()).doesNotContain("warning", "WARN");
        assertThat(new TargetFile(work.resolve("zenoti.duckdb"))
                        .row("SELECT count(*) AS n FROM bi_factinvoices")
                        .get("n"))
                .isEqualTo("5");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).contains("0 table groups consumed").doesNotContain("warning", "WARN");
        assertThat(archives()).hasSize(1).allMatch(name -> name.matches("java-[0-9]+-[0-9]+-once\\.jsa"));
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out()).contains("consumed");
        assertThat(status.err()).isEmpty();
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("archives"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void anArchiveThatDoesNotFitIsOfNoConsequence() throws Exception {
        Map<String, String> settings = Map.of("ZENOTI_BUCKET", "");
        end(settings, "tables");
        assertThat(archives()).hasSize(1);
        // another process moves it to its place and uses it
        end(settings, "tables");
        Path archive = work.resolve("archives").resolve(archives().get(0));
        assertThat(archive.toString()).endsWith("-look.jsa");
        Files.delete(archive);
        Files.writeString(archive, "not an archive");

        Ended version = end(settings, "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("zenoti-s3-sync ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void theFileOfTheArchiveIsReadCheckedAndOverridden() throws Exception {
        configure("zenoti.parallelism=of-the-archive");
        assertThat(end(Map.of(), "plan").err()).contains("zenoti.parallelism: 'of-the-archive'");
        assertThat(end(Map.of("ZENOTI_PARALLELISM", "of-the-environment"), "plan")
                        .err())
                .contains("zenoti.parallelism: 'of-the-environment'");
        assertThat(end(Map.of(), "-Dzenoti.parallelism=of-the line", "plan").err())
                .contains("zenoti.parallelism: 'of-the line'");
        Files.createDirectory(work.resolve("config"));
        Files.writeString(work.resolve("config/application.properties"), "zenoti.parallelism=of-the-folder\n");
        assertThat(end(Map.of(), "plan").err()).contains("zenoti.parallelism: 'of-the-folder'");
        Files.delete(work.resolve("config/application.properties"));
        configure("zenoti.paralelism=1");

        Ended unknown = end(Map.of(), "plan");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("zenoti.paralelism: unknown setting; did you mean zenoti.parallelism?");
    }

    @Test
    void whatIsMissingIsOneLineAndExitCode2() throws Exception {
        Path tools = Files.createDirectory(work.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
        }
        Path old = Files.createDirectories(work.resolve("jdk-11/bin"));
        Files.copy(onPath("true"), old.resolve("java"));
        Files.writeString(old.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

        assertOneLine(
                end(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "once"), "java is missing; install Java 17");
        assertOneLine(
                end(Map.of("JAVA_HOME", "/nowhere"), "once"),
                "JAVA_HOME is /nowhere, but /nowhere/bin/java is missing");
        assertOneLine(
                end(Map.of("JAVA_HOME", old.getParent().toString()), "once"),
                "is Java 11.0.2; Java 17 or newer is needed");
        assertThat(end(Map.of(), "onze").exitCode()).isEqualTo(2);
    }

    private static void assertOneLine(Ended ended, String text) {
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1).allMatch(line -> line.startsWith("zenoti-s3-sync: "));
        assertThat(ended.err()).contains(text);
        assertThat(ended.out()).isEmpty();
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startedByALinkItEndsWith143AfterSigterm() throws Exception {
        Path link = Files.createSymbolicLink(work.resolve("second"), home.resolve("bin/zenoti-s3-sync"));
        Path linkToLink = Files.createSymbolicLink(work.resolve("sync"), Path.of("second"));
        assertThat(link).isSymbolicLink();
        Path err = work.resolve("err");
        Process process = builder(linkToLink, Map.of(), "run")
                .redirectOutput(work.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
        try {
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (!Files.readString(err).contains("Cycle ended")) {
                assertThat(process.isAlive() && Instant.now().isBefore(deadline))
                        .as(Files.readString(err))
                        .isTrue();
                Thread.sleep(50);
            }
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended end(Map<String, String> settings, String... words) throws IOException, InterruptedException {
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        Process process = builder(home.resolve("bin/zenoti-s3-sync"), settings, words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private ProcessBuilder builder(Path launcher, Map<String, String> settings, String... words) {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(?i)(ZENOTI|AWS|QUARKUS|JAVA|JDK)_.*|.*_PROXY"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS", "-Xmx256m -Dfile.encoding=UTF-8");
        environment.put("JAVA_CLASS_ARCHIVES", work.resolve("archives").toString());
        environment.put("AWS_ENDPOINT_URL_S3", bucket.endpoint().toString());
        environment.put("ZENOTI_WEB", "off");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        environment.putAll(settings);
        return builder;
    }
}
