package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
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

    private static final String GROUP_COUNT = "group_count";

    /** Its name before version 3; a reserved word of MySQL. */
    private static final String FORMER_GROUP_COUNT = "groups";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .number("complete_group")
            .number(GROUP_COUNT)
            .text("table_filter", 20_000)
            .time("updated_at")
            .key("source", "pod")
            .define();

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT pod, complete_group, {group_count}, table_filter
            FROM {table}
            WHERE source = ?
            ORDER BY pod
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT pod, complete_group, {group_count}, table_filter, source
            FROM {table}
            ORDER BY source, pod
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET complete_group = ?, group_count = ?, table_filter = ?, updated_at = ?
            WHERE source = ? AND pod = ?
            """);

    private static final SqlTemplate LOWER = SqlTemplate.of(
            """
            UPDATE {table}
            SET complete_group = ?, group_count = ?, updated_at = ?
            WHERE source = ? AND pod = ? AND complete_group > ?
            """);

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE source = ? AND pod = ?");

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;
    private volatile String groupCount = GROUP_COUNT;

    public PodProgress(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
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
    public TableDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Map<String, String> formerNames() {
        return Map.of(GROUP_COUNT, FORMER_GROUP_COUNT);
    }

    /**
     * Takes the version of the control tables: {@code plan} and {@code status} also read tables of an earlier one
     * that no cycle has changed yet.
     */
    public void readAs(int version) {
        groupCount = version < 3 ? FORMER_GROUP_COUNT : GROUP_COUNT;
    }

    private String fill(SqlTemplate select) {
        return select.fill(Map.of("table", table, "group_count", groupCount));
    }

    /** The progress of all PODs of a source. */
    public List<Progress> all(Connection connection, String source) throws SQLException {
        return Jdbc.query(
                connection,
                fill(SELECT_OF_SOURCE),
                row -> new Progress(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)),
                source);
    }

    /** The progress of all PODs, by source. */
    public Map<String, List<Progress>> all(Connection connection) throws SQLException {
        Map<String, List<Progress>> all = new HashMap<>();
        Jdbc.query(
                connection, fill(SELECT_ALL), row -> all.computeIfAbsent(row.getString(5), source -> new ArrayList<>())
                        .add(new Progress(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4))));
        return all;
    }

    /** Records up to which group a POD is consumed completely. */
    public void save(Connection connection, String source, Progress progress) throws SQLException {
        warehouse.locks().holdCheckpoints(connection);
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
            warehouse
                    .locks()
                    .insertIfAbsent(
                            connection,
                            table,
                            Map.of("source", source, "pod", progress.pod()),
                            Map.of(
                                    "complete_group",
                                    progress.completeGroup(),
                                    GROUP_COUNT,
                                    progress.groups(),
                                    "table_filter",
                                    progress.filter(),
                                    "updated_at",
                                    Jdbc.now(clock)));
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
