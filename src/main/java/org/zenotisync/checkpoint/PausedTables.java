package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_paused}: tables, by name or glob, that are not loaded until they are resumed. */
public final class PausedTables implements ControlTable {

    public static final String TABLE = "zenoti_sync_paused";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .tableName()
            .time("paused_at")
            .key("table_name")
            .define();

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of("SELECT table_name FROM {table} ORDER BY table_name");

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE table_name = ?");

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public PausedTables(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** Whether the table exists; not before the first cycle. */
    public boolean exists(Connection connection) throws SQLException {
        return warehouse.catalog().has(connection, TABLE);
    }

    /**
     * The rows, as somebody has written them: names of tables and globs. None for a database that was never written to,
     * or by an earlier version.
     */
    public List<String> all(Connection connection) throws SQLException {
        if (!exists(connection)) {
            return List.of();
        }
        return Jdbc.query(connection, SELECT_ALL.fill("table", table), row -> row.getString(1));
    }

    /** Adds tables that are not paused yet. */
    public void add(Connection connection, Collection<String> tables) throws SQLException {
        // without the lock, which a running load may hold: a second row of another process that pauses does no harm
        for (String name : tables) {
            warehouse
                    .locks()
                    .insertIfAbsent(
                            connection, table, Map.of("table_name", name), Map.of("paused_at", Jdbc.now(clock)));
        }
    }

    /** Removes rows. */
    public void remove(Connection connection, Collection<String> rows) throws SQLException {
        Jdbc.batch(
                connection,
                DELETE.fill("table", table),
                rows.stream().map(row -> new Object[] {row}).toList());
    }
}
