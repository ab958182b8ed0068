package org.zenotisync.corpus;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.cycle.CycleReport;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.S3Client;

/** The sync in the test's JVM. */
final class HarnessSync implements CorpusSync {

    private final SyncHarness harness;

    HarnessSync(S3Client client, Map<String, String> settings) {
        harness = new SyncHarness(client, settings.get("zenoti.bucket"), Path.of("unused"), settings);
    }

    @Override
    public Cycle cycle() {
        CycleReport report = harness.cycle();
        Map<String, String> failures = new TreeMap<>();
        report.failures().forEach(f -> failures.put(f.id().toString(), f.reason()));
        Map<String, String> refusals = new TreeMap<>();
        report.schemaFailures().forEach(f -> refusals.put(f.subject().replaceFirst("^s3://[^/]+/", ""), f.reason()));
        return new Cycle(
                failures,
                refusals,
                report.unknown(),
                names(report.waiting()),
                names(report.replays()),
                report.late().stream().map(LateObjects.Entry::key).toList(),
                report.outcomes().size() - report.failures().size(),
                report.schemaFilesApplied());
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
