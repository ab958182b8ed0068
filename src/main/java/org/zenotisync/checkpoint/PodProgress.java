package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_pod}: up to which group a POD is consumed completely, so that the cost of a listing
 * follows what is new and not the age of the bucket. It only saves requests; the checkpoints decide what is consumed.
 * Who moves a checkpoint back must lower or reset this, too.
 */
public final class PodProgress implements ControlTable {

    public static final String TABLE = "zenoti_sync_pod";

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              source VARCHAR(2000) NOT NULL,
              pod VARCHAR(2000) NOT NULL,
              complete_group BIGINT NOT NULL,
              groups BIGINT NOT NULL,
              table_filter VARCHAR(20000) NOT NULL,
              updated_at TIMESTAMP NOT NULL,
              PRIMARY KEY (source, pod)
            )
            """);

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT pod, complete_group, groups, table_filter
            FROM {table}
            WHERE source = ?
            ORDER BY pod
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT pod, complete_group, groups, table_filter, source
            FROM {table}
            ORDER BY source, pod
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET complete_group = ?, groups = ?, table_filter = ?, updated_at = ?
            WHERE source = ? AND pod = ?
            """);

    private static final SqlTemplate LOWER = SqlTemplate.of(
            """
            UPDATE {table}
            SET complete_group = ?, groups = ?, updated_at = ?
            WHERE source = ? AND pod = ? AND complete_group > ?
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE source = ? AND pod = ?");

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public PodProgress(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A POD's progress.
     *
     * @param pod its name as it was first seen
     * @param completeGroup every table group up to this group is consumed
     * @param groups number of group folders up to that group, to notice one that turns up late
     * @param filter the choice of tables that this holds for
     */
    public record Progress(String pod, long completeGroup, long groups, String filter) {}

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public String createTable() {
        return CREATE.fill("table", table);
    }

    /** The progress of all PODs of a source. */
    public List<Progress> all(Connection connection, String source) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_OF_SOURCE.fill("table", table),
                row -> new Progress(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)),
                source);
    }

    /** The progress of all PODs, by source. */
    public Map<String, List<Progress>> all(Connection connection) throws SQLException {
        Map<String, List<Progress>> all = new HashMap<>();
        Jdbc.query(connection, SELECT_ALL.fill("table", table), row -> all.computeIfAbsent(
                        row.getString(5), source -> new ArrayList<>())
                .add(new Progress(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4))));
        return all;
    }

    /** Records up to which group a POD is consumed completely. */
    public void save(Connection connection, String source, Progress progress) throws SQLException {
        warehouse.holdCheckpoints(connection);
        long updated = Jdbc.update(
                connection,
                UPDATE.fill("table", table),
                progress.completeGroup(),
                progress.groups(),
                progress.filter(),
                Jdbc.now(clock),
                source,
                progress.pod());
        if (updated == 0) {
            warehouse.insertIfAbsent(
                    connection,
                    table,
                    Map.of("source", source, "pod", progress.pod()),
                    Map.of(
                            "complete_group", progress.completeGroup(),
                            "groups", progress.groups(),
                            "table_filter", progress.filter(),
                            "updated_at", Jdbc.now(clock)));
        }
    }

    /** Moves a POD's progress back to a group, so that the later ones are listed again. */
    public void lower(Connection connection, String source, String pod, long completeGroup, long groups)
            throws SQLException {
        Jdbc.update(
                connection,
                LOWER.fill("table", table),
                completeGroup,
                groups,
                Jdbc.now(clock),
                source,
                pod,
                completeGroup);
    }

    /** Deletes a POD's progress, so that all its groups are listed again. */
    public void reset(Connection connection, String source, String pod) throws SQLException {
        Jdbc.update(connection, DELETE.fill("table", table), source, pod);
    }
}
