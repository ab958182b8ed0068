package org.zenotisync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.ProgramsDriver;
import org.zenotisync.testing.S3Server;
import org.zenotisync.warehouse.Warehouses;

/** The packaged program, started for each cycle. What a cycle has done is read from what the program writes. */
final class ProgramSync implements CorpusSync {

    private static final String TABLE_GROUP = "(?:[a-z0-9-]+/)?[^/ ]+/[0-9]+/[A-Za-z0-9_]+";
    private static final Pattern FAILED_TABLE_GROUP = Pattern.compile("FAILED (" + TABLE_GROUP + "): (.*)");
    private static final Pattern FAILED_OTHER = Pattern.compile("FAILED (?:s3://[^/]+/)?(.*?): (.*)");
    private static final Pattern HELD = Pattern.compile(".* (" + TABLE_GROUP + ") is (waiting for schema file .*)");
    private static final Pattern REPLAY =
            Pattern.compile(".* (" + TABLE_GROUP + ") has objects that are new or have changed.*");
    private static final Pattern WAIT = Pattern.compile("wait    (" + TABLE_GROUP + ") is younger than .*");

    /** A variable of the environment cannot keep the dot between a schema and a table. */
    private static final Pattern QUALIFIED = Pattern.compile("zenoti\\.tables\\.[^.]+\\.[^.]+\\.[^.]+");

    /** A table of a POD that has a problem, although no table group of it has failed. */
    private static final String MISNAMED_LATE = "turned up after the table group was consumed";

    private final PackagedProgram program;
    private final String url;

    ProgramSync(S3Server server, Map<String, String> settings) {
        url = settings.get("zenoti.target.url");
        Map<String, String> environment = new TreeMap<>();
        List<String> options = new ArrayList<>(PackagedProgram.SHORT_LIVED);
        settings.forEach((key, value) -> {
            if (QUALIFIED.matcher(key).matches()) {
                options.add("-D" + key + "=" + value);
            } else {
                environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
            }
        });
        environment.put("AWS_ENDPOINT_URL_S3", server.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        program = new PackagedProgram(environment, options);
    }

    @Override
    public Cycle cycle() throws IOException, InterruptedException, SQLException {
        PackagedProgram.Result once = program.end(Map.of(), "once");
        String told = once.output() + "\n" + once.errors();
        assertThat(once.out()).as(told).isNotEmpty();
        String summary = once.out().get(once.out().size() - 1);
        assertThat(summary).as(told).matches("[0-9]+ table groups?, [0-9]+ rows?, .* [0-9]+ schema files?.*");
        Map<String, String> failures = new TreeMap<>();
        Map<String, String> refusals = new TreeMap<>();
        Map<String, String> held = new TreeMap<>();
        for (String line : once.err()) {
            Matcher tableGroup = FAILED_TABLE_GROUP.matcher(line);
            Matcher other = FAILED_OTHER.matcher(line);
            Matcher waiting = HELD.matcher(line);
            if (waiting.matches()) {
                held.put(waiting.group(1), waiting.group(2));
            }
            if (tableGroup.matches() && tableGroup.group(2).contains(MISNAMED_LATE)) {
                refusals.put(tableGroup.group(1), tableGroup.group(2));
            } else if (tableGroup.matches()) {
                failures.put(tableGroup.group(1), tableGroup.group(2));
            } else if (other.matches()) {
                refusals.put(other.group(1), other.group(2));
            }
        }
        assertThat(once.exitCode()).as(told).isEqualTo(failures.size() + refusals.size() + held.size() == 0 ? 0 : 1);
        return new Cycle(
                failures,
                refusals,
                held,
                query("SELECT object_key FROM zenoti_sync_schema_file WHERE outcome = 'no-script'"),
                named(count(summary, "unknown object"), "SELECT object_key FROM zenoti_sync_unknown"),
                count(summary, "table group still settling") == 0 ? List.of() : waiting(),
                found(REPLAY, once.err()),
                named(count(summary, "late object"), "SELECT object_key FROM zenoti_sync_late"),
                count(summary, "table group,"),
                count(summary, "schema file"));
    }

    /** The number that stands before a thing, singular or plural, in the summary of a cycle. */
    private static long count(String summary, String thing) {
        String words = thing.replaceFirst("^(table group|unknown object|late object|schema file)", "$1s?");
        Matcher counted = Pattern.compile("(?:^|, )([0-9]+) " + words).matcher(summary);
        return counted.find() ? Long.parseLong(counted.group(1)) : 0;
    }

    /** What the summary only counts, by name. */
    private List<String> named(long count, String sql) throws SQLException {
        if (count == 0) {
            return List.of();
        }
        List<String> names = query(sql);
        assertThat(names).as("counted and named").hasSize((int) count);
        return names;
    }

    private List<String> query(String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public Optional<String> decide(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("schema"));
        command.addAll(arguments);
        PackagedProgram.Result result = program.end(Map.of(), command.toArray(String[]::new));
        String told = result.output() + "\n" + result.errors();
        assertThat(result.exitCode()).as(told).isBetween(0, 1);
        return result.exitCode() == 0 ? Optional.empty() : Optional.of(told);
    }

    @Override
    public void forgetSource(String name) throws IOException, InterruptedException {
        PackagedProgram.Result result = program.end(Map.of(), "forget-source", name);
        assertThat(result.exitCode())
                .as(result.output() + "\n" + result.errors())
                .isZero();
    }

    @Override
    public void forgetGuest(String key) throws IOException, InterruptedException {
        PackagedProgram.Result result = program.end(Map.of(), "forget", "--guest", key);
        assertThat(result.exitCode())
                .as(result.output() + "\n" + result.errors())
                .isZero();
    }

    private List<String> waiting() throws IOException, InterruptedException {
        return found(WAIT, program.run(Map.of(), "plan"));
    }

    private static List<String> found(Pattern pattern, List<String> lines) {
        return lines.stream()
                .flatMap(line -> Stream.of(pattern.matcher(line)).filter(Matcher::matches))
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Override
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        // as the program's own: names in double quotes, for example
        properties.putAll(Warehouses.of(url).connectionProperties(1));
        return ProgramsDriver.connect(url, properties);
    }

    @Override
    public void close() {
        // each cycle's process has ended
    }
}
