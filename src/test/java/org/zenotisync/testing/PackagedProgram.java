package org.zenotisync.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged program as a user starts it: a process of its own, told by environment variables. It is the jar, or with
 * {@code -Dzenoti.test.program=native} the native binary of the build, or the jar or binary at the path given instead.
 */
public final class PackagedProgram {

    /** Where the build puts the jar, seen from the project folder. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** Options with which it starts in half the processor time of a JVM that is meant to run for long. */
    public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private static final String CHOICE = System.getProperty("zenoti.test.program", "jar");
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private final Path program = chosen();
    private final Map<String, String> settings;
    private final List<String> options;

    /** @param settings environment variables; no other {@code ZENOTI_*}, {@code AWS_*} or proxy setting is passed on */
    public PackagedProgram(Map<String, String> settings) {
        this(settings, List.of());
    }

    /** @param options what stands before {@code -jar}; a binary gets those that it knows before its command */
    public PackagedProgram(Map<String, String> settings, List<String> options) {
        this.settings = Map.copyOf(settings);
        this.options = List.copyOf(options);
    }

    /** Whether it is a native binary. */
    public static boolean isNative() {
        return !isJar(chosen());
    }

    /** What a command has done. */
    public record Result(int exitCode, List<String> out, List<String> err) {

        /** All that it wrote to stdout. */
        public String output() {
            return String.join("\n", out);
        }

        /** All that it wrote to stderr. */
        public String errors() {
            return String.join("\n", err);
        }
    }

    /**
     * Runs a command.
     *
     * @return what it wrote to stdout
     * @throws IllegalStateException if its exit code is not 0; the message has its stderr
     */
    public List<String> run(Map<String, String> moreSettings, String command) throws IOException, InterruptedException {
        Result result = end(moreSettings, command);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("`" + command + "` ended with exit code " + result.exitCode() + ":\n"
                    + result.output() + "\n" + result.errors());
        }
        return result.out();
    }

    /** Runs a command to its end, whatever that is. */
    public Result end(Map<String, String> moreSettings, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("zenoti-program", ".out");
        Path err = Files.createTempFile("zenoti-program", ".err");
        try (RunningProgram running = new RunningProgram(
                builder(moreSettings, command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start(),
                err)) {
            int exitCode = running.awaitExit(LONGEST_RUN);
            return new Result(exitCode, lines(out), lines(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    /**
     * Starts a command.
     *
     * @param log gets all that it writes, behind what is in it
     */
    public RunningProgram start(Path log, String... command) throws IOException {
        return new RunningProgram(
                builder(Map.of(), command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    private ProcessBuilder builder(Map<String, String> moreSettings, String... command) {
        List<String> words = new ArrayList<>();
        if (isJar(program)) {
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.add("-Dfile.encoding=UTF-8");
            words.addAll(drivers());
            words.addAll(options);
            words.add("-jar");
            words.add(program.toString());
        } else {
            words.add(program.toString());
            options.stream().filter(PackagedProgram::isKnownToBinaries).forEach(words::add);
        }
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(PackagedProgram::couldDisturb);
        // tests run side by side
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
        builder.environment().put("ZENOTI_WEB_PORT", "0");
        builder.environment().putAll(settings);
        builder.environment().putAll(moreSettings);
        return builder;
    }

    /** A driver that the program does not bring, from the class path of the tests. */
    private List<String> drivers() {
        String url = settings.getOrDefault("ZENOTI_TARGET_URL", "");
        if (url.startsWith("jdbc:mariadb:")) {
            return List.of("-Dzenoti-s3-sync.drivers=" + MariaDbServer.driver().getParent());
        }
        return url.startsWith("jdbc:mysql:")
                ? List.of("-Dzenoti-s3-sync.drivers=" + MySqlServer.driver().getParent())
                : List.of();
    }

    /** The others choose a JVM's compiler, collector and the like, which are built into a binary. */
    private static boolean isKnownToBinaries(String option) {
        return option.startsWith("-D") || option.matches("-Xm[snx].*");
    }

    private static Path chosen() {
        Path program =
                switch (CHOICE) {
                    case "jar" -> JAR;
                    case "native" -> binary();
                    default -> Path.of(CHOICE);
                };
        if (!Files.isRegularFile(program)) {
            throw new IllegalStateException(program + " is missing: package the program first");
        }
        return program.toAbsolutePath();
    }

    private static Path binary() {
        Path target = Path.of("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("zenoti-s3-sync-.*-runner(\\.exe)?"))
                    .findFirst()
                    .orElse(target.resolve("zenoti-s3-sync-*-runner"));
        } catch (IOException e) {
            throw new IllegalStateException(target + " cannot be read", e);
        }
    }

    private static boolean isJar(Path program) {
        return program.toString().endsWith(".jar");
    }

    private static boolean couldDisturb(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("ZENOTI_")
                || name.startsWith("AWS_")
                || name.startsWith("QUARKUS_")
                || name.endsWith("_PROXY");
    }
}
