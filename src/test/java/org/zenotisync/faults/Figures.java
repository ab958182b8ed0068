package org.zenotisync.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process takes at one moment, as its JVM and Linux tell.
 *
 * @param seconds since the start
 * @param heapMegabytes live objects, after a full collection
 * @param residentMegabytes of the whole process
 * @param connections to the database, as the database tells; 0 where it does not
 */
record Figures(
        long seconds, double heapMegabytes, double residentMegabytes, long threads, long openFiles, long connections) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
    private static final double MEGABYTE = 1024 * 1024;

    /** A figure that must not grow. */
    enum Kind {
        HEAP("heap, MB", Figures::heapMegabytes, 1.10, 3),
        RESIDENT_SIZE("resident, MB", Figures::residentMegabytes, 1.15, 16),
        THREADS("threads", Figures::threads, 1.0, 3),
        OPEN_FILES("open files", Figures::openFiles, 1.0, 5),
        CONNECTIONS("connections", Figures::connections, 1.0, 3);

        private final String label;

        @SuppressWarnings("ImmutableEnumChecker") // a method reference holds nothing
        private final ToDoubleFunction<Figures> figure;

        private final double factor;
        private final double allowance;

        Kind(String label, ToDoubleFunction<Figures> figure, double factor, double allowance) {
            this.label = label;
            this.figure = figure;
            this.factor = factor;
            this.allowance = allowance;
        }

        String label() {
            return label;
        }

        double of(Figures figures) {
            return figure.applyAsDouble(figures);
        }

        /** The middle one of several. */
        double median(List<Figures> several) {
            double[] sorted = several.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        /** Whether a later median is beyond what chance explains. */
        boolean hasGrown(double before, double after) {
            return after > before * factor + allowance;
        }
    }

    static Figures of(long pid, long seconds, long connections) throws IOException, InterruptedException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Figures(
                    seconds,
                    number(TOTAL, histogram(pid)) / MEGABYTE,
                    number(RESIDENT, status) / 1024.0,
                    number(THREADS, status),
                    files.count(),
                    connections);
        }
    }

    /** Counting the objects begins with a full collection. */
    private static String histogram(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return text;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
