package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** Keeps with each accepted schema file what was known of its tables before, so that the acceptance can be undone. */
final class RegistrySnapshots {

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET before_accept = ?
            WHERE source = ? AND object_key = ?
            """);

    private static final SqlTemplate SELECT = SqlTemplate.of(
            """
            SELECT before_accept
            FROM {table}
            WHERE source = ? AND object_key = ?
            """);

    private final String table;

    RegistrySnapshots(Warehouse warehouse) {
        this.table = warehouse.dialect().qualified(SchemaFileTable.NAME);
    }

    /**
     * Keeps a snapshot.
     *
     * @param snapshot its text
     */
    void keep(Connection connection, FeedObject file, String snapshot) throws SQLException {
        Jdbc.update(
                connection, UPDATE.fill("table", table), snapshot, file.source().id(), file.key());
    }

    /** The snapshot of an accepted file; empty if its acceptance has changed nothing, or if none was kept. */
    Optional<RegistrySnapshot> find(Connection connection, SchemaFileEntry file) throws SQLException {
        return Jdbc.query(
                        connection,
                        SELECT.fill("table", table),
                        row -> Optional.ofNullable(row.getString(1)),
                        file.source(),
                        file.key())
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(RegistrySnapshot::parse);
    }
}
