package org.zenotisync.warehouse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Which statement each thread waits for, so that a cycle in which nothing moves can say what it waits for. */
public final class RunningStatements {

    private static final int LONGEST_TEXT = 120;

    /** At the beginning of a statement. */
    private static final Pattern COMMENT = Pattern.compile("^/\\*.*?\\*/\\s*");

    private static final Map<Thread, Running> RUNNING = new ConcurrentHashMap<>();

    private RunningStatements() {}

    private record Running(String sql, long since) {}

    /** Runs a statement. */
    @FunctionalInterface
    interface Run<T> {
        T run() throws SQLException;
    }

    /**
     * Runs a statement in this thread.
     *
     * @param sql without values
     */
    static <T> T during(String sql, Run<T> statement) throws SQLException {
        RUNNING.put(Thread.currentThread(), new Running(sql, System.nanoTime()));
        try {
            return statement.run();
        } finally {
            RUNNING.remove(Thread.currentThread());
        }
    }

    /** The beginning of the statement that a thread waits for, and since when; empty if it waits for none. */
    public static Optional<String> of(Thread thread) {
        return Optional.ofNullable(RUNNING.get(thread)).map(RunningStatements::text);
    }

    private static String text(Running running) {
        String line = COMMENT.matcher(running.sql().strip()).replaceFirst("").replaceAll("\\s+", " ");
        String beginning = line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
        long seconds = Duration.ofNanos(System.nanoTime() - running.since()).toSeconds();
        return "'" + beginning + "', for " + seconds + " s";
    }
}
