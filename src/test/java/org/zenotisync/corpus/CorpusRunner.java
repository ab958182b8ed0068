package org.zenotisync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.Spelled;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs a case: publishes the objects of a step, runs one cycle, looks at the target; then the next step. */
final class CorpusRunner {

    private static final String SOURCES = "zenoti.sources.";

    private final S3Client client;
    private final String bucket;
    private final Map<String, String> settings;
    private final CorpusSync.Start start;

    /**
     * @param bucket a bucket of the case alone
     * @param target settings that lead to an empty database
     */
    CorpusRunner(S3Client client, String bucket, Map<String, String> target, CorpusSync.Start start) {
        this.client = client;
        this.bucket = bucket;
        this.start = start;
        this.settings = new TreeMap<>(target);
        settings.put("zenoti.settle", "0s");
    }

    /**
     * Runs all steps, and at the end a cycle that finds nothing new.
     *
     * @throws AssertionError at the first difference
     */
    void run(CorpusCase corpusCase) throws Exception {
        CorpusSync sync = null;
        try {
            CorpusCase.Step last = null;
            for (CorpusCase.Step step : corpusCase.steps()) {
                if (sync == null || !step.settings().isEmpty()) {
                    if (sync != null) {
                        sync.close();
                    }
                    step.settings().forEach(this::set);
                    sync = start.with(withBuckets());
                }
                run(sync, step);
                last = step;
            }
            runAgain(sync, last);
        } finally {
            if (sync != null) {
                sync.close();
            }
        }
    }

    /** The settings with the bucket of the case. Sources with a name have it, too, unless they have another one. */
    private Map<String, String> withBuckets() {
        Map<String, String> all = new TreeMap<>(settings);
        sourceNames().forEach(name -> all.putIfAbsent(SOURCES + name + ".bucket", bucket));
        if (sourceNames().isEmpty()) {
            all.put("zenoti.bucket", bucket);
        }
        return all;
    }

    private Set<String> sourceNames() {
        return settings.keySet().stream()
                .filter(key -> key.startsWith(SOURCES))
                .map(key -> key.substring(SOURCES.length(), key.indexOf('.', SOURCES.length())))
                .collect(Collectors.toSet());
    }

    private void set(String key, String value) {
        if (value.isEmpty()) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
    }

    private void run(CorpusSync sync, CorpusCase.Step step) throws Exception {
        String where = "line " + step.line() + ", " + step.title();
        S3Server.publish(client, bucket, step.objects());
        step.inParts()
                .forEach(key ->
                        S3Server.putInParts(client, bucket, key, step.objects().get(key)));
        step.deleted().forEach(key -> client.deleteObject(b -> b.bucket(bucket).key(key)));
        int attempts = 0;
        if (!step.sql().isEmpty() || step.expected().runs().isPresent()) {
            try (Connection connection = sync.connect()) {
                execute(connection, step.sql());
                // ends of attempts have no order of their own: count what was there
                attempts = attempts(connection);
            }
        }
        for (String name : step.forgotten()) {
            sync.forgetSource(name);
        }
        for (String guest : step.guests()) {
            sync.forgetGuest(guest);
        }
        for (CorpusCase.Decision decision : step.decisions()) {
            check(where, decision, sync.decide(decision.arguments()));
        }
        CorpusSync.Cycle cycle = sync.cycle();
        checkCycle(where, cycle, step.expected());
        try (Connection connection = sync.connect()) {
            checkTarget(where, connection, step.expected());
            if (step.expected().runs().isPresent()) {
                assertThat(runLog(connection).stream().skip(attempts))
                        .as("%s: run log", where)
                        .containsExactlyInAnyOrderElementsOf(
                                step.expected().runs().get());
            }
        }
    }

    private static void check(String where, CorpusCase.Decision decision, Optional<String> difference) {
        String what = where + ": schema " + String.join(" ", decision.arguments());
        if (decision.difference().isEmpty()) {
            assertThat(difference).as(what).isEmpty();
        } else {
            assertThat(difference).as(what).isPresent();
            assertThat(difference.get()).as(what).contains(decision.difference());
        }
    }

    /** What is consumed stays as it is; what failed fails again in the same way. */
    private void runAgain(CorpusSync sync, CorpusCase.Step last) throws Exception {
        CorpusSync.Cycle cycle = sync.cycle();
        String where = "a cycle with nothing new at the end";
        checkFailures(where, cycle, last.expected());
        assertThat(cycle.consumed()).as("%s: table groups", where).isZero();
        assertThat(cycle.schemaFiles()).as("%s: schema files", where).isZero();
        try (Connection connection = sync.connect()) {
            checkTarget(where, connection, last.expected());
        }
    }

    private static void checkCycle(String where, CorpusSync.Cycle cycle, CorpusCase.Expected expected) {
        checkFailures(where, cycle, expected);
        assertThat(cycle.unknown())
                .as("%s: unknown objects", where)
                .containsExactlyInAnyOrderElementsOf(expected.unknown());
        assertThat(cycle.waiting()).as("%s: waiting", where).containsExactlyInAnyOrderElementsOf(expected.waiting());
        assertThat(cycle.replays()).as("%s: replays", where).containsExactlyInAnyOrderElementsOf(expected.replays());
        assertThat(cycle.late()).as("%s: late objects", where).containsExactlyInAnyOrderElementsOf(expected.late());
    }

    private static void checkFailures(String where, CorpusSync.Cycle cycle, CorpusCase.Expected expected) {
        checkMessages(where + ": failed table groups", cycle.failures(), expected.failures());
        checkMessages(where + ": refused schema files", cycle.refusals(), expected.refusals());
        checkMessages(where + ": waiting for schema files", cycle.held(), expected.held());
        assertThat(cycle.noScripts())
                .as("%s: no schema scripts", where)
                .containsExactlyInAnyOrderElementsOf(expected.noScripts());
    }

    private static void checkMessages(String what, Map<String, String> messages, Map<String, List<String>> expected) {
        assertThat(messages.keySet())
                .as("%s:%n%s", what, messages)
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, words) ->
                assertThat(messages.get(name)).as("%s: %s", what, name).contains(words));
    }

    private void checkTarget(String where, Connection connection, CorpusCase.Expected expected) throws SQLException {
        for (CorpusCase.Rows rows : expected.rows()) {
            assertThat(content(connection, rows))
                    .as("%s: rows of %s", where, rows.table())
                    .containsExactlyInAnyOrderElementsOf(rows.values());
        }
        for (Map.Entry<String, List<String>> table : expected.columns().entrySet()) {
            assertThat(columns(connection, table.getKey()))
                    .as("%s: columns of %s", where, table.getKey())
                    .isEqualTo(table.getValue());
        }
        for (String table : expected.absentTables()) {
            assertThat(columns(connection, table))
                    .as("%s: table %s", where, table)
                    .isEmpty();
        }
        Map<String, Long> checkpoints = new TreeMap<>();
        Map<String, String> names = names(connection);
        query(connection, "SELECT pod, table_name, last_group, source FROM " + control("checkpoint"))
                .forEach(row -> checkpoints.put(
                        names.getOrDefault(row.get(3).toString(), "") + row.get(0) + "/" + row.get(1),
                        ((Number) row.get(2)).longValue()));
        assertThat(checkpoints).as("%s: checkpoints", where).containsAllEntriesOf(expected.checkpoints());
    }

    /** The names of the sources with a slash, by their ids; none where there is one source only. */
    private Map<String, String> names(Connection connection) throws SQLException {
        Map<String, String> names = new TreeMap<>();
        if (sourceNames().size() > 1) {
            query(connection, "SELECT source, source_name FROM " + control("source"))
                    .forEach(row -> names.put(row.get(0).toString(), row.get(1) + "/"));
        }
        return names;
    }

    private List<List<String>> content(Connection connection, CorpusCase.Rows rows) throws SQLException {
        String columns = rows.columns().stream().map(CorpusRunner::quoted).collect(Collectors.joining(", "));
        List<Integer> inUtc = hasDatabasesForSchemas() ? inUtc(connection, rows) : List.of();
        List<List<String>> content = new ArrayList<>();
        for (List<Object> row : query(connection, "SELECT " + columns + " FROM " + quoted(rows.table()))) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(NormalForm.of(value)));
            inUtc.forEach(
                    ordinal -> values.set(ordinal, values.get(ordinal) == null ? null : values.get(ordinal) + "Z"));
            content.add(values);
        }
        return content;
    }

    private boolean hasDatabasesForSchemas() {
        return settings.get("zenoti.target.url").matches("jdbc:(mariadb|mysql):.*");
    }

    /** The ordinals of columns with moments in UTC: MariaDB and MySQL have no type for them, and say it in a comment. */
    private static List<Integer> inUtc(Connection connection, CorpusCase.Rows rows) throws SQLException {
        String name = rows.table().substring(rows.table().indexOf('.') + 1);
        Set<String> names = query(
                        connection,
                        "SELECT column_name FROM information_schema.columns WHERE table_name = '" + name
                                + "' AND table_schema = " + schemaOf(rows.table()) + " AND column_comment = 'UTC'")
                .stream()
                .map(row -> row.get(0).toString())
                .collect(Collectors.toSet());
        return IntStream.range(0, rows.columns().size())
                .filter(i -> names.contains(rows.columns().get(i)))
                .boxed()
                .toList();
    }

    /** A database of MariaDB or MySQL is what a schema is elsewhere, and others of the server can be seen. */
    private static String schemaOf(String table) {
        return table.contains(".") ? "'" + table.substring(0, table.indexOf('.')) + "'" : "database()";
    }

    /**
     * The columns of a table in its own order; empty if there is none. Not by the driver's metadata, which PostgreSQL's driver
     * has to get in words that Redshift does not know.
     */
    private List<String> columns(Connection connection, String table) throws SQLException {
        boolean isInSchema = table.contains(".") || hasDatabasesForSchemas();
        String name = Spelled.name(connection, table.substring(table.indexOf('.') + 1));
        List<String> columns = new ArrayList<>();
        for (List<Object> row : query(
                connection,
                "SELECT column_name FROM information_schema.columns WHERE table_name = '" + name + "'"
                        + (isInSchema ? " AND table_schema = " + Spelled.name(connection, schemaOf(table)) : "")
                        + " ORDER BY ordinal_position")) {
            columns.add(Spelled.folded(connection, row.get(0).toString()));
        }
        return columns;
    }

    private int attempts(Connection connection) throws SQLException {
        return columns(connection, "zenoti_sync_run").isEmpty()
                ? 0
                : runLog(connection).size();
    }

    /** The attempts in the order in which they were written, such as {@code POD1/2/bi_dimx fact consumed read=1 …}. */
    private List<String> runLog(Connection connection) throws SQLException {
        List<String> runs = new ArrayList<>();
        Map<String, String> names = names(connection);
        String[] counts = {"read", "inserted", "updated", "deleted", "ignored", "repeated", "quarantined"};
        for (List<Object> row : query(
                connection,
                "SELECT pod, group_id, table_name, kind, outcome, rows_" + String.join(", rows_", counts)
                        + ", source FROM " + control("run") + " ORDER BY finished_at")) {
            StringBuilder run = new StringBuilder();
            run.append(names.getOrDefault(row.get(5 + counts.length).toString(), ""));
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

    private String control(String name) {
        String schema = settings.get("zenoti.target.schema");
        return quoted((schema == null ? "" : schema + ".") + "zenoti_sync_" + name);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(Spelled.in(connection, sql));
            }
        }
    }

    private static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Spelled.in(connection, sql))) {
            List<List<Object>> all = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(SyncHarness.value(rows, i));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace(".", "\".\"") + '"';
    }
}
