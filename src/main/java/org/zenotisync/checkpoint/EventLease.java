package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_event_lease}: a row for each channel says which process delivers, and until when. Works
 * without row locks, which Redshift does not have.
 */
public final class EventLease implements ControlTable {

    public static final String TABLE = "zenoti_sync_event_lease";

    private static final String NOBODY = "-";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .text("lease", 20)
            .text("holder", 36)
            .time("held_until")
            .key("lease")
            .define();

    private static final SqlTemplate CLAIM = SqlTemplate.of(
            """
            UPDATE {table}
            SET holder = ?, held_until = ?
            WHERE lease = ? AND (holder = ? OR held_until < ?)
            """);

    private static final SqlTemplate RELEASE = SqlTemplate.of(
            """
            UPDATE {table}
            SET holder = ?, held_until = ?
            WHERE lease = ? AND holder = ?
            """);

    private final Warehouse warehouse;
    private final String table;
    private final String row;
    private final Clock clock;

    /** @param channel the channel whose lease this is */
    public EventLease(Warehouse warehouse, OutboxChannel channel, Clock clock) {
        this.row = channel.id();
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /**
     * Takes the lease, or extends it.
     *
     * @param holder of the lease, the same in each call of one process
     * @param time from now on
     * @return whether the holder has it; false if another one has it
     */
    public boolean claim(Connection connection, String holder, Duration time) throws SQLException {
        LocalDateTime now = Jdbc.now(clock);
        if (take(connection, holder, now, time)) {
            return true;
        }
        warehouse
                .locks()
                .insertIfAbsent(
                        connection,
                        table,
                        Map.of("lease", row),
                        Map.of("holder", NOBODY, "held_until", now.minusSeconds(1)));
        return take(connection, holder, now, time);
    }

    private boolean take(Connection connection, String holder, LocalDateTime now, Duration time) throws SQLException {
        return Jdbc.update(connection, CLAIM.fill("table", table), holder, now.plus(time), row, holder, now) > 0;
    }

    /** Gives the lease back, so that another process need not wait for its end. */
    public void release(Connection connection, String holder) throws SQLException {
        Jdbc.update(
                connection,
                RELEASE.fill("table", table),
                NOBODY,
                Jdbc.now(clock).minusSeconds(1),
                row,
                holder);
    }
}
