package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.merge.KeyProof;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.Merge;
import org.zenotisync.merge.Merged;
import org.zenotisync.merge.StagedRows;

/** Merges a staged table group in its transaction, and records that its rows have proven a key. */
public final class MergeTableGroup {

    private final DataSource dataSource;
    private final Checkpoints checkpoints;
    private final Merge merge;

    /** @param merge that of one kind of table */
    public MergeTableGroup(DataSource dataSource, Checkpoints checkpoints, Merge merge) {
        this.dataSource = dataSource;
        this.checkpoints = checkpoints;
        this.merge = merge;
    }

    /**
     * Merges the stage into the target.
     *
     * @throws LoadException if the key is not proven or the counts do not match
     */
    public LoadResult merge(StagedLoad load) throws LoadException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            long start = System.nanoTime();
            StagedRows rows = KeyProof.prove(connection, load.staged().rows());
            if (rows.mustProveKey()) {
                checkpoints.proveKey(
                        connection, rows.plan().id(), rows.plan().key().columns());
            }
            Merged merged = merge.merge(connection, rows);
            return new LoadResult(load, merged, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
