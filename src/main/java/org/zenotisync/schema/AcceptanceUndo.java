package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Undoes what the acceptance of a schema file has changed in what is known of its tables. */
final class AcceptanceUndo {

    private final SchemaFiles files;
    private final RegistrySnapshots snapshots;
    private final TableRegistry tables;
    private final TableUse.Tables uses;

    AcceptanceUndo(SchemaFiles files, RegistrySnapshots snapshots, TableRegistry tables, TableUse.Tables uses) {
        this.files = files;
        this.snapshots = snapshots;
        this.tables = tables;
        this.uses = uses;
    }

    /**
     * Makes known again what was known before, unless later files have changed the same tables since.
     *
     * @param loadedPast table groups that were loaded since the file was accepted
     * @return what is known now, to be shown; empty if the file was not accepted or its acceptance has changed nothing
     */
    List<String> undo(Connection connection, SchemaFileEntry file, PastGroups loadedPast) throws SQLException {
        Optional<RegistrySnapshot> before = snapshots.find(connection, file);
        if (before.isEmpty()) {
            return List.of();
        }
        ConcernedTables changed = ConcernedTables.of(before.get().tables().keySet());
        boolean isLast = files.all(connection).stream()
                .noneMatch(other -> other.source().equals(file.source())
                        && other.outcome().isDone()
                        && other.decidedAt().isAfter(file.decidedAt())
                        && other.tables().filter(changed::meets).isPresent());
        if (!isLast) {
            return List.of("what is known of " + changed + " stays as it is, since later schema files have changed it;"
                    + " accept the file with --columns if that is wrong");
        }
        before.get().restore(connection, file.source(), tables, table -> isConsumed(connection, table));
        files.keepPast(connection, file.source(), file.key(), file.loadedPast().and(loadedPast));
        return List.of("what is known of " + changed + " is again what it was before the file was accepted");
    }

    /** Whether groups of a table have been consumed: then this program has loaded its rows. */
    private boolean isConsumed(Connection connection, String table) throws SQLException {
        return uses.of(connection, table).stream().anyMatch(use -> use.group() > 0);
    }
}
