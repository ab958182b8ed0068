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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/**
 * The routes in an existing Camel application: {@link EmbeddedSync} runs in a JVM of its own, whose class path is that
 * of the tests without everything that only the Quarkus program needs.
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
            // what only the program brings, for events; both need classes of jakarta
            + "|.*[/\\\\]camel-(?:http|attachments)[^/\\\\]*\\.jar"
            + "|.*[/\\\\][^/\\\\]*(?:quarkus|smallrye|vertx|microprofile|narayana|agroal|picocli|micrometer-core)"
            + "[^/\\\\]*\\.jar");

    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void theSameRoutesRunInAPlainCamelContextWithoutAnyQuarkusClass() throws Exception {
        S3.client().createBucket(bucket -> bucket.bucket("estate"));

        RandomFeed feed = RandomFeed.of(SEED);
        String url = "jdbc:duckdb:" + folder.resolve("estate.duckdb");
        writeSettings(feed, url);

        // the estate's own settings come last, so that they hold only if nothing else brings an application.properties
        Child child = run(
                EmbeddedSync.class,
                plainClassPath() + File.pathSeparator + folder,
                Long.toString(SEED),
                "estate",
                url,
                S3.endpoint().toString(),
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY);

        assertThat(child.exitCode()).as("exit code of%n%s", child.output()).isZero();
        assertThat(child.output()).containsPattern("[2-9] cycles as modelled");
    }

    @Test
    void withoutQuartzACronExpressionNamesTheDependency() throws Exception {
        String classPath = Arrays.stream(plainClassPath().split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.contains("quartz"))
                .collect(Collectors.joining(File.pathSeparator));

        Child child = run(CronWithoutQuartz.class, classPath);

        assertThat(child.output())
                .contains("the schedule is a cron expression, which needs the component quartz: add the dependency"
                        + " org.apache.camel:camel-quartz");
    }

    /** Checks the other test: every class that its JVM must not find is a class that the tests have. */
    @Test
    void whatTheEstateMustNotHaveIsThereOtherwise() {
        assertThat(EmbeddedSync.FOREIGN_CLASSES).allSatisfy(name -> assertThatCode(
                        () -> Class.forName(name, false, PlainCamelTest.class.getClassLoader()))
                .doesNotThrowAnyException());
    }

    private record Child(int exitCode, String output) {}

    /** The settings as a host has them: beside its own, some with a placeholder or overridden at its start. */
    private void writeSettings(RandomFeed feed, String url) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("camel.main.name", "estate");
        settings.setProperty("zenoti.bucket", "{{env:ESTATE_BUCKET}}");
        settings.setProperty("zenoti.prefix", feed.rootPrefix());
        settings.setProperty("zenoti.target.url", url);
        settings.setProperty("zenoti.settle", "5h");
        feed.configuredKeys()
                .forEach(
                        (table, key) -> settings.setProperty("zenoti.tables." + table + ".key", String.join(",", key)));
        try (Writer file = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            settings.store(file, null);
        }
    }

    private Child run(Class<?> main, String classPath, String... settings) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path arguments = folder.resolve("arguments.txt");
        Files.writeString(arguments, "-cp \"" + classPath.replace("\\", "\\\\") + "\"\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + arguments,
                "-Dzenoti.settle=0s",
                main.getName()));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ZENOTI_") || name.startsWith("AWS_"));
        builder.environment().put("ESTATE_BUCKET", "estate");
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

    private String plainClassPath() throws IOException {
        // surefire starts tests from a jar that only refers to the class path, and sets this property to the class path
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path plain = plainClasses();
        return Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !FOREIGN_JAR.matcher(entry).matches())
                .map(entry -> Path.of(entry).equals(CLASSES) ? plain.toString() : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the plain jar holds: the classes without the settings of the program. */
    private Path plainClasses() throws IOException {
        Path plain = folder.resolve("plain");
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(file -> !file.endsWith("application.properties"))
                    .toList()) {
                Files.copy(file, plain.resolve(CLASSES.relativize(file).toString()));
            }
        }
        return plain;
    }
}
