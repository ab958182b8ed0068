package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_event}: events that wait for their delivery, each written in the transaction of what it
 * reports.
 */
public final class Outbox implements ControlTable {

    public static final String TABLE = "zenoti_sync_event";

    /** The longest text of Redshift. */
    public static final int LONGEST_BODY = 65_535;

    /** Events of a lane that are read at once. */
    private static final int BATCH = 100;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .text("event_id", 36)
            .number("event_order")
            .text("channel", 20)
            .text("lane", 127)
            .text("event_type", 100)
            .longText("body")
            .time("created_at")
            .key("event_id")
            .define();

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (event_id, event_order, channel, lane, event_type, body, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate LANES = SqlTemplate.of(
            """
            SELECT lane, count(1), min(created_at)
            FROM {table}
            WHERE channel = ?
            GROUP BY lane
            ORDER BY min(event_order)
            """);

    private static final SqlTemplate EXPIRE =
            SqlTemplate.of("DELETE FROM {table} WHERE channel = ? AND created_at < ?");

    private static final SqlTemplate SELECT_LANE = SqlTemplate.of(
            """
            SELECT event_id, body
            FROM {table}
            WHERE channel = :#channel AND lane = :#lane
            ORDER BY event_order
            {limit}
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE event_id = :#id");

    private final Warehouse warehouse;
    private final String table;
    private final OutboxChannel channel;
    private final Clock clock;
    private final AtomicLong lastOrder = new AtomicLong();

    /** @param channel whose part of the table this object sees */
    public Outbox(Warehouse warehouse, OutboxChannel channel, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * The events of one lane.
     *
     * @param lane as in {@link OutboxEvent}
     * @param events their number
     * @param oldest when the first of them was written
     */
    public record Waiting(String lane, long events, Instant oldest) {}

    /** What is sent from this part of the table. */
    public OutboxChannel channel() {
        return channel;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** Whether the table exists; not before the first cycle. */
    public boolean exists(Connection connection) throws SQLException {
        return warehouse.catalog().has(connection, TABLE);
    }

    /** Adds an event, in the transaction of what it reports. */
    public void add(Connection connection, OutboxEvent event) throws SQLException {
        Jdbc.update(
                connection,
                INSERT.fill("table", table),
                event.id(),
                nextOrder(),
                channel.id(),
                event.lane(),
                event.type(),
                event.body(),
                Jdbc.now(clock));
    }

    /**
     * Microseconds of the clock, always more than before in this process. It does not read the table: on Redshift, a
     * transaction that reads what another one changes is rolled back. Two processes that load one table take turns, so
     * their clocks must agree to the time of a table group.
     */
    private long nextOrder() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return lastOrder.updateAndGet(last -> Math.max(now, last + 1));
    }

    /** What waits, by lane; the lane with the oldest event first. */
    public List<Waiting> waiting(Connection connection) throws SQLException {
        return Jdbc.query(
                connection,
                LANES.fill("table", table),
                row -> new Waiting(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC)),
                channel.id());
    }

    /** Removes the events that were written before a time, and returns their number. */
    public long expire(Connection connection, Instant before) throws SQLException {
        return Jdbc.update(
                connection, EXPIRE.fill("table", table), channel.id(), LocalDateTime.ofInstant(before, ZoneOffset.UTC));
    }

    /**
     * A query of camel-sql for the first events of a lane, in order: columns {@code event_id} and {@code body},
     * parameters {@code channel} and {@code lane}.
     */
    public String selectLane() {
        return oneLine(SELECT_LANE.fill(
                Map.of("table", table, "limit", warehouse.dialect().limit(BATCH))));
    }

    /** A statement of camel-sql that removes a delivered event; parameter {@code id}. */
    public String delete() {
        return oneLine(DELETE.fill("table", table));
    }

    private static String oneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }
}
