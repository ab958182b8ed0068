package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RestoreSql;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.TablesNeededException;
import org.zenotisync.warehouse.Warehouse;

/**
 * Rows of a shared append-only fact that a restore has inserted from the snapshot of one source. Another source that
 * the fact was consumed from may bring them later: they become {@link UnclaimedRows} of it.
 */
public final class RestoredRows {

    /**
     * A row that was loaded, and deleted from the target since, is among the unclaimed rows already: it is not noted
     * more often than the target has it.
     */
    private static final SqlTemplate NOTE = SqlTemplate.of(
            """
            INSERT INTO {unclaimed} ({columns}, zenoti_sync_count)
            SELECT {columns}, CASE WHEN zenoti_sync_restored < zenoti_sync_open
              THEN zenoti_sync_restored ELSE zenoti_sync_open END
            FROM (
              SELECT {columns}, sum(zenoti_sync_restored) AS zenoti_sync_restored,
                sum(zenoti_sync_there) - sum(zenoti_sync_count) AS zenoti_sync_open
              FROM (
                SELECT {columns}, 1 AS zenoti_sync_restored, 0 AS zenoti_sync_there, 0 AS zenoti_sync_count
                FROM (
                  {restored}
                ) AS e
                UNION ALL
                SELECT {columns}, 0 AS zenoti_sync_restored, 1 AS zenoti_sync_there, 0 AS zenoti_sync_count
                FROM {target}
                UNION ALL
                SELECT {columns}, 0 AS zenoti_sync_restored, 0 AS zenoti_sync_there, zenoti_sync_count
                FROM {unclaimed}
              ) AS b
              GROUP BY {columns}
            ) AS r
            WHERE zenoti_sync_restored > 0 AND zenoti_sync_open > 0
            """);

    private final Warehouse warehouse;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    public RestoredRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Notes the rows that were inserted for one other source. Harmless if the fact was never consumed from it.
     *
     * @param rival the id of the other source
     * @param target the name of the target table
     * @param table its present columns
     * @param snapshots the ordinals of the snapshots that the rows are from
     */
    public void noteFor(
            Connection connection,
            String rival,
            String target,
            FeedTable table,
            RestoreSql sql,
            List<Integer> snapshots)
            throws SQLException {
        UnclaimedTable unclaimed = new UnclaimedTable(warehouse, table, rival, target);
        if (unclaimed.columns(connection).isEmpty()) {
            return;
        }
        List<String> all = table.definition().columnNames();
        if (warehouse.ddl().isTransactional()) {
            unclaimed.arrange(connection, all);
        } else {
            Optional<Jdbc.Action> needed = unclaimed.neededBefore(connection, all, made);
            if (needed.isPresent()) {
                throw new TablesNeededException(
                        "the table for the rows of another source of " + target + " is changed first",
                        target,
                        needed.get());
            }
        }
        Map<String, String> names = new HashMap<>();
        names.put("unclaimed", unclaimed.qualified());
        names.put("target", warehouse.dialect().qualified(target));
        names.put(
                "columns",
                warehouse.dialect().quoted(unclaimed.columns(connection).orElseThrow()));
        names.put("restored", sql.selectMissing(snapshots).indent(6).strip());
        Jdbc.update(connection, NOTE.fill(names));
    }
}
