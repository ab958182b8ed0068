package org.zenotisync.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.event.CycleReport;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.S3Client;

/** The sync in the test's JVM. */
final class HarnessSync implements CorpusSync {

    private final SyncHarness harness;

    HarnessSync(S3Client client, Map<String, String> settings) {
        harness = new SyncHarness(client, Path.of("unused"), settings);
    }

    @Override
    public Cycle cycle() {
        CycleReport report = harness.cycle();
        Map<String, String> failures = new TreeMap<>();
        report.failures()
                .forEach(f -> failures.put(f.id().toString(), f.reason().orElseThrow()));
        Map<String, String> refusals = new TreeMap<>();
        report.problems().forEach(f -> refusals.put(f.subject().replaceFirst("^s3://[^/]+/", ""), f.reason()));
        Map<String, String> held = new TreeMap<>();
        report.waitingForSchema()
                .forEach(w -> held.put(w.id().toString(), w.reason().orElseThrow()));
        return new Cycle(
                failures,
                refusals,
                held,
                keys(report.noScripts()),
                keys(report.unknown()),
                names(report.waiting()),
                names(report.replays()),
                report.late().stream().map(LateObjects.Entry::key).toList(),
                report.outcomes().size() - report.failures().size() - held.size(),
                report.schemaFilesApplied());
    }

    @Override
    public Optional<String> decide(List<String> arguments) throws SQLException {
        SchemaDecisions decisions = harness.sync().schemaDecisions();
        List<String> rest = arguments.subList(1, arguments.size());
        SchemaDecisions.Decision decision = arguments.get(0).equals("retry")
                ? decisions.retry(rest.get(0), "corpus")
                : decisions.accept(rest.get(0), columns(rest), "corpus");
        return decision.isDone() ? Optional.empty() : Optional.of(String.join("\n", decision.lines()));
    }

    @Override
    public void forgetSource(String name) throws SQLException {
        harness.sync().sourceNames().forget(name);
    }

    @Override
    public void forgetGuest(String key) throws SQLException {
        ForgetReport report =
                harness.sync().forget(new ForgetRequest(new GuestKey(key), Optional.empty(), false), line -> {});
        assertThat(report.isIncomplete()).as(report.toString()).isFalse();
    }

    /** The values of {@code --columns}. */
    private static List<String> columns(List<String> arguments) {
        return IntStream.range(1, arguments.size())
                .filter(i -> arguments.get(i - 1).equals("--columns"))
                .mapToObj(arguments::get)
                .toList();
    }

    private static List<String> keys(List<String> addresses) {
        return addresses.stream()
                .map(address -> address.replaceFirst("^s3://[^/]+/", ""))
                .toList();
    }

    private static List<String> names(List<TableGroupId> groups) {
        return groups.stream().map(TableGroupId::toString).toList();
    }

    @Override
    public Connection connect() throws SQLException {
        return harness.dataSource().getConnection();
    }

    @Override
    public void close() {
        harness.close();
    }
}
