package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.Warehouse;

/** Notes what became of a table group: manifest and run log. */
public final class Consumption {

    /** Causes that are looked through. */
    private static final int DEEPEST = 20;

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final Manifest manifest;
    private final RunLog runLog;
    private final Quarantine quarantine;
    private final LateObjects lateObjects;
    private final Attempts attempts;

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
    }

    /** Notes a merged table group, in the transaction of the merge, and clears the stage away. */
    public LoadResult record(LoadResult result) throws SQLException {
        LoadPlan plan = result.plan();
        try (Connection connection = dataSource.getConnection()) {
            warehouse.dropStage(connection);
            warehouse.afterLoad(connection, plan.target(), plan.key().columns());
            if (plan.replay()) {
                manifest.forget(connection, plan.group().id());
                lateObjects.forget(connection, plan.group().id(), left(result.staged()));
            }
            // of an append-only fact only new objects are read again
            if (plan.replay() && plan.kind() != TableKind.APPEND_ONLY_FACT) {
                quarantine.forget(connection, plan.group().id());
            }
            manifest.add(connection, plan.group().id(), result.staged().entries());
            quarantine.add(connection, plan.group().id(), result.staged().quarantined());
            runLog.add(
                    connection,
                    plan.group().id(),
                    plan.kind(),
                    plan.replay() ? RunLog.Outcome.REPLAYED : RunLog.Outcome.CONSUMED,
                    result.counts(),
                    plan.group().files().size(),
                    plan.group().bytes(),
                    attempts.took(plan.group().id()),
                    null);
            return result;
        }
    }

    /** The objects of a table group that are there, but were not loaded, as they are: those of an append-only fact that changed. */
    private static Map<String, String> left(StagedGroup staged) {
        Map<String, String> left = new HashMap<>();
        staged.plan()
                .group()
                .files()
                .forEach(file -> left.put(file.object().key(), file.object().etag()));
        staged.entries().forEach(entry -> left.remove(entry.key(), entry.etag()));
        return left;
    }

    /**
     * Why a table group failed, in the words of what the database has noted; empty unless it has read objects by itself and
     * refused one. Called outside of the transaction that was rolled back.
     */
    public Optional<String> explain(Throwable failure) throws SQLException {
        Throwable t = failure;
        for (int depth = 0; t != null && depth < DEEPEST; depth++, t = t.getCause()) {
            if (t instanceof ObjectLoadException refusal) {
                return Jdbc.with(dataSource, connection -> warehouse
                                .objectLoader()
                                .flatMap(loader -> loader.explain(connection, refusal)))
                        .map(text -> text + "; zenoti.on-bad-row=quarantine has the table group read row by row");
            }
        }
        return Optional.empty();
    }

    /** Notes a table group that failed, outside of the transaction that was rolled back. */
    public void recordFailure(TableGroup group, String error) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            runLog.add(
                    connection,
                    group.id(),
                    config.kindOf(group.id().table()).orElse(null),
                    RunLog.Outcome.FAILED,
                    RunLog.Counts.NONE,
                    group.files().size(),
                    group.bytes(),
                    attempts.took(group.id()),
                    error);
        }
    }
}
