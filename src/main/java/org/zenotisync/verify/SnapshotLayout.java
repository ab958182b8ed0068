package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;

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
     * The table as files of the snapshots have it.
     *
     * @throws LoadException if the table does not have all of these columns any more, or the snapshots of two PODs
     *     have different orders
     */
    FeedTable of(Connection connection, SnapshotJob job, FeedTable present) throws LoadException, SQLException {
        Set<String> orders = new TreeSet<>();
        for (Track track : job.tracks()) {
            orders.add(String.join(",", order(connection, job, track).orElse(present.feedColumnNames())));
        }
        if (orders.size() > 1) {
            throw new LoadException("the snapshots of its PODs have columns in different orders, since a schema script"
                    + " came between them: they cannot be compared together");
        }
        List<String> order = List.of(orders.iterator().next().split(","));
        return order.equals(present.feedColumnNames())
                ? present
                : present.arrangedAs(order)
                        .orElseThrow(() ->
                                new LoadException("the snapshot was taken when files of the table had the columns "
                                        + String.join(", ", order)
                                        + ", and the table does not have all of them any more: it cannot be"
                                        + " compared"));
    }

    private Optional<List<String>> order(Connection connection, SnapshotJob job, Track track) throws SQLException {
        if (control.layouts().of(connection, track.group(1)).isEmpty()) {
            return Optional.empty();
        }
        Optional<TableGroupId> last = laterGroups.lastBefore(connection, track, job.firstExtractedAt());
        return last.isEmpty() ? Optional.empty() : control.layouts().of(connection, last.get());
    }
}
