package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Warehouse;

/** Records the outcome of a table group: in the manifest, the quarantine and the run log. */
public final class Consumption {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final Manifest manifest;
    private final RunLog runLog;
    private final Quarantine quarantine;
    private final LateObjects lateObjects;
    private final Attempts attempts;
    private final ObjectLoadErrors objectLoadErrors;
    private final TargetUpkeep upkeep;

    public Consumption(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            Manifest manifest,
            RunLog runLog,
            Quarantine quarantine,
            LateObjects lateObjects,
            Attempts attempts) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.manifest = manifest;
        this.runLog = runLog;
        this.quarantine = quarantine;
        this.lateObjects = lateObjects;
        this.attempts = attempts;
        this.objectLoadErrors = new ObjectLoadErrors(dataSource, warehouse);
        this.upkeep = new TargetUpkeep(dataSource, warehouse);
    }

    /** Records a merged table group in the transaction of the merge, and drops the stage. */
    public LoadResult record(LoadResult result) throws SQLException {
        TableGroup group = result.plan().group();
        MergePlan plan = result.plan().merge();
        List<Manifest.Entry> entries = result.entries();
        try (Connection connection = dataSource.getConnection()) {
            warehouse.stages().dropStage(connection);
            if (warehouse.ddl().isTransactional()) {
                warehouse
                        .upkeep()
                        .afterLoad(connection, plan.target(), plan.key().columns());
            }
            if (plan.isReplay()) {
                manifest.forget(connection, group.id());
                lateObjects.forget(connection, group.id(), leftOut(group, entries));
            }
            // of an append-only fact only new objects are read again
            if (plan.isReplay() && plan.kind() != TableKind.APPEND_ONLY_FACT) {
                quarantine.forget(connection, group.id());
            }
            manifest.add(connection, group.id(), entries);
            quarantine.add(connection, group.id(), result.quarantined());
            addToRunLog(
                    connection,
                    group,
                    Optional.of(plan.kind()),
                    plan.isReplay() ? RunLog.Outcome.REPLAYED : RunLog.Outcome.CONSUMED,
                    result.counts(),
                    Optional.empty());
            return result;
        }
    }

    /**
     * Prepares the target for later merges after the commit of a load, where that would commit the load too early. If
     * it fails, the next load tries again.
     */
    public void keepMergesCheap(LoadResult result) {
        MergePlan plan = result.plan().merge();
        upkeep.afterCommit(result.plan().group().id() + " is loaded", plan.target(), plan.key());
    }

    /**
     * The ETags, by key, of the objects that are in the bucket but were not loaded: those of an append-only fact that
     * changed.
     */
    private static Map<String, String> leftOut(TableGroup group, List<Manifest.Entry> entries) {
        Map<String, String> left = new HashMap<>();
        group.files()
                .forEach(file -> left.put(file.object().key(), file.object().etag()));
        entries.forEach(entry -> left.remove(entry.key(), entry.etag()));
        return left;
    }

    /** As {@link ObjectLoadErrors#explain}. */
    public Optional<String> explain(Throwable failure) throws SQLException {
        return objectLoadErrors.explain(failure);
    }

    /** Records a table group that failed, outside of the transaction that was rolled back. */
    public void recordFailure(TableGroup group, String error) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            addToRunLog(
                    connection,
                    group,
                    config.kindOf(group.id().table()),
                    RunLog.Outcome.FAILED,
                    RunLog.Counts.NONE,
                    Optional.of(error));
        }
    }

    private void addToRunLog(
            Connection connection,
            TableGroup group,
            Optional<TableKind> kind,
            RunLog.Outcome outcome,
            RunLog.Counts counts,
            Optional<String> error)
            throws SQLException {
        runLog.add(
                connection,
                new RunLog.Attempt(
                        group.id(),
                        kind,
                        outcome,
                        counts,
                        group.files().size(),
                        group.bytes(),
                        attempts.elapsed(group.id()),
                        error));
    }
}
