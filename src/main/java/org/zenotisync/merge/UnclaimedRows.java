package org.zenotisync.merge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * The rows of an append-only fact that other sources have brought and one source has not brought yet, each with its
 * number. Each source that the fact is or was consumed from has such a table. Rows are compared as a multiset: a row
 * that is among those of its source is there already and is taken out of them. Every other row is inserted, and becomes
 * one that the other sources have not brought. So the target has each row as often as the source that has brought it
 * most often: nothing is there twice, and nothing is lost, also if a fact moves back.
 */
public final class UnclaimedRows {

    private static final String PREFIX = "zenoti_sync_unclaimed_";
    private static final int DIGITS = 16;

    /** How often a row is there. */
    private static final String COUNT = "zenoti_sync_count";

    /** Of a DECIMAL. */
    private static final int MAX_PRECISION = 38;

    private static final SqlTemplate FILL = SqlTemplate.of(
            """
            INSERT INTO {unclaimed} ({columns}, zenoti_sync_count)
            SELECT {columns}, count(*)
            FROM {target}
            GROUP BY {columns}
            """);

    private static final SqlTemplate OTHERS = SqlTemplate.of(
            """
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
        this.table = tableOf(plan.id().source(), plan.target());
    }

    /**
     * Drops the rows that are kept for a source, because the source is forgotten or the target is empty.
     *
     * @param source the source's id
     * @param target the name of the target table
     */
    public static void drop(Warehouse warehouse, Connection connection, String source, String target)
            throws SQLException {
        String name = tableOf(source, target);
        if (warehouse.columnsOf(connection, name).isPresent()) {
            Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(name));
        }
    }

    /**
     * Makes the tables that are missing. To a source that comes new, all rows of the target are those of others. To one
     * that has consumed the fact alone so far, none are.
     *
     * @throws LoadException if a column was renamed since one of the tables was made: without it, rows that are new
     *     could look as if they were there
     */
    void prepare(Connection connection) throws LoadException, SQLException {
        List<String> columns = plan.table().definition().columnNames();
        if (plan.rivals().isNewcomer()) {
            drop(warehouse, connection, plan.id().source(), plan.target());
            create(connection, table, columns);
            Map<String, String> names = Map.of(
                    "target", warehouse.qualified(plan.target()),
                    "unclaimed", warehouse.qualified(table),
                    "columns", list(columns));
            Jdbc.update(connection, fill(FILL, names));
        } else {
            createIfMissing(connection, table, columns);
        }
        for (String rival : plan.rivals().ids()) {
            createIfMissing(connection, tableOf(rival, plan.target()), columns);
            requireColumns(connection, tableOf(rival, plan.target()), columns);
        }
        requireColumns(connection, table, columns);
    }

    private void requireColumns(Connection connection, String name, List<String> columns)
            throws LoadException, SQLException {
        for (String column : warehouse.columnsOf(connection, name).orElseThrow()) {
            if (!columns.contains(column) && !column.equals(COUNT)) {
                throw new LoadException("the rows that are compared with other sources have the column " + column
                        + ", which " + plan.target() + " does not have any more; rename it in "
                        + warehouse.qualified(name)
                        + " as it was renamed there: ALTER TABLE ... RENAME COLUMN ... TO ...");
            }
        }
    }

    /**
     * Inserts the staged rows that are not there already.
     *
     * @return their number
     */
    long insertOthers(Connection connection) throws SQLException {
        List<String> columns = plan.table().definition().columnNames();
        List<String> compared = comparedWith(connection, table, columns);
        String rest = table + "_r";
        Map<String, String> names = new HashMap<>();
        names.put("target", warehouse.qualified(plan.target()));
        names.put("unclaimed", warehouse.qualified(table));
        names.put("stage", warehouse.quote(StageTable.NAME));
        names.put("rest", warehouse.qualified(rest));
        names.put("columns", list(columns));
        names.put("compared", list(compared));
        names.put(
                "unclaimed_columns",
                columns.stream()
                        .map(column -> compared.contains(column)
                                ? warehouse.quote(column)
                                : "NULL AS " + warehouse.quote(column))
                        .collect(Collectors.joining(", ")));
        names.put("others", fill(OTHERS, names).strip());
        long inserted = Jdbc.update(connection, fill(INSERT_OTHERS, names));
        for (String rival : inserted == 0 ? Set.<String>of() : plan.rivals().ids()) {
            String ofRival = tableOf(rival, plan.target());
            names.put("rival", warehouse.qualified(ofRival));
            names.put("rival_columns", list(comparedWith(connection, ofRival, columns)));
            Jdbc.update(connection, fill(GIVE_TO_RIVAL, names));
        }
        create(connection, rest, compared);
        Jdbc.update(connection, fill(FILL_REST, names));
        Jdbc.update(connection, "DELETE FROM " + warehouse.qualified(table));
        Jdbc.update(connection, fill(TAKE_REST, names));
        Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(rest));
        return inserted;
    }

    /** The columns that rows are compared by: those that were there when the table was made. */
    private List<String> comparedWith(Connection connection, String name, List<String> columns) throws SQLException {
        List<String> present = warehouse.columnsOf(connection, name).orElseThrow();
        return columns.stream().filter(present::contains).toList();
    }

    private void createIfMissing(Connection connection, String name, List<String> columns) throws SQLException {
        if (warehouse.columnsOf(connection, name).isEmpty()) {
            create(connection, name, columns);
        }
    }

    /** Creates a table of rows with their number. */
    private void create(Connection connection, String name, List<String> columns) throws SQLException {
        List<ColumnDefinition> all = new ArrayList<>();
        for (String column : columns) {
            ColumnDefinition own = plan.table().definition().column(column);
            all.add(own.withType(widest(own.type())).withNotNull(false));
        }
        all.add(new ColumnDefinition(COUNT, ColumnType.of(ColumnType.Kind.BIGINT)));
        for (String sql : warehouse.createTable(name, new TableDefinition(name, all, List.of(), List.of()))) {
            Jdbc.update(connection, sql);
        }
    }

    /** The table stays as it is when a script widens a column. */
    private static ColumnType widest(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> ColumnType.varchar(ColumnType.MAX_VARCHAR);
            case SMALLINT, INTEGER -> ColumnType.of(ColumnType.Kind.BIGINT);
            case DECIMAL -> ColumnType.decimal(MAX_PRECISION, type.scale());
            default -> type;
        };
    }

    private static String fill(SqlTemplate sql, Map<String, String> names) {
        return sql.fill(names::get);
    }

    private String list(List<String> columns) {
        return columns.stream().map(warehouse::quote).collect(Collectors.joining(", "));
    }

    /** The name of the table for a source; short, because names of targets and sources may be long. */
    private static String tableOf(String source, String target) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((source + "|" + target).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
