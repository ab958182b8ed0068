package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.testing.RestartablePostgres;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.verify.Difference;
import org.zenotisync.verify.DifferenceSink;
import org.zenotisync.verify.VerifyRequest;

/**
 * Values of hidden columns are nowhere: not in the files of the database, its log and its temporary files, not in control
 * tables, events and messages with bad rows, not in the program's log at DEBUG, its output and JMX. The same feed without
 * rules shows that the search would find them.
 */
@Tag("s3")
@Timeout(300)
class GuestsDataTest {

    private static final String HASH_KEY = "planted-hash-key-of-at-least-32-bytes";

    private static final Map<String, String> RULES = Map.of(
            "zenoti.columns.exclude", "*.email, *.note, *.answer, *.born",
            "zenoti.columns.hash", "*.name, *.phone, *.weight, *.card",
            "zenoti.columns.hash-key", HASH_KEY);

    /** The AWS client's own log is not the program's: docs/guests-data.md says so. */
    private static final List<String> LOGGED =
            List.of("org.zenotisync", "org.apache.camel", "org.duckdb", "org.postgresql", "com.arjuna");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String bucket = "guests-data-" + BUCKETS.incrementAndGet();
    private final PlantedSecrets secrets = new PlantedSecrets(HASH_KEY);
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** What a scrape shows. */
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    enum Database {
        DUCKDB,
        POSTGRESQL
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfHiddenColumnsIsStoredOrShownAnywhere(Database database) throws Exception {
        live(database, RULES);
        assertThat(secrets.found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSearchFindsThemWhereNothingIsHidden(Database database) throws Exception {
        live(database, Map.of());
        assertThat(secrets.found().keySet()).containsAll(PlantedSecrets.texts());
        assertThat(secrets.found()).containsKeys(Long.toString(PlantedSecrets.PHONE), PlantedSecrets.CARD);
        assertThat(secrets.found().get(PlantedSecrets.EMAIL).toString())
                .contains(database == Database.DUCKDB ? "target.duckdb" : "postgres-data");
    }

    /** What a sync does in its life, with a look at everything that it leaves. */
    @SuppressWarnings("try") // the log is only captured
    private void live(Database database, Map<String, String> rules) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
                LoggedAtDebug logged = new LoggedAtDebug(log)) {
            System.setOut(both);
            System.setErr(both);
            if (database == Database.DUCKDB) {
                run(
                        "jdbc:duckdb:"
                                + Files.createDirectories(folder.resolve("db")).resolve("target.duckdb"),
                        rules);
            } else {
                try (RestartablePostgres server = new RestartablePostgres(folder)) {
                    run(server.url(), rules);
                }
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        secrets.searchFiles(folder);
        secrets.searchText("log", String.join("\n", log));
        secrets.searchText("stdout and stderr", printed.toString(StandardCharsets.UTF_8));
    }

    private void run(String url, Map<String, String> rules) throws Exception {
        Map<String, String> settings = new HashMap<>(rules);
        settings.put("zenoti.target.url", url);
        settings.put("zenoti.events.to", "file:" + folder.resolve("events"));
        settings.put("zenoti.on-bad-row", "quarantine");
        settings.put("zenoti.max-bad-rows", "100%");
        settings.put("zenoti.quarantine.to", "file:" + folder.resolve("bad-rows"));
        S3.publish(bucket, PlantedSecrets.firstGroup());
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            S3.publish(bucket, PlantedSecrets.badRows());
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(*) FROM zenoti_sync_quarantine")
                            .toString())
                    .isNotEqualTo("[[0]]");
            assertThat(harness.sync().awaitEvents()).isTrue();
            look(harness);
        }
        settings.remove("zenoti.quarantine.to");
        settings.put("zenoti.on-bad-row", "fail");
        S3.publish(bucket, PlantedSecrets.failingGroup());
        try (SyncHarness harness = harness(settings)) {
            assertThat(harness.cycle().failures()).hasSize(2);
            assertThat(harness.cycle().failures()).hasSize(2);
            look(harness);
            S3.publish(bucket, PlantedSecrets.correctedGroup());
            settings.put("zenoti.on-bad-row", "quarantine");
        }
        try (SyncHarness harness = harness(settings)) {
            harness.cleanCycle();
            harness.sync().replay("bi_dimuser", 1, Optional.empty());
            harness.sync().replay("bi_factforms", 2, Optional.empty());
            harness.cleanCycle();
            execute(harness, "DELETE FROM bi_dimuser WHERE userid = 1");
            execute(harness, "DELETE FROM bi_factforms WHERE factformid = 2");
            List<String> differences = new ArrayList<>();
            look(
                    "verify",
                    harness.sync()
                            .verify(request(Optional.empty(), differences))
                            .toString());
            look(
                    "restore",
                    harness.sync()
                            .restore(request(
                                    Optional.of(new VerifyRequest.Restore(false, true, false, true)), differences))
                            .toString());
            look("differences", differences.toString());
            assertThat(harness.query("SELECT count(*) FROM bi_dimuser WHERE userid = 1")
                            .toString())
                    .isEqualTo("[[1]]");
            assertThat(harness.sync().awaitEvents()).isTrue();
            look(harness);
        }
    }

    private SyncHarness harness(Map<String, String> settings) {
        return new SyncHarness(S3.client(), bucket, folder, settings, Map.of("meters", meters));
    }

    private static VerifyRequest request(Optional<VerifyRequest.Restore> restore, List<String> differences) {
        return new VerifyRequest(
                Optional.of(YearMonth.of(2024, 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.of(() -> new DifferenceSink.OfTable() {
                    @Override
                    public void accept(Difference difference) {
                        synchronized (differences) {
                            differences.add(difference.toString());
                        }
                    }

                    @Override
                    public void complete() {
                        // nothing is to be written
                    }
                }));
    }

    private static void execute(SyncHarness harness, String sql) throws Exception {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Looks at what is on the disk now and at what a running sync shows. */
    private void look(SyncHarness harness) throws Exception {
        secrets.searchFiles(folder);
        look("status", harness.sync().status().toString());
        look("tables", harness.sync().tables().toString());
        look("history", harness.sync().history().toString());
        look("history of a table", harness.sync().history("bi_dimuser").toString());
        look("plan", harness.sync().plan().toString());
        look("settings", harness.sync().config().toString());
        for (List<Object> table : harness.query(
                "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'zenoti_sync%'")) {
            look(
                    "table " + table.get(0),
                    harness.query("SELECT * FROM " + table.get(0)).toString());
        }
        look("history of a fact", harness.sync().history("bi_factforms").toString());
        look("JMX", attributes());
        look("meters", meters.getMetersAsString());
        assertThat(meters.getMetersAsString()).contains("zenoti");
    }

    private void look(String place, String text) {
        secrets.searchText(place, text);
    }

    private static String attributes() throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        for (ObjectName name : jmx.queryNames(null, null)) {
            boolean isOurs = name.getDomain().startsWith("org.zenotisync")
                    || name.getDomain().contains("camel");
            for (MBeanAttributeInfo attribute :
                    isOurs ? jmx.getMBeanInfo(name).getAttributes() : new MBeanAttributeInfo[0]) {
                try {
                    Object value = jmx.getAttribute(name, attribute.getName());
                    all.append(name).append(' ').append(attribute.getName()).append('=');
                    all.append(value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value));
                    all.append('\n');
                } catch (Exception e) {
                    all.append(e);
                }
            }
        }
        assertThat(all.toString()).contains("LastCycle");
        return all.toString();
    }

    /** Everything that is logged at DEBUG, with parameters and causes. */
    private static final class LoggedAtDebug implements AutoCloseable {

        private final Map<Logger, Level> levels = new HashMap<>();
        private final Handler handler;

        LoggedAtDebug(List<String> log) {
            handler = new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    StringWriter text = new StringWriter();
                    text.append(entry.getMessage()).append(Arrays.deepToString(entry.getParameters()));
                    if (entry.getThrown() != null) {
                        entry.getThrown().printStackTrace(new PrintWriter(text));
                    }
                    log.add(text.toString());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            handler.setLevel(Level.FINE);
            for (String name : LOGGED) {
                Logger logger = Logger.getLogger(name);
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.FINE);
                logger.setUseParentHandlers(false);
                logger.addHandler(handler);
            }
        }

        @Override
        public void close() {
            levels.forEach((logger, level) -> {
                logger.removeHandler(handler);
                logger.setLevel(level);
                logger.setUseParentHandlers(true);
            });
        }
    }
}
