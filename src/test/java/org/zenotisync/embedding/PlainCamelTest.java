package org.zenotisync.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.testing.S3Server;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The routes in an existing Camel estate: {@link EmbeddedSync} runs in a JVM of its own, whose class path is that of the
 * tests without everything that only the Quarkus program needs.
 */
@Timeout(180)
class PlainCamelTest {

    private static final int MOST_SECONDS = 120;
    private static final long SEED = 4;

    /** Jars by their Maven path, or by their name where a group has others that an estate may well have. */
    private static final Pattern FOREIGN_JAR = Pattern.compile(".*[/\\\\](?:"
            + "io[/\\\\](?:quarkus|smallrye|vertx|agroal|netty)"
            + "|org[/\\\\](?:jboss|wildfly|eclipse[/\\\\]microprofile|apache[/\\\\]camel[/\\\\]quarkus)"
            + "|jakarta|info[/\\\\]picocli"
            + ")[/\\\\].*"
            + "|.*[/\\\\][^/\\\\]*(?:quarkus|smallrye|vertx|microprofile|narayana|agroal|picocli)[^/\\\\]*\\.jar");

    @TempDir
    private Path folder;

    @Test
    void theSameRoutesRunInAPlainCamelContextWithoutAnyQuarkusClass() throws Exception {
        try (S3Server server = new S3Server();
                S3Client client = server.client()) {
            client.createBucket(bucket -> bucket.bucket("estate"));

            RandomFeed feed = RandomFeed.of(SEED);
            String url = "jdbc:duckdb:" + folder.resolve("estate.duckdb");
            writeSettings(feed, "estate", url);

            Child child = run(
                    Long.toString(SEED),
                    "estate",
                    url,
                    server.endpoint().toString(),
                    S3Server.ACCESS_KEY,
                    S3Server.SECRET_KEY);

            assertThat(child.exitCode()).as("exit code of%n%s", child.output()).isZero();
            assertThat(child.output()).containsPattern("[2-9] cycles as modelled");
        }
    }

    /** Keeps the other test honest: every class that its JVM must not find is one that the tests have. */
    @Test
    void whatTheEstateMustNotHaveIsThereOtherwise() {
        assertThat(EmbeddedSync.FOREIGN_CLASSES).allSatisfy(name -> assertThatCode(
                        () -> Class.forName(name, false, PlainCamelTest.class.getClassLoader()))
                .doesNotThrowAnyException());
    }

    private record Child(int exitCode, String output) {}

    /** As an estate has them: beside its own settings, in an application.properties that comes first on its class path. */
    private void writeSettings(RandomFeed feed, String bucket, String url) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("camel.main.name", "estate");
        // the test starts its cycles itself
        settings.setProperty("camel.main.auto-startup-exclude-pattern", "schedule");
        settings.setProperty("zenoti.bucket", bucket);
        settings.setProperty("zenoti.prefix", feed.rootPrefix());
        settings.setProperty("zenoti.target.url", url);
        settings.setProperty("zenoti.settle", "0s");
        feed.configuredKeys()
                .forEach(
                        (table, key) -> settings.setProperty("zenoti.tables." + table + ".key", String.join(",", key)));
        try (Writer file = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            settings.store(file, null);
        }
    }

    private Child run(String... settings) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path arguments = folder.resolve("arguments.txt");
        String classPath = folder + File.pathSeparator + plainClassPath();
        Files.writeString(arguments, "-cp \"" + classPath.replace("\\", "\\\\") + "\"\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + arguments,
                EmbeddedSync.class.getName()));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ZENOTI_") || name.startsWith("AWS_"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("ended within %d seconds:%n%s", MOST_SECONDS, text)
                    .isTrue();
            return new Child(process.exitValue(), text);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String plainClassPath() {
        // surefire starts tests from a jar that only names the class path, and tells the class path itself here
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !FOREIGN_JAR.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
