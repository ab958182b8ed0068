package org.zenotisync.recording;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.zenotisync.testing.ProgramsDriver;

/** Connects to a database by a URL such as {@code jdbc:recorded:duckdb:<file>}, and records the statements that it executes. */
public final class RecordingDriver implements Driver {

    private static final String JDBC = "jdbc:";
    private static final String PREFIX = "jdbc:recorded:";

    private static final Map<String, List<String>> STATEMENTS = new ConcurrentHashMap<>();
    private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

    /** Looks at statements before they are executed. */
    @FunctionalInterface
    public interface Watch {

        /**
         * A statement is to be executed, or a transaction to be committed.
         *
         * @param sql the statement; {@code COMMIT} before the end of a transaction
         * @throws SQLException what the program gets instead of a result; the statement is not executed
         */
        void before(String sql) throws SQLException;
    }

    /** From now on the statements of a database are looked at. */
    public static void watch(String url, Watch watch) {
        WATCHES.put(url, watch);
    }

    static void requirePassage(String url, String sql) throws SQLException {
        Watch watch = WATCHES.get(url);
        if (watch != null) {
            watch.before(sql);
        }
    }

    /** The URL by which the statements of a database are recorded. */
    public static String recorded(String url) {
        return PREFIX + url.substring(JDBC.length());
    }

    /** The statements since the last call for a URL, in their order. */
    public static List<String> take(String url) {
        List<String> statements = statements(url);
        synchronized (statements) {
            List<String> taken = List.copyOf(statements);
            statements.clear();
            return taken;
        }
    }

    static boolean isRecorded(String url) {
        return url.startsWith(PREFIX);
    }

    static String plain(String url) {
        return JDBC + url.substring(PREFIX.length());
    }

    static void record(String url, String sql) {
        List<String> statements = statements(url);
        synchronized (statements) {
            statements.add(sql);
        }
    }

    private static List<String> statements(String url) {
        return STATEMENTS.computeIfAbsent(url, first -> new ArrayList<>());
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return isRecorded(url) ? Recorded.connection(ProgramsDriver.connect(plain(url), properties), url) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return isRecorded(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(RecordingDriver.class.getPackageName());
    }
}
