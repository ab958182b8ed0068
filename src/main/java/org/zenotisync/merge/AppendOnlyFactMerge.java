package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;

/**
 * Insert-only (feed documentation, note below "Update-insert mechanism"): rows with void=1 are ignored, which the
 * reader does, and all others are inserted.
 */
public final class AppendOnlyFactMerge {

    private final DataSource dataSource;

    public AppendOnlyFactMerge(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Merges the stage into the target.
     *
     * @throws LoadException if the counts do not match
     */
    public LoadResult merge(StagedGroup staged) throws LoadException, SQLException {
        MergeSql sql = staged.plan().sql();
        long rows = staged.counts().staged();
        try (Connection connection = dataSource.getConnection()) {
            long inserted = staged.isInTarget() || rows == 0 ? rows : Jdbc.update(connection, sql.insertAll());
            MergeCounts.requireEqual("rows were to be inserted", rows, inserted);
            RunLog.Counts counts = staged.counts(inserted, 0, 0, staged.counts().voided(), 0);
            return new LoadResult(staged, counts);
        }
    }
}
