package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Insert-only (feed documentation, note below "Update-insert mechanism"): rows with void=1 are ignored, which the
 * reader does, and all others are inserted. If other sources have brought rows of the table before, only the rows that
 * are not among those are inserted ({@link UnclaimedRows}).
 */
public final class AppendOnlyFactMerge implements Merge {

    private final Warehouse warehouse;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    public AppendOnlyFactMerge(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public Merged merge(Connection connection, StagedRows staged) throws LoadException, SQLException {
        long rows = staged.count();
        if (staged.plan().hasRivals()) {
            UnclaimedRows unclaimed = new UnclaimedRows(warehouse, staged.plan(), made);
            unclaimed.prepare(connection);
            long inserted = rows == 0 ? 0 : unclaimed.insertOthers(connection, rows);
            return new Merged(staged, inserted, 0, 0, staged.voided() + rows - inserted, 0);
        }
        long inserted = staged.isInTarget() || rows == 0
                ? rows
                : Jdbc.update(connection, staged.plan().sql().insertAll());
        MergeCounts.requireEqual("rows were to be inserted", rows, inserted);
        return new Merged(staged, inserted, 0, 0, staged.voided(), 0);
    }
}
