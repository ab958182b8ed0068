package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.merge.KeyProof;
import org.zenotisync.merge.KeyTypes;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Warehouse;

/**
 * Brings the rows of a table group into the stage, or directly into a target if nothing is to be merged. There are
 * several ways; the first one that the rows can go is taken. Works in the transaction that is open on the connection.
 */
public final class Stager {

    private final Warehouse warehouse;
    private final ReadCounters counters;

    /** In the order in which they are tried; every table group can go the last one. */
    private final List<Way> ways;

    /** Those that never write into a target. */
    private final List<Way> waysIntoStage;

    /** @param executor opens objects before they are read; each lane needs one of its threads */
    public Stager(
            Warehouse warehouse,
            SyncConfig config,
            ObjectReader objects,
            FeedListing listing,
            Executor executor,
            ReadCounters counters) {
        this.warehouse = warehouse;
        this.counters = counters;
        GroupReader reader = new GroupReader(config, objects, executor, counters, warehouse.valueLimits());
        Optional<Way> byTheDatabase = warehouse
                .objectLoader()
                .map(loader -> new Pushdown(warehouse, loader, objects, listing, config.badRows(), counters));
        Optional<Way> intoTarget = warehouse.directLoad().map(target -> new IntoTarget(target, reader));
        Way intoStage = new IntoStage(warehouse, reader);
        ways = Stream.of(byTheDatabase.stream(), intoTarget.stream(), Stream.of(intoStage))
                .flatMap(way -> way)
                .toList();
        waysIntoStage =
                Stream.concat(byTheDatabase.stream(), Stream.of(intoStage)).toList();
    }

    /**
     * Fills the stage, or the target itself.
     *
     * @throws LoadException if a file cannot be opened or read
     */
    public StagedGroup stage(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        return stage(connection, plan, ways);
    }

    /**
     * Fills the stage, and never the target: for rows that are compared with it.
     *
     * @throws LoadException if a file cannot be opened or read
     */
    public StagedGroup stageOnly(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        return stage(connection, plan, waysIntoStage);
    }

    /** Reads the files by the first key that their rows do not disprove, or by the last key. */
    private StagedGroup stage(Connection connection, LoadPlan plan, List<Way> allowed)
            throws LoadException, SQLException {
        LoadPlan tried = plan;
        StagedGroup staged = take(connection, tried, allowed);
        while (tried.otherwise().isPresent()) {
            long repeats = KeyProof.repeats(connection, staged.rows());
            if (!KeyProof.isDisproved(staged.rows(), repeats)) {
                staged = staged.withRepeats(repeats);
                break;
            }
            undo(connection, staged);
            tried = tried.otherwise().get();
            MergePlan merge = tried.merge();
            KeyTypes.requireExact(connection, merge.table().definition(), merge.target(), merge.sql());
            staged = take(connection, tried, allowed);
        }
        allowed.forEach(way -> way.ended(plan.group().id()));
        return staged;
    }

    private static StagedGroup take(Connection connection, LoadPlan plan, List<Way> allowed)
            throws LoadException, SQLException {
        for (Way way : allowed) {
            Optional<StagedGroup> staged = way.take(connection, plan);
            if (staged.isPresent()) {
                return staged.get();
            }
        }
        throw new IllegalStateException("no way for the rows of " + plan.group().id());
    }

    /** Undoes all that a way has done, also in the counters. */
    private void undo(Connection connection, StagedGroup staged) throws LoadException, SQLException {
        counters.rowsRead(-staged.counts().read());
        counters.bytesRead(-staged.plan().group().bytes());
        if (staged.rows().isInTarget()) {
            IntoTarget.undo(connection, staged.rows());
        } else {
            warehouse.stages().clearStage(connection);
        }
    }
}
