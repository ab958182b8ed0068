package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
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

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .text("source_name", 500)
            .time("paused_at")
            .text("unreachable", 4_000)
            .time("updated_at")
            .key("source")
            .nullable("paused_at", "unreachable")
            .define();

    private static final SqlTemplate SELECT = SqlTemplate.of(
            """
            SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable
            FROM {table}
            ORDER BY source_name, source
            """);

    private static final SqlTemplate UPDATE_NAME = SqlTemplate.of(
            """
            UPDATE {table}
            SET source_name = ?, updated_at = ?
            WHERE source = ?
            """);

    private static final SqlTemplate UPDATE_UNREACHABLE = SqlTemplate.of(
            """
            UPDATE {table}
            SET unreachable = ?, updated_at = ?
            WHERE source = ?
            """);

    private static final SqlTemplate REACHED = SqlTemplate.of(
            """
            UPDATE {table}
            SET unreachable = NULL, updated_at = ?
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
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A source that has a name.
     *
     * @param id the source's id
     * @param unreachable why the last cycle could not list it; empty if it could
     */
    public record Entry(String id, String name, boolean isPaused, Optional<String> unreachable) {}

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** All, by name; none for a database that an earlier version has written to. */
    public List<Entry> all(Connection connection) throws SQLException {
        if (!warehouse.catalog().has(connection, TABLE)) {
            return List.of();
        }
        return Jdbc.query(
                connection,
                SELECT.fill("table", table),
                row -> new Entry(
                        row.getString(1), row.getString(2), row.getInt(3) == 1, Optional.ofNullable(row.getString(4))));
    }

    /** Notes the present name of a source. */
    public void put(Connection connection, String id, String name) throws SQLException {
        long updated = Jdbc.update(connection, UPDATE_NAME.fill("table", table), name, Jdbc.now(clock), id);
        if (updated == 0) {
            warehouse
                    .locks()
                    .insertIfAbsent(
                            connection,
                            table,
                            Map.of("source", id),
                            Map.of("source_name", name, "updated_at", Jdbc.now(clock)));
        }
    }

    /**
     * Notes whether a source that is known can be listed.
     *
     * @param reason why it cannot be listed; empty if it can
     */
    public void setUnreachable(Connection connection, String id, Optional<String> reason) throws SQLException {
        if (reason.isPresent()) {
            Jdbc.update(connection, UPDATE_UNREACHABLE.fill("table", table), reason.get(), Jdbc.now(clock), id);
        } else {
            Jdbc.update(connection, REACHED.fill("table", table), Jdbc.now(clock), id);
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
            Optional<List<String>> columns = warehouse.catalog().columnsOf(connection, each);
            if (columns.filter(names -> names.contains("source")).isPresent()) {
                String of = warehouse.dialect().qualified(each);
                rows += Jdbc.update(connection, "DELETE FROM " + of + " WHERE source = ?", id);
            }
        }
        return rows;
    }
}
