package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.warehouse.Jdbc;

/** Step of a pass: makes the target tables that are missing, unless rows of them were consumed already. */
public final class MakeMissingTables {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final SchemaApplier schemaApplier;

    public MakeMissingTables(
            SyncConfig config, DataSource dataSource, ControlTables control, SchemaApplier schemaApplier) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.schemaApplier = schemaApplier;
    }

    /** Makes the tables, and reports those that were dropped with their rows. */
    public void make(Pass pass) throws SQLException {
        schemaApplier
                .createMissing(
                        table -> hasConsumed(pass.checkpoints(), table),
                        // the new table is empty, so everything that was loaded before is loaded again
                        (connection, table) -> {
                            control.tables().noteEmptied(connection, table);
                            for (Checkpoint checkpoint : control.checkpoints().ofTable(connection, table)) {
                                control.dropUnclaimed(connection, checkpoint.source(), table);
                                if (!config.sourceIds().contains(checkpoint.source())) {
                                    beginAgain(connection, checkpoint);
                                }
                            }
                            for (String source : config.sourceIds()) {
                                control.manifest().forget(connection, source, table);
                                control.quarantine().forget(connection, source, table);
                            }
                            hideFormerValues(connection, table);
                        })
                .forEach(table -> pass.cycle().publish(new SyncEvent.ProblemFound(gone(table))));
    }

    /** Messages of the time before its columns were hidden quote values that the new table does not have. */
    private void hideFormerValues(Connection connection, String table) throws SQLException {
        boolean hasRules = control.tables()
                .known(connection, table)
                .filter(known -> !known.rules().isEmpty())
                .isPresent();
        if (hasRules) {
            control.hideMessages(connection, table);
        }
    }

    /** A source that is not configured now is loaded from its first group on if it comes back. */
    private void beginAgain(Connection connection, Checkpoint checkpoint) throws SQLException {
        control.checkpoints().rewind(connection, checkpoint.track().group(1));
        control.podProgress().reset(connection, checkpoint.source(), checkpoint.pod());
        control.manifest().forget(connection, checkpoint.source(), checkpoint.table());
        control.quarantine().forget(connection, checkpoint.source(), checkpoint.table());
    }

    /**
     * Whether rows were consumed that the pending groups do not bring. After a replay from the first group there are
     * none.
     */
    private boolean hasConsumed(List<Checkpoint> checkpoints, String table) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.table().equals(table))
                .anyMatch(checkpoint -> {
                    try {
                        return Jdbc.with(dataSource, c -> control.manifest().isAnyUpTo(c, checkpoint));
                    } catch (SQLException e) {
                        throw new UnreachableException(
                                "the manifest of " + table + " cannot be read: " + Failures.text(e), e);
                    }
                });
    }

    private static Problem gone(String table) {
        return new Problem(
                "table " + table,
                "the target table is gone, though groups of it were consumed; 'replay --table " + table
                        + " --from-group 1' makes and fills it again");
    }
}
