package org.zenotisync.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a user starts it: a process of its own, told by environment variables. */
final class PackagedProgram {

    private static final int MOST_SECONDS = 120;

    private final Path jar;
    private final Map<String, String> settings;

    /** @param settings environment variables; no other {@code ZENOTI_*}, {@code AWS_*} or proxy setting is passed on */
    PackagedProgram(Path jar, Map<String, String> settings) {
        this.jar = jar;
        this.settings = Map.copyOf(settings);
    }

    /**
     * Runs a command.
     *
     * @return what it wrote to stdout
     * @throws IllegalStateException if its exit code is not 0; the message has its stderr
     */
    List<String> run(Map<String, String> moreSettings, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("zenoti-quickstart", ".out");
        Path err = Files.createTempFile("zenoti-quickstart", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dfile.encoding=UTF-8",
                    "-jar",
                    jar.toString(),
                    command);
            builder.environment().keySet().removeIf(PackagedProgram::couldDisturb);
            builder.environment().putAll(settings);
            builder.environment().putAll(moreSettings);
            int exitCode = waitFor(builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start());
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

    private static int waitFor(Process process) throws InterruptedException {
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            if (process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException("the program did not end within " + MOST_SECONDS + " seconds");
        } finally {
            process.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static boolean couldDisturb(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("ZENOTI_")
                || name.startsWith("AWS_")
                || name.startsWith("QUARKUS_")
                || name.endsWith("_PROXY");
    }
}
