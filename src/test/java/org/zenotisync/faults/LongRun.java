package org.zenotisync.faults;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The long run: {@code run} on a feed that gains groups all the time, with faults switched on by chance. In the end the
 * target must be as the model has it, and the process must not have grown. No test of the build, a program of its own:
 * {@code ./mvnw -q -Plong-run -Dminutes=60}.
 */
public final class LongRun {

    private static final Duration BETWEEN_GROUPS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(15);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);
    private static final Path REPORT = Path.of("target", "long-run.md");
    private static final int ROWS_OF_THE_TABLE = 12;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Duration length = Duration.ofMinutes(Integer.getInteger("minutes", 60));
    private final TargetDatabase database =
            TargetDatabase.valueOf(System.getProperty("target", "postgresql").toUpperCase(Locale.ROOT));
    private final long seed = Long.getLong("seed", System.currentTimeMillis() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<Figures> samples = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final EndlessFeed feed = new EndlessFeed(random);
    private final long started = System.nanoTime();

    private LongRun() {}

    /** Runs in the project folder, after the program was packaged; exit code 1 if anything is not as it must be. */
    @SuppressWarnings("CatchAndPrintStackTrace") // a program: whoever started it reads stderr
    public static void main(String[] args) {
        int exitCode = 1;
        try {
            exitCode = new LongRun().run() ? 0 : 1;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // threads of the S3 server may still be about
        System.exit(exitCode);
    }

    private boolean run() throws Exception {
        Path folder = Files.createTempDirectory("zenoti-long-run");
        try (S3Server server = new S3Server();
                S3Client client = server.client();
                RestartablePostgres postgres =
                        database == TargetDatabase.POSTGRESQL ? new RestartablePostgres(folder) : null) {
            Map<String, String> settings = Map.of(
                    "zenoti.target.url",
                    postgres == null ? "jdbc:duckdb:" + folder.resolve("target.duckdb") : postgres.url(),
                    "zenoti.schedule",
                    "1s",
                    "zenoti.look-back",
                    "60");
            try (ProgramOnFeed program = new ProgramOnFeed(
                    server, client, folder, settings, new FeedModel("", Map.of()), List.of("-Xmx256m"))) {
                out.printf(
                        "long run: %s, %d minutes, seed %d, log %s%n",
                        database, length.toMinutes(), seed, program.log());
                program.publishUnmodelled(feed.objects());
                String end = goOn(program, postgres);
                List<String> complaints = new ArrayList<>(complaints(program, end));
                String report = report(complaints);
                Files.writeString(REPORT, report);
                out.println(report);
                return complaints.isEmpty();
            }
        }
    }

    /** @return what was wrong with the end of the program, empty if nothing was */
    private String goOn(ProgramOnFeed program, RestartablePostgres postgres) throws Exception {
        try (RunningProgram running = program.start("run")) {
            long nextSample = BETWEEN_SAMPLES.toNanos();
            while (elapsed() < length.toNanos() && running.isAlive()) {
                program.publishUnmodelled(feed.nextGroup());
                if (random.nextInt(6) == 0) {
                    program.publishUnmodelled(feed.lateObject());
                }
                if (elapsed() >= nextSample) {
                    samples.add(Figures.of(running.pid(), elapsed() / 1_000_000_000, connections(program)));
                    nextSample += BETWEEN_SAMPLES.toNanos();
                }
                if (random.nextInt(8) == 0) {
                    fault(program, postgres);
                }
                Thread.sleep(BETWEEN_GROUPS.toMillis());
            }
            if (!running.isAlive()) {
                return "the program ended by itself with " + running.awaitExit(LONGEST_END);
            }
            running.terminate();
            int exitCode = running.awaitExit(LONGEST_END);
            return exitCode == 143 ? "" : "the exit code after SIGTERM was " + exitCode;
        }
    }

    private void fault(ProgramOnFeed program, RestartablePostgres postgres) throws Exception {
        int kind = random.nextInt(postgres == null ? 6 : 14);
        if (kind < 3) {
            noted("S3 refuses connections for some seconds");
            program.gate().refuse(true);
            Thread.sleep(500 + random.nextInt(4_000));
            program.gate().refuse(false);
        } else if (kind < 6) {
            noted("an answer of S3 stands still for some seconds");
            program.gate().holdObject(1 + random.nextInt(6));
            Thread.sleep(2_000 + random.nextInt(4_000));
            program.gate().release();
        } else if (kind < 13) {
            noted("all connections to the database are cut");
            Thread.sleep(random.nextInt(2_000));
            try (Connection connection = program.connect()) {
                Sessions.cut(connection);
            }
        } else {
            noted("the database server crashes and comes back after some seconds");
            postgres.stopImmediately();
            Thread.sleep(random.nextInt(5_000));
            postgres.start();
        }
    }

    private void noted(String fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private long connections(ProgramOnFeed program) throws SQLException {
        if (database != TargetDatabase.POSTGRESQL) {
            return 0;
        }
        try (Connection connection = program.connect()) {
            return Sessions.count(connection);
        }
    }

    private List<String> complaints(ProgramOnFeed program, String end) throws Exception {
        List<String> complaints = new ArrayList<>();
        if (!end.isEmpty()) {
            complaints.add(end);
        }
        // what was published last
        try (RunningProgram running = program.start("once")) {
            int exitCode = running.awaitExit(Duration.ofMinutes(10));
            if (exitCode != 0) {
                complaints.add("a cycle after the run ended with " + exitCode);
            }
        }
        program.learn(feed.objects());
        String differences = program.differences();
        if (!differences.isEmpty()) {
            complaints.add("the target differs from the model: " + differences);
        }
        long doubled = program.number("SELECT count(*) FROM (SELECT 1 FROM zenoti_sync_run WHERE outcome = 'consumed'"
                + " GROUP BY pod, table_name, group_id HAVING count(*) <> 1) AS doubled");
        if (doubled > 0) {
            complaints.add(doubled + " table groups were consumed more than once");
        }
        for (Figures.Kind kind : Figures.Kind.values()) {
            double before = kind.median(quarter(1));
            double after = kind.median(quarter(3));
            if (kind.hasGrown(before, after)) {
                complaints.add(
                        String.format(Locale.ROOT, "growth of %s: %.0f, then %.0f", kind.label(), before, after));
            }
        }
        return complaints;
    }

    private List<Figures> quarter(int number) {
        int size = samples.size();
        return samples.subList(size * number / 4, size * (number + 1) / 4);
    }

    private String report(List<String> complaints) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d minutes, %d groups of 6 table groups, %d objects late or changed, seed %d.%n%nFaults: %s.%n%n",
                database == TargetDatabase.POSTGRESQL ? "PostgreSQL" : "DuckDB",
                elapsed() / 60_000_000_000L,
                feed.groups(),
                feed.lateObjects(),
                seed,
                faults.entrySet().stream()
                        .map(fault -> fault.getKey() + " (" + fault.getValue() + ")")
                        .collect(Collectors.joining(", "))));
        text.append("| minute |");
        for (Figures.Kind kind : Figures.Kind.values()) {
            text.append(' ').append(kind.label()).append(" |");
        }
        text.append("\n| ---: |").append(" ---: |".repeat(Figures.Kind.values().length));
        int rows = Math.min(ROWS_OF_THE_TABLE, samples.size());
        for (int i = 1; i <= rows; i++) {
            Figures sample = samples.get(samples.size() * i / rows - 1);
            row(text, String.format(Locale.ROOT, "%.1f", sample.seconds() / 60.0), List.of(sample));
        }
        row(text, "median, 2nd quarter", quarter(1));
        row(text, "median, last quarter", quarter(3));
        text.append("\n\n");
        text.append(
                complaints.isEmpty()
                        ? "The target is as the model has it, and nothing has grown.\n"
                        : "WRONG: " + String.join("\n", complaints) + "\n");
        return text.toString();
    }

    private static void row(StringBuilder text, String title, List<Figures> figures) {
        text.append("\n| ").append(title).append(" |");
        for (Figures.Kind kind : Figures.Kind.values()) {
            text.append(String.format(Locale.ROOT, " %.0f |", kind.median(figures)));
        }
    }

    private long elapsed() {
        return System.nanoTime() - started;
    }
}
