package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.warehouse.Jdbc;

/**
 * Insert-only (feed documentation, note below "Update-insert mechanism"): rows with void=1 are ignored, which the
 * reader does, and all others are inserted.
 */
public final class AppendOnlyFactMerge implements Merge {

    @Override
    public Merged merge(Connection connection, StagedRows staged) throws LoadException, SQLException {
        long rows = staged.count();
        long inserted = staged.isInTarget() || rows == 0
                ? rows
                : Jdbc.update(connection, staged.plan().sql().insertAll());
        MergeCounts.requireEqual("rows were to be inserted", rows, inserted);
        return new Merged(staged, inserted, 0, 0, staged.voided(), 0);
    }
}
