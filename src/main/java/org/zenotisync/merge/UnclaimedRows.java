package org.zenotisync.merge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * The rows of an append-only fact that other sources have brought and the present source has not brought yet, each
 * with its number. They are in a table of their own. It is made from the target when the first table group of the
 * present source is merged. Rows are compared as a multiset: a row of the present source that is among them is there
 * already and is taken out, and every other row is inserted. So nothing is there twice, and nothing is lost.
 */
final class UnclaimedRows {

    private static final String PREFIX = "zenoti_sync_unclaimed_";
    private static final int DIGITS = 16;

    private static final SqlTemplate FILL = SqlTemplate.of(
            """
            INSERT INTO {unclaimed} ({columns}, zenoti_sync_count)
            SELECT {columns}, count(*)
            FROM {target}
            GROUP BY {columns}
            """);

    private static final SqlTemplate INSERT_OTHERS = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {columns}
            FROM (
              SELECT {columns}, zenoti_sync_side,
                row_number() OVER (PARTITION BY {compared} ORDER BY zenoti_sync_side DESC) AS zenoti_sync_place,
                sum(zenoti_sync_count) OVER (PARTITION BY {compared}) AS zenoti_sync_unclaimed
              FROM (
                SELECT {columns}, 1 AS zenoti_sync_side, 0 AS zenoti_sync_count
                FROM {stage}
                UNION ALL
                SELECT {unclaimed_columns}, 0 AS zenoti_sync_side, zenoti_sync_count
                FROM {unclaimed}
              ) AS b
            ) AS u
            WHERE zenoti_sync_side = 1 AND zenoti_sync_place > zenoti_sync_unclaimed
            """);

    private static final SqlTemplate FILL_REST = SqlTemplate.of(
            """
            INSERT INTO {rest} ({compared}, zenoti_sync_count)
            SELECT {compared}, sum(zenoti_sync_count) - sum(zenoti_sync_side)
            FROM (
              SELECT {compared}, 1 AS zenoti_sync_side, 0 AS zenoti_sync_count
              FROM {stage}
              UNION ALL
              SELECT {compared}, 0 AS zenoti_sync_side, zenoti_sync_count
              FROM {unclaimed}
            ) AS b
            GROUP BY {compared}
            HAVING sum(zenoti_sync_count) > sum(zenoti_sync_side)
            """);

    private static final SqlTemplate TAKE_REST = SqlTemplate.of(
            """
            INSERT INTO {unclaimed} ({compared}, zenoti_sync_count)
            SELECT {compared}, zenoti_sync_count
            FROM {rest}
            """);

    private final Warehouse warehouse;
    private final MergePlan plan;
    private final String table;

    UnclaimedRows(Warehouse warehouse, MergePlan plan) {
        this.warehouse = warehouse;
        this.plan = plan;
        this.table = tableOf(plan.id().source());
    }

    /**
     * Inserts the staged rows that are not there already.
     *
     * @return their number
     */
    long insertOthers(Connection connection) throws SQLException {
        Optional<List<String>> present = warehouse.columnsOf(connection, table);
        List<String> columns = plan.table().definition().columnNames();
        if (present.isEmpty()) {
            make(connection, columns);
        }
        // a column that was added since then is in no row that another source has brought
        List<String> compared = present.isEmpty()
                ? columns
                : columns.stream().filter(present.get()::contains).toList();
        String rest = table + "_r";
        Map<String, String> names = Map.of(
                "target", warehouse.qualified(plan.target()),
                "unclaimed", warehouse.qualified(table),
                "stage", warehouse.quote(StageTable.NAME),
                "rest", warehouse.qualified(rest),
                "columns", list(columns),
                "compared", list(compared),
                "unclaimed_columns",
                        columns.stream()
                                .map(column -> compared.contains(column)
                                        ? warehouse.quote(column)
                                        : "NULL AS " + warehouse.quote(column))
                                .collect(Collectors.joining(", ")));
        long inserted = Jdbc.update(connection, fill(INSERT_OTHERS, names));
        create(connection, rest, compared);
        Jdbc.update(connection, fill(FILL_REST, names));
        Jdbc.update(connection, "DELETE FROM " + warehouse.qualified(table));
        Jdbc.update(connection, fill(TAKE_REST, names));
        Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(rest));
        return inserted;
    }

    private void make(Connection connection, List<String> columns) throws SQLException {
        for (String rival : plan.rivals()) {
            if (warehouse.columnsOf(connection, tableOf(rival)).isPresent()) {
                Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(tableOf(rival)));
            }
        }
        Map<String, String> names = Map.of(
                "target", warehouse.qualified(plan.target()),
                "unclaimed", warehouse.qualified(table),
                "columns", list(columns));
        create(connection, table, columns);
        Jdbc.update(connection, fill(FILL, names));
    }

    /** Creates a table of rows with their number. */
    private void create(Connection connection, String name, List<String> columns) throws SQLException {
        List<ColumnDefinition> all = new ArrayList<>();
        columns.forEach(
                column -> all.add(plan.table().definition().column(column).withNotNull(false)));
        all.add(new ColumnDefinition("zenoti_sync_count", ColumnType.of(ColumnType.Kind.BIGINT)));
        for (String sql : warehouse.createTable(name, new TableDefinition(name, all, List.of(), List.of()))) {
            Jdbc.update(connection, sql);
        }
    }

    private static String fill(SqlTemplate sql, Map<String, String> names) {
        return sql.fill(names::get);
    }

    private String list(List<String> columns) {
        return columns.stream().map(warehouse::quote).collect(Collectors.joining(", "));
    }

    /** The name of the table for a source; short, because names of targets and sources may be long. */
    private String tableOf(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((source + "|" + plan.target()).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
