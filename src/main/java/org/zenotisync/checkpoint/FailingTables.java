package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_failing}: tables of PODs whose failure was reported by an event, until they recover.
 * Written only if events are sent.
 */
public final class FailingTables implements ControlTable {

    public static final String TABLE = "zenoti_sync_failing";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .time("failed_at")
            .key("source", "pod", "table_name")
            .define();

    private static final SqlTemplate ALL = SqlTemplate.of("SELECT source, pod, table_name FROM {table}");

    private static final SqlTemplate COUNT = SqlTemplate.of(
            """
            SELECT count(1)
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, failed_at)
            VALUES (?, ?, ?, ?)
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of(
            """
            DELETE FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public FailingTables(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** All that are noted. */
    public List<Track> all(Connection connection) throws SQLException {
        return Jdbc.query(
                connection,
                ALL.fill("table", table),
                row -> new Track(row.getString(1), row.getString(2), row.getString(3)));
    }

    /**
     * Notes that a table fails; returns false if that was noted before. It begins a transaction: it takes the lock of
     * the checkpoints first, because it reads what a transaction that loads may change.
     */
    public boolean add(Connection connection, Track track) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
        boolean isNew =
                Jdbc.number(connection, COUNT.fill("table", table), track.source(), track.pod(), track.table()) == 0;
        if (isNew) {
            Jdbc.update(
                    connection,
                    INSERT.fill("table", table),
                    track.source(),
                    track.pod(),
                    track.table(),
                    Jdbc.now(clock));
        }
        return isNew;
    }

    /** Notes that a table does not fail any more; returns whether it did. */
    public boolean remove(Connection connection, Track track) throws SQLException {
        return Jdbc.update(connection, DELETE.fill("table", table), track.source(), track.pod(), track.table()) > 0;
    }
}
