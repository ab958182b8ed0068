package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.schema.KnownTable;

/**
 * The order of columns that files of a snapshot without a header have: that of the groups of its time, if a schema
 * script has changed it since.
 */
final class SnapshotLayout {

    private final ControlTables control;
    private final LaterGroups laterGroups;

    SnapshotLayout(ControlTables control, LaterGroups laterGroups) {
        this.control = control;
        this.laterGroups = laterGroups;
    }

    /**
     * The table as files of the snapshots have it, for each of them: files without a header have the columns of their
     * own source.
     *
     * @throws LoadException if the table does not have all of these columns any more
     */
    List<FeedTable> of(Connection connection, SnapshotJob job, FeedTable present) throws LoadException, SQLException {
        List<FeedTable> layouts = new ArrayList<>();
        for (Track track : job.tracks()) {
            FeedTable ofSource = control.tables()
                    .known(connection, track.source(), track.table())
                    .map(KnownTable::table)
                    .orElse(present);
            List<String> order = order(connection, job, track).orElse(ofSource.feedColumnNames());
            layouts.add(
                    order.equals(ofSource.feedColumnNames())
                            ? ofSource
                            : ofSource.arrangedAs(order)
                                    .orElseThrow(() -> new LoadException(
                                            "the snapshot was taken when files of the table had the columns "
                                                    + String.join(", ", order)
                                                    + ", and the table does not have all of them any more: it cannot"
                                                    + " be compared")));
        }
        return layouts;
    }

    private Optional<List<String>> order(Connection connection, SnapshotJob job, Track track) throws SQLException {
        if (control.layouts().of(connection, track.group(1)).isEmpty()) {
            return Optional.empty();
        }
        Optional<TableGroupId> last = laterGroups.lastBefore(connection, track, job.firstExtractedAt());
        return last.isEmpty() ? Optional.empty() : control.layouts().of(connection, last.get());
    }
}
