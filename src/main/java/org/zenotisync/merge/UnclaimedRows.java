package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.TablesNeededException;
import org.zenotisync.warehouse.Warehouse;

/**
 * The rows of an append-only fact that other sources have brought and one source has not brought yet, each with its
 * number. Each source that the fact is or was consumed from has such a table. Rows are compared as a multiset: a row
 * that is among those of its source is there already and is taken out of them. Every other row is inserted, and becomes
 * one that the other sources have not brought. So the target has each row as often as the source that has brought it
 * most often: nothing is there twice, and nothing is lost, also if a fact moves back.
 */
public final class UnclaimedRows {

    private static final SqlTemplate FILL = SqlTemplate.of(
            """
            INSERT INTO {unclaimed} ({columns}, zenoti_sync_count)
            SELECT {columns}, count(*)
            FROM {target}
            GROUP BY {grouped}
            """);

    private static final SqlTemplate OTHERS = SqlTemplate.of(
            """
            SELECT {columns}
            FROM (
              SELECT {columns}, zenoti_sync_side,
                row_number() OVER (
                  PARTITION BY {compared} ORDER BY zenoti_sync_side DESC{others_in_order}
                ) AS zenoti_sync_place,
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

    private static final SqlTemplate INSERT_OTHERS =
            SqlTemplate.of("""
            INSERT INTO {target} ({columns})
            {others}
            """);

    private static final SqlTemplate GIVE_TO_RIVAL = SqlTemplate.of(
            """
            INSERT INTO {rival} ({rival_columns}, zenoti_sync_count)
            SELECT {rival_columns}, 1
            FROM (
            {others}
            ) AS o
            """);

    private static final SqlTemplate SELECT_REST = SqlTemplate.of(
            """
            SELECT {compared}, sum(zenoti_sync_count) - sum(zenoti_sync_side) AS zenoti_sync_count
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

    /** The temporary table of the rows that stay. */
    private static final String REST = "zenoti_sync_rest";

    private final Warehouse warehouse;
    private final MergePlan plan;
    private final Set<String> made;
    private final UnclaimedTable table;

    /** @param made tables that were made before a transaction, see {@link UnclaimedTable#neededBefore} */
    UnclaimedRows(Warehouse warehouse, MergePlan plan, Set<String> made) {
        this.warehouse = warehouse;
        this.plan = plan;
        this.made = made;
        this.table = tableOf(plan.id().source());
    }

    private UnclaimedTable tableOf(String source) {
        return new UnclaimedTable(warehouse, plan.rivals().all().orElse(plan.table()), source, plan.target());
    }

    /** The name of the table of a source and a target, whether it exists or not. */
    public static String nameOf(String source, String target) {
        return UnclaimedTable.nameOf(source, target);
    }

    /**
     * Drops the rows that are kept for a source, because the source is forgotten or the target is empty.
     *
     * @param source the source's id
     * @param target the name of the target table
     */
    public static void drop(Warehouse warehouse, Connection connection, String source, String target)
            throws SQLException {
        UnclaimedTable.drop(warehouse, connection, source, target);
    }

    /**
     * Makes the tables that are missing, and gives the others the present names and types of the target's columns. For
     * a source that comes new, all rows of the target are those of others. For one that has consumed the fact alone so
     * far, none are.
     *
     * @throws TablesNeededException if tables must be made before the transaction
     */
    void prepare(Connection connection) throws SQLException {
        List<String> all = plan.table().definition().columnNames();
        List<String> compared =
                all.stream().filter(plan.rivals().common()::contains).toList();
        boolean isMadeHere = warehouse.ddl().isTransactional();
        if (!isMadeHere) {
            requireTables(connection, compared, all);
        }
        if (plan.rivals().isNewcomer()) {
            if (isMadeHere) {
                drop(warehouse, connection, plan.id().source(), plan.target());
                table.create(connection, compared);
            }
            Map<String, String> names = Map.of(
                    "target", warehouse.dialect().qualified(plan.target()),
                    "unclaimed", table.qualified(),
                    "columns", list(compared),
                    "grouped", grouped(compared));
            Jdbc.update(connection, fill(FILL, names));
        } else if (isMadeHere) {
            prepare(connection, table, compared);
        }
        for (String rival : isMadeHere ? plan.rivals().ids() : Set.<String>of()) {
            prepare(connection, tableOf(rival), all);
        }
    }

    private void requireTables(Connection connection, List<String> compared, List<String> all) throws SQLException {
        List<Jdbc.Action> needed = new ArrayList<>();
        (plan.rivals().isNewcomer()
                        ? table.neededEmptyBefore(connection, compared, made)
                        : table.neededBefore(connection, compared, made))
                .ifPresent(needed::add);
        for (String rival : plan.rivals().ids()) {
            tableOf(rival).neededBefore(connection, all, made).ifPresent(needed::add);
        }
        if (!needed.isEmpty()) {
            throw new TablesNeededException(
                    "tables for the rows of other sources of " + plan.target() + " are made first",
                    plan.target(),
                    c -> {
                        for (Jdbc.Action action : needed) {
                            action.run(c);
                        }
                    });
        }
    }

    private static void prepare(Connection connection, UnclaimedTable table, List<String> columns) throws SQLException {
        if (table.columns(connection).isEmpty()) {
            table.create(connection, columns);
        } else {
            table.arrange(connection, columns);
        }
    }

    /**
     * Inserts the staged rows that are not there already.
     *
     * @param staged the number of staged rows
     * @return their number
     */
    long insertOthers(Connection connection, long staged) throws SQLException {
        List<String> columns = plan.table().definition().columnNames();
        List<String> compared = table.columns(connection).orElseThrow();
        Map<String, String> names = new HashMap<>();
        names.put("target", warehouse.dialect().qualified(plan.target()));
        names.put("unclaimed", table.qualified());
        names.put("stage", warehouse.dialect().temporary(StageTable.NAME));
        names.put("columns", list(columns));
        names.put("compared", list(compared));
        names.put(
                "unclaimed_columns",
                columns.stream()
                        .map(column -> compared.contains(column)
                                ? warehouse.dialect().quote(column)
                                : "NULL AS " + warehouse.dialect().quote(column))
                        .collect(Collectors.joining(", ")));
        // two statements evaluate this, and must choose the same rows
        names.put(
                "others_in_order",
                columns.stream()
                        .filter(column -> !compared.contains(column))
                        .map(column -> ", " + warehouse.dialect().quote(column))
                        .collect(Collectors.joining()));
        names.put("others", fill(OTHERS, names).strip());
        long inserted = Jdbc.update(connection, fill(INSERT_OTHERS, names));
        for (String rival : inserted == 0 ? Set.<String>of() : plan.rivals().ids()) {
            UnclaimedTable ofRival = tableOf(rival);
            names.put("rival", ofRival.qualified());
            names.put("rival_columns", list(ofRival.columns(connection).orElseThrow()));
            Jdbc.update(connection, fill(GIVE_TO_RIVAL, names));
        }
        if (inserted < staged) {
            takeOut(connection, names);
        }
        return inserted;
    }

    /** Takes the rows that were there already out of those that the source has not brought. */
    private void takeOut(Connection connection, Map<String, String> names) throws SQLException {
        names.put("rest", warehouse.dialect().temporary(REST));
        warehouse.stages().createTemporary(connection, REST, fill(SELECT_REST, names));
        Jdbc.update(connection, "DELETE FROM " + table.qualified());
        Jdbc.update(connection, fill(TAKE_REST, names));
        warehouse.stages().dropTemporary(connection, REST);
    }

    private static String fill(SqlTemplate sql, Map<String, String> names) {
        return sql.fill(names::get);
    }

    private String grouped(List<String> columns) {
        return columns.stream()
                .map(plan.table().definition()::column)
                .map(column -> warehouse.dialect().grouped(warehouse.dialect().quote(column.name()), column.type()))
                .collect(Collectors.joining(", "));
    }

    private String list(List<String> columns) {
        return warehouse.dialect().quoted(columns);
    }
}
