package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** Reads the files row by row into the stage. Every table group can take this way. */
final class IntoStage implements Way {

    private final Warehouse warehouse;
    private final GroupReader reader;

    IntoStage(Warehouse warehouse, GroupReader reader) {
        this.warehouse = warehouse;
        this.reader = reader;
    }

    @Override
    public Optional<StagedGroup> take(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        MergePlan merge = plan.merge();
        StageTable stage =
                new StageTable(merge.table().definition(), merge.sql().match());
        TableGroupRows rows = reader.rows(plan, Destination.STAGE);
        return Optional.of(GroupReader.take(plan, rows, () -> warehouse.stages().fillStage(connection, stage, rows)));
    }
}
