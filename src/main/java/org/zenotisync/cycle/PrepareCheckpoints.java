package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.Jdbc;

/**
 * Step of a pass: makes the checkpoint rows that loads lock, and resets the checkpoints of tracks that are replayed.
 */
public final class PrepareCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareCheckpoints.class);

    private final DataSource dataSource;
    private final ControlTables control;

    public PrepareCheckpoints(DataSource dataSource, ControlTables control) {
        this.dataSource = dataSource;
        this.control = control;
    }

    /** Writes the checkpoints in one transaction. If there is nothing to write, the target is not used. */
    public void prepare(Pass pass) throws SQLException {
        Set<Track> present = new HashSet<>();
        pass.checkpoints().forEach(checkpoint -> present.add(checkpoint.track()));
        List<TableGroupId> missing = pass.backlog().tableGroups().stream()
                .map(TableGroup::id)
                .filter(id -> present.add(id.track()))
                .toList();
        List<TableGroupId> replays = pass.backlog().replays();
        if (missing.isEmpty() && replays.isEmpty()) {
            return;
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            for (TableGroupId id : missing) {
                control.checkpoints().ensure(connection, id);
            }
            for (TableGroupId id : replays) {
                rewind(connection, id, pass.pods());
            }
        });
    }

    private void rewind(Connection connection, TableGroupId id, List<PodScan> pods) throws SQLException {
        LOG.warn("{} has objects that are new or have changed since it was consumed: a replay starts from it", id);
        control.checkpoints().rewind(connection, id);
        PodScan pod = pods.stream()
                .filter(p -> p.id().equals(id.track().podId()))
                .findFirst()
                .orElseThrow();
        control.podProgress().lower(connection, id.source(), id.pod(), id.group() - 1, pod.foldersUpTo(id.group() - 1));
    }
}
