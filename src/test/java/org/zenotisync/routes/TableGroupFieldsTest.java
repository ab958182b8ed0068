package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** The fields of the lines that are logged during the work on a table group. */
class TableGroupFieldsTest {

    /** What names a table group in a line: the sync's own text, or the address of one of its objects. */
    private static final Pattern TABLE_GROUP = Pattern.compile("(POD[0-9]+)/([0-9]+)/(bi_dim[a-z]+)");

    /** Those whose lines at DEBUG are looked at, too. */
    private static final List<String> TALKATIVE =
            List.of("org.zenotisync", "org.apache.camel.processor", "software.amazon.awssdk.request");

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            ExtLogRecord line = ExtLogRecord.wrap(entry);
            lines.add(new Line(
                    line.getLoggerName(), line.getThreadName(), line.getMessage(), line.getMdcCopy()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private record Line(String logger, String thread, String text, Map<String, String> fields) {}

    @BeforeEach
    void listen() {
        for (String name : TALKATIVE) {
            Logger logger = Logger.getLogger(name);
            levels.put(logger, logger.getLevel());
            logger.setLevel(Level.FINE);
            logger.addHandler(handler);
        }
    }

    @AfterEach
    void stopListening() {
        levels.forEach((logger, level) -> {
            logger.removeHandler(handler);
            logger.setLevel(level);
        });
    }

    @Test
    void everyLineOfATableGroupHasItsFieldsInEachThreadAndNoLineAfterIt() {
        String bucket = "fields";
        publish(bucket, "SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish(bucket, "SchemaFull/bi_dimy.txt", "CREATE TABLE bi_dimy (id INT) SORTKEY(id);");
        for (String table : List.of("bi_dimx", "bi_dimy")) {
            for (int group = 1; group <= 3; group++) {
                // several objects, so that they are opened in advance by other threads
                publish(bucket, "POD1/" + group + "/" + table + "/1/a.csv", group + "\n");
                publish(bucket, "POD1/" + group + "/" + table + "/1/b.csv", group + 10 + "\n");
                publish(bucket, "POD1/" + group + "/" + table + "/2/c.csv", group + 20 + "\n");
            }
        }
        publish(bucket, "POD2/1/bi_dimy/1/a.csv", "no number\n");
        Map<String, String> settings = new TreeMap<>(Map.of("zenoti.parallelism", "2"));
        try (SyncHarness harness = new SyncHarness(
                S3.client(), bucket, folder.resolve("x.duckdb"), settings, Map.of("talkative", new Talkative()))) {
            assertThat(harness.cycle().failures()).hasSize(1);
            harness.cycle();
        }

        List<Line> ofTableGroups = lines.stream()
                .filter(line -> TABLE_GROUP.matcher(line.text()).find())
                // what the steps after the table group make of its failure
                .filter(line -> !line.text().contains("LaneStoppedException")
                        && !line.text().endsWith("bi_dimy: failed"))
                .filter(line ->
                        line.thread().contains("ZenotiTable") || line.thread().contains("ZenotiReadAhead"))
                .toList();
        assertThat(ofTableGroups).allSatisfy(line -> {
            Matcher name = TABLE_GROUP.matcher(line.text());
            assertThat(name.find()).isTrue();
            assertThat(line.fields())
                    .as("%s", line)
                    .containsEntry("source", "default")
                    .containsEntry("pod", name.group(1))
                    .containsEntry("group", name.group(2))
                    .containsEntry("table", name.group(3))
                    .hasEntrySatisfying("cycle", cycle -> assertThat(cycle).matches("2.*T.*Z"));
        });
        // seven table groups, and the one that fails again in the second cycle
        assertThat(ofTableGroups)
                .filteredOn(line -> line.text().startsWith("ended "))
                .hasSize(8);
        assertThat(ofTableGroups).extracting(Line::thread).anyMatch(name -> name.contains("ZenotiReadAhead"));
        assertThat(ofTableGroups)
                .extracting(Line::logger)
                .contains("software.amazon.awssdk.request", "org.zenotisync.cycle.TableGroupSteps");
        assertThat(cycles(ofTableGroups)).hasSize(2);
        assertThat(betweenStartAndEnd()).hasSizeGreaterThan(30).allSatisfy(line -> assertThat(line.fields())
                .as("%s", line)
                .containsOnlyKeys("source", "pod", "table", "group", "cycle"));
        // the same threads, after the last table group of a table
        assertThat(lines)
                .filteredOn(line -> line.text().startsWith("table ended "))
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.thread()).contains("ZenotiTable");
                    assertThat(line.fields()).isEmpty();
                });
        assertThat(lines)
                .filteredOn(line -> line.text().startsWith("Cycle ended"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.fields()).isEmpty());
    }

    /** All lines of a thread, whatever they say, while it works on a table group. */
    private List<Line> betweenStartAndEnd() {
        List<Line> between = new ArrayList<>();
        Set<String> working = new HashSet<>();
        for (Line line : lines) {
            if (line.text().startsWith("started ")) {
                working.add(line.thread());
            }
            if (working.contains(line.thread())) {
                between.add(line);
            }
            if (line.text().startsWith("ended ")) {
                working.remove(line.thread());
            }
        }
        return between;
    }

    private static Set<String> cycles(List<Line> all) {
        return all.stream().map(line -> line.fields().get("cycle")).collect(Collectors.toSet());
    }

    /** A subscriber of the host, which logs in the thread that an event happens in. */
    private static final class Talkative implements SyncSubscriber {

        private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.zenotisync.talkative");

        @Override
        public void on(SyncEvent event) {
            if (event instanceof SyncEvent.TableGroupStarted started) {
                LOG.info("started {}", started.id());
            } else if (event instanceof SyncEvent.TableGroupEnded ended) {
                TableGroupOutcome outcome = ended.outcome();
                LOG.info("ended {}", outcome.id());
            } else if (event instanceof SyncEvent.TableEnded ended) {
                LOG.info("table ended {}", ended.table());
            }
        }
    }

    private static void publish(String bucket, String key, String text) {
        S3.publish(bucket, Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
