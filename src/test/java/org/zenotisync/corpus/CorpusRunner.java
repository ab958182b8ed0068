package org.zenotisync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.cycle.CycleReport;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs a case: publishes the objects of a step, runs one cycle, looks at the target; then the next step. */
final class CorpusRunner {

    private final S3Client client;
    private final String bucket;
    private final Path folder;
    private final Map<String, String> settings;

    /**
     * @param bucket a bucket of the case alone
     * @param folder an empty folder of the case
     */
    CorpusRunner(S3Client client, String bucket, Path folder, TargetDatabase target) {
        this.client = client;
        this.bucket = bucket;
        this.folder = folder;
        this.settings = new TreeMap<>(target.settings(folder));
    }

    /**
     * Runs all steps, and at the end a cycle that finds nothing new.
     *
     * @throws AssertionError at the first difference
     */
    void run(CorpusCase corpusCase) throws SQLException {
        SyncHarness harness = null;
        try {
            CorpusCase.Step last = null;
            for (CorpusCase.Step step : corpusCase.steps()) {
                if (harness == null || !step.settings().isEmpty()) {
                    if (harness != null) {
                        harness.close();
                    }
                    step.settings().forEach(this::set);
                    harness = new SyncHarness(client, bucket, folder.resolve("target"), settings);
                }
                run(harness, step);
                last = step;
            }
            runAgain(harness, last);
        } finally {
            if (harness != null) {
                harness.close();
            }
        }
    }

    private void set(String key, String value) {
        if (value.isEmpty()) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
    }

    private void run(SyncHarness harness, CorpusCase.Step step) throws SQLException {
        String where = "line " + step.line() + ", " + step.title();
        S3Server.publish(client, bucket, step.objects());
        execute(harness, step.sql());
        // ends of attempts have no order of their own: count what was there
        int attempts = step.expected().runs().isPresent() ? attempts(harness) : 0;
        CycleReport report = harness.cycle();
        checkReport(where, report, step.expected());
        checkTarget(where, harness, step.expected());
        step.expected().runs().ifPresent(runs -> assertThat(
                        runLog(harness).stream().skip(attempts))
                .as("%s: run log", where)
                .containsExactlyInAnyOrderElementsOf(runs));
    }

    /** What is consumed stays as it is; what failed fails again in the same way. */
    private static void runAgain(SyncHarness harness, CorpusCase.Step last) throws SQLException {
        CycleReport report = harness.cycle();
        String where = "a cycle with nothing new at the end";
        checkFailures(where, report, last.expected());
        assertThat(report.outcomes()).as("%s: table groups", where).hasSameSizeAs(report.failures());
        assertThat(report.schemaFilesApplied()).as("%s: schema files", where).isZero();
        checkTarget(where, harness, last.expected());
    }

    private static void checkReport(String where, CycleReport report, CorpusCase.Expected expected) {
        checkFailures(where, report, expected);
        assertThat(report.unknown())
                .as("%s: unknown objects", where)
                .containsExactlyInAnyOrderElementsOf(expected.unknown());
        assertThat(names(report.waiting()))
                .as("%s: waiting", where)
                .containsExactlyInAnyOrderElementsOf(expected.waiting());
        assertThat(names(report.replays()))
                .as("%s: replays", where)
                .containsExactlyInAnyOrderElementsOf(expected.replays());
        assertThat(report.late())
                .as("%s: late objects", where)
                .extracting(LateObjects.Entry::key)
                .containsExactlyInAnyOrderElementsOf(expected.late());
    }

    private static void checkFailures(String where, CycleReport report, CorpusCase.Expected expected) {
        Map<String, String> failures = new LinkedHashMap<>();
        report.failures().forEach(f -> failures.put(f.id().toString(), f.reason()));
        checkMessages(where + ": failed table groups", failures, expected.failures());
        Map<String, String> refusals = new LinkedHashMap<>();
        report.schemaFailures().forEach(f -> refusals.put(f.subject().replaceFirst("^s3://[^/]+/", ""), f.reason()));
        checkMessages(where + ": refused schema files", refusals, expected.refusals());
    }

    private static void checkMessages(String what, Map<String, String> messages, Map<String, List<String>> expected) {
        assertThat(messages.keySet())
                .as("%s:%n%s", what, messages)
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, words) ->
                assertThat(messages.get(name)).as("%s: %s", what, name).contains(words));
    }

    private static void checkTarget(String where, SyncHarness harness, CorpusCase.Expected expected)
            throws SQLException {
        for (CorpusCase.Rows rows : expected.rows()) {
            assertThat(content(harness, rows))
                    .as("%s: rows of %s", where, rows.table())
                    .containsExactlyInAnyOrderElementsOf(rows.values());
        }
        for (Map.Entry<String, List<String>> table : expected.columns().entrySet()) {
            assertThat(columns(harness, table.getKey()))
                    .as("%s: columns of %s", where, table.getKey())
                    .isEqualTo(table.getValue());
        }
        for (String table : expected.absentTables()) {
            assertThat(columns(harness, table)).as("%s: table %s", where, table).isEmpty();
        }
        Map<String, Long> checkpoints = new TreeMap<>();
        harness.query("SELECT pod, table_name, last_group FROM " + control(harness, "checkpoint"))
                .forEach(row -> checkpoints.put(row.get(0) + "/" + row.get(1), ((Number) row.get(2)).longValue()));
        assertThat(checkpoints).as("%s: checkpoints", where).containsAllEntriesOf(expected.checkpoints());
    }

    private static List<List<String>> content(SyncHarness harness, CorpusCase.Rows rows) {
        String columns = rows.columns().stream().map(CorpusRunner::quoted).collect(Collectors.joining(", "));
        List<List<String>> content = new ArrayList<>();
        for (List<Object> row : harness.query("SELECT " + columns + " FROM " + quoted(rows.table()))) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(NormalForm.of(value)));
            content.add(values);
        }
        return content;
    }

    /** The columns of a table in its own order; empty if there is none. */
    private static List<String> columns(SyncHarness harness, String table) throws SQLException {
        String schema = table.contains(".") ? table.substring(0, table.indexOf('.')) : null;
        String name = table.substring(table.indexOf('.') + 1);
        try (Connection connection = harness.dataSource().getConnection();
                java.sql.ResultSet found = connection.getMetaData().getColumns(null, schema, name, null)) {
            TreeMap<Integer, String> columns = new TreeMap<>();
            while (found.next()) {
                columns.put(found.getInt("ORDINAL_POSITION"), found.getString("COLUMN_NAME"));
            }
            return List.copyOf(columns.values());
        }
    }

    private static int attempts(SyncHarness harness) throws SQLException {
        return columns(harness, "zenoti_sync_run").isEmpty()
                ? 0
                : runLog(harness).size();
    }

    /** The attempts in the order in which they were written, such as {@code POD1/2/bi_dimx fact consumed read=1 …}. */
    private static List<String> runLog(SyncHarness harness) {
        List<String> runs = new ArrayList<>();
        String[] counts = {"read", "inserted", "updated", "deleted", "ignored", "repeated", "quarantined"};
        for (List<Object> row : harness.query("SELECT pod, group_id, table_name, kind, outcome, rows_"
                + String.join(", rows_", counts) + " FROM " + control(harness, "run") + " ORDER BY finished_at")) {
            StringBuilder run = new StringBuilder();
            run.append(row.get(0)).append('/').append(row.get(1)).append('/').append(row.get(2));
            run.append(' ').append(row.get(3)).append(' ').append(row.get(4));
            for (int i = 0; i < counts.length; i++) {
                long count = ((Number) row.get(5 + i)).longValue();
                run.append(count == 0 ? "" : " " + counts[i] + "=" + count);
            }
            runs.add(run.toString());
        }
        return runs;
    }

    private static String control(SyncHarness harness, String name) {
        String schema = harness.sync().config().target().schema();
        return quoted((schema == null ? "" : schema + ".") + "zenoti_sync_" + name);
    }

    private static void execute(SyncHarness harness, List<String> statements) throws SQLException {
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> names(List<TableGroupId> groups) {
        return groups.stream().map(TableGroupId::toString).toList();
    }

    private static String quoted(String name) {
        return '"' + name.replace(".", "\".\"") + '"';
    }
}
