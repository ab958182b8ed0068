package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.GuestFilters;
import org.zenotisync.consume.KeyChoice;
import org.zenotisync.consume.ProvenKeys;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.feed.snapshot.SnapshotTable;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.Warehouse;

/**
 * Step of a verification: decides by which key and columns a table is compared, and whether it is time to do so. It is
 * the first step of the transaction: it fixes the moment that the target is read at, or locks the table.
 */
public final class PlanComparison {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ControlTables control;
    private final Readiness readiness;
    private final SnapshotLayout layout;

    PlanComparison(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            ControlTables control,
            Readiness readiness,
            SnapshotLayout layout) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
        this.readiness = readiness;
        this.layout = layout;
    }

    /**
     * The comparison of a table.
     *
     * @throws LoadException if its kind, columns or key are not known, if its target is gone, or if a file of a
     *     snapshot cannot be one
     */
    public Comparison plan(SnapshotJob job) throws LoadException, SQLException {
        for (SnapshotTable snapshot : job.snapshots()) {
            if (snapshot.problem().isPresent()) {
                throw new LoadException(snapshot.problem().get());
            }
        }
        String name = job.table();
        TableKind kind = config.kindOf(name).orElseThrow(() -> new LoadException(KeyChoice.unknownKind(name)));
        try (Connection connection = dataSource.getConnection()) {
            boolean isHeld = job.request().isRestore() || !warehouse.locks().canReadAsOfOneMoment();
            if (isHeld) {
                control.checkpoints().hold(connection, name);
            } else {
                warehouse.locks().readAsOfOneMoment(connection);
            }
            warehouse.stages().prepareComparison(connection);
            KnownTable known = control.tables()
                    .known(connection, name)
                    .orElseThrow(() -> new LoadException(KeyChoice.noSchema(name)));
            boolean isThere = isHeld
                    ? warehouse.locks().holdTarget(connection, known.target())
                    : warehouse.catalog().has(connection, known.target());
            if (!isThere) {
                throw new LoadException("the target table " + known.target() + " is gone; 'replay --table " + name
                        + " --from-group 1' makes and fills it again");
            }
            Projection projection = new GuestFilters(config, control.guestRecords())
                    .filtered(connection, TargetRules.projection(config, known));
            List<Checkpoint> checkpoints = control.checkpoints().ofTable(connection, name);
            TableKey key = kind == TableKind.APPEND_ONLY_FACT
                    ? TableKey.NONE
                    : TargetRules.usable(
                                    config,
                                    name,
                                    KeyChoice.candidates(
                                            known.table(), config, ProvenKeys.of(checkpoints, any -> true)))
                            .get(0);
            List<String> match = kind == TableKind.FACT
                    ? MergeSql.factMatch(known.table().definition(), key.columns())
                    : key.columns();
            return new Comparison(
                    job,
                    known,
                    projection,
                    layout.of(connection, job, known.table()).stream()
                            .map(projection::of)
                            .toList(),
                    RivalRows.of(job, kind, known, checkpoints, config),
                    kind,
                    key,
                    match,
                    checkpoints,
                    ignored(projection.target()),
                    readiness.tooEarly(connection, job, kind, checkpoints));
        }
    }

    private Set<String> ignored(FeedTable known) {
        Set<String> ignored = new LinkedHashSet<>();
        known.definition().columnNames().stream()
                .filter(column -> config.verify().ignores(known.name(), column))
                .forEach(ignored::add);
        return ignored;
    }
}
