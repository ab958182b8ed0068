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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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

    private static final SqlTemplate COPY = SqlTemplate.of(
            """
            INSERT INTO {to} ({columns}, zenoti_sync_count)
            SELECT {columns}, sum(zenoti_sync_count)
            FROM (
              SELECT {values_as}, zenoti_sync_count
              FROM {from}
            ) AS v
            GROUP BY {columns}
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
     * Makes the tables that are missing, and gives the others the present names and types of the target's columns. To a
     * source that comes new, all rows of the target are those of others. To one that has consumed the fact alone so far,
     * none are.
     */
    void prepare(Connection connection) throws SQLException {
        List<String> compared = plan.table().definition().columnNames().stream()
                .filter(plan.rivals().common()::contains)
                .toList();
        if (plan.rivals().isNewcomer()) {
            drop(warehouse, connection, plan.id().source(), plan.target());
            create(connection, table, compared);
            Map<String, String> names = Map.of(
                    "target", warehouse.qualified(plan.target()),
                    "unclaimed", warehouse.qualified(table),
                    "columns", list(compared));
            Jdbc.update(connection, fill(FILL, names));
        } else {
            createOrArrange(connection, table, compared);
        }
        for (String rival : plan.rivals().ids()) {
            createOrArrange(
                    connection,
                    tableOf(rival, plan.target()),
                    plan.table().definition().columnNames());
        }
    }

    /** @param wanted the columns that the table may have; those that it does not have yet are not added */
    private void createOrArrange(Connection connection, String name, List<String> wanted) throws SQLException {
        Optional<List<String>> present = warehouse.columnsOf(connection, name);
        if (present.isEmpty()) {
            create(connection, name, wanted);
            return;
        }
        Map<String, String> formerNames = formerNames(present.get(), wanted);
        List<String> kept = wanted.stream().filter(formerNames::containsKey).toList();
        String fresh = name + "_f";
        create(connection, fresh, kept);
        boolean isArranged = warehouse.typesOf(connection, fresh).equals(warehouse.typesOf(connection, name));
        if (!isArranged) {
            copy(connection, name, fresh, kept, column -> Objects.requireNonNull(formerNames.get(column)));
            Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(name));
            create(connection, name, kept);
            copy(connection, fresh, name, kept, column -> column);
        }
        Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(fresh));
    }

    /** The names that columns have in a table of rows, by their present names. */
    private Map<String, String> formerNames(List<String> present, List<String> wanted) {
        Map<String, String> names = new HashMap<>();
        for (String column : present) {
            String now = plan.table().presentName(column);
            if (wanted.contains(now) && (now.equals(column) || !present.contains(now))) {
                names.put(now, column);
            }
        }
        return names;
    }

    private void copy(Connection connection, String from, String to, List<String> columns, UnaryOperator<String> nameOf)
            throws SQLException {
        String values = columns.stream()
                .map(column -> "CAST(" + warehouse.quote(nameOf.apply(column)) + " AS " + typeName(column) + ") AS "
                        + warehouse.quote(column))
                .collect(Collectors.joining(", "));
        Map<String, String> names = Map.of(
                "to", warehouse.qualified(to),
                "from", warehouse.qualified(from),
                "columns", list(columns),
                "values_as", values);
        Jdbc.update(connection, fill(COPY, names));
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

    /** The columns that rows are compared by, see {@link Rivals#common}. */
    private List<String> comparedWith(Connection connection, String name, List<String> columns) throws SQLException {
        List<String> present = warehouse.columnsOf(connection, name).orElseThrow();
        return columns.stream().filter(present::contains).toList();
    }

    private String typeName(String column) {
        return warehouse.typeName(plan.table().definition().column(column).type());
    }

    /** Creates a table of rows with their number. */
    private void create(Connection connection, String name, List<String> columns) throws SQLException {
        List<ColumnDefinition> all = new ArrayList<>();
        for (String column : columns) {
            ColumnDefinition own = plan.table().definition().column(column);
            all.add(own.withNotNull(false));
        }
        all.add(new ColumnDefinition(COUNT, ColumnType.of(ColumnType.Kind.BIGINT)));
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
    static String tableOf(String source, String target) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((source + "|" + target).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
