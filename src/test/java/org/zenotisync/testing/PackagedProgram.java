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

/** The packaged program as a user starts it: a process of its own, told by environment variables. */
public final class PackagedProgram {

    /** Where the build puts it, seen from the project folder. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private final Path jar;
    private final Map<String, String> settings;
    private final List<String> jvmOptions;

    /** @param settings environment variables; no other {@code ZENOTI_*}, {@code AWS_*} or proxy setting is passed on */
    public PackagedProgram(Path jar, Map<String, String> settings) {
        this(jar, settings, List.of());
    }

    /** @param jvmOptions what stands before {@code -jar} */
    public PackagedProgram(Path jar, Map<String, String> settings, List<String> jvmOptions) {
        this.jar = jar;
        this.settings = Map.copyOf(settings);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Runs a command.
     *
     * @return what it wrote to stdout
     * @throws IllegalStateException if its exit code is not 0; the message has its stderr
     */
    public List<String> run(Map<String, String> moreSettings, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("zenoti-program", ".out");
        Path err = Files.createTempFile("zenoti-program", ".err");
        try (RunningProgram program = new RunningProgram(
                builder(moreSettings, command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start(),
                err)) {
            int exitCode = program.awaitExit(LONGEST_RUN);
            if (exitCode != 0) {
                throw new IllegalStateException("`" + command + "` ended with exit code " + exitCode + ":\n"
                        + Files.readString(out, StandardCharsets.UTF_8)
                        + Files.readString(err, StandardCharsets.UTF_8));
            }
            return new ArrayList<>(Files.readAllLines(out, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
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
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Dfile.encoding=UTF-8");
        words.addAll(jvmOptions);
        words.add("-jar");
        words.add(jar.toString());
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(PackagedProgram::couldDisturb);
        builder.environment().putAll(settings);
        builder.environment().putAll(moreSettings);
        return builder;
    }

    private static boolean couldDisturb(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("ZENOTI_")
                || name.startsWith("AWS_")
                || name.startsWith("QUARKUS_")
                || name.endsWith("_PROXY");
    }
}
