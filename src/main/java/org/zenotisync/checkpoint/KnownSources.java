package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_source}: the sources that have names, and whether somebody has paused them. A source
 * whose settings are gone stays here until it is forgotten.
 */
public final class KnownSources implements ControlTable {

    public static final String TABLE = "zenoti_sync_source";

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              source VARCHAR(2000) NOT NULL PRIMARY KEY,
              source_name VARCHAR(500) NOT NULL,
              paused_at TIMESTAMP,
              updated_at TIMESTAMP NOT NULL
            )
            """);

    private static final SqlTemplate SELECT = SqlTemplate.of(
            """
            SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END
            FROM {table}
            ORDER BY source_name, source
            """);

    private static final SqlTemplate UPDATE_NAME = SqlTemplate.of(
            """
            UPDATE {table}
            SET source_name = ?, updated_at = ?
            WHERE source = ?
            """);

    private static final SqlTemplate UPDATE_PAUSE = SqlTemplate.of(
            """
            UPDATE {table}
            SET paused_at = ?, updated_at = ?
            WHERE source = ?
            """);

    private static final SqlTemplate RESUME = SqlTemplate.of(
            """
            UPDATE {table}
            SET paused_at = NULL, updated_at = ?
            WHERE source = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public KnownSources(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A source that has a name.
     *
     * @param id the source's id
     */
    public record Entry(String id, String name, boolean isPaused) {}

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public String createTable() {
        return CREATE.fill("table", table);
    }

    /** All, by name; none for a database that an earlier version has written to. */
    public List<Entry> all(Connection connection) throws SQLException {
        if (warehouse.columnsOf(connection, TABLE).isEmpty()) {
            return List.of();
        }
        return Jdbc.query(
                connection,
                SELECT.fill("table", table),
                row -> new Entry(row.getString(1), row.getString(2), row.getInt(3) == 1));
    }

    /** Notes the present name of a source. */
    public void put(Connection connection, String id, String name) throws SQLException {
        long updated = Jdbc.update(connection, UPDATE_NAME.fill("table", table), name, Jdbc.now(clock), id);
        if (updated == 0) {
            warehouse.insertIfAbsent(
                    connection,
                    table,
                    Map.of("source", id),
                    Map.of("source_name", name, "updated_at", Jdbc.now(clock)));
        }
    }

    /** Pauses a source that is known, or resumes it. */
    public void setPaused(Connection connection, String id, boolean isPaused) throws SQLException {
        if (isPaused) {
            Jdbc.update(connection, UPDATE_PAUSE.fill("table", table), Jdbc.now(clock), Jdbc.now(clock), id);
        } else {
            Jdbc.update(connection, RESUME.fill("table", table), Jdbc.now(clock), id);
        }
    }

    /**
     * Deletes what the control tables hold of a source. The rows of the target stay. The checkpoints are held before.
     *
     * @param tables the names of the control tables that have a column {@code source}
     * @return the number of rows that were deleted
     */
    public long forget(Connection connection, String id, List<String> tables) throws SQLException {
        long rows = 0;
        for (String each : tables) {
            Optional<List<String>> columns = warehouse.columnsOf(connection, each);
            if (columns.filter(names -> names.contains("source")).isPresent()) {
                rows += Jdbc.update(connection, "DELETE FROM " + warehouse.qualified(each) + " WHERE source = ?", id);
            }
        }
        return rows;
    }
}
