package org.zenotisync.merge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table of {@link UnclaimedRows} of one source and one append-only fact. Its columns have the names and types that
 * the target's have; it may have fewer.
 */
final class UnclaimedTable {

    private static final String PREFIX = "zenoti_sync_unclaimed_";
    private static final int DIGITS = 16;

    /** How often a row is there. */
    private static final String COUNT = "zenoti_sync_count";

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

    private final Warehouse warehouse;
    private final FeedTable table;
    private final String target;
    private final String name;

    /**
     * @param table the fact over all sources, with its present columns
     * @param source the id of the source
     * @param target the name of the target table
     */
    UnclaimedTable(Warehouse warehouse, FeedTable table, String source, String target) {
        this.warehouse = warehouse;
        this.table = table;
        this.target = target;
        this.name = nameOf(source, target);
    }

    /** Its name for statements. */
    String qualified() {
        return warehouse.dialect().qualified(name);
    }

    /** Drops the table of a source, if it exists. */
    static void drop(Warehouse warehouse, Connection connection, String source, String target) throws SQLException {
        dropIfThere(warehouse, connection, nameOf(source, target));
    }

    private static void dropIfThere(Warehouse warehouse, Connection connection, String name) throws SQLException {
        if (warehouse.catalog().has(connection, name)) {
            execute(connection, warehouse.ddl().dropTable(name));
        }
    }

    /** The columns of the target that it has, in the order of the target; empty if it does not exist. */
    Optional<List<String>> columns(Connection connection) throws SQLException {
        return warehouse.catalog().columnsOf(connection, name).map(present -> table.definition().columnNames().stream()
                .filter(present::contains)
                .toList());
    }

    void create(Connection connection, List<String> columns) throws SQLException {
        create(connection, name, columns);
    }

    /**
     * What must be done before a transaction that uses the table, in a database whose DDL would commit it; empty if the
     * table is ready.
     *
     * @param wanted the columns that it may have
     * @param made tables that were made with these columns, see {@link #identity}; what is done adds to them
     */
    Optional<Jdbc.Action> neededBefore(Connection connection, List<String> wanted, Set<String> made)
            throws SQLException {
        if (!warehouse.catalog().has(connection, name)) {
            return Optional.of(c -> createOrRecover(c, wanted));
        }
        if (isAsTarget(connection, wanted) || made.contains(identity(wanted))) {
            return Optional.empty();
        }
        return Optional.of(c -> {
            replace(c, wanted);
            made.add(identity(wanted));
        });
    }

    /** The same for a table that must be empty. */
    Optional<Jdbc.Action> neededEmptyBefore(Connection connection, List<String> wanted, Set<String> made)
            throws SQLException {
        boolean hasRows = hasRows(connection);
        boolean isReady = made.contains(identity(wanted)) && warehouse.catalog().has(connection, name) && !hasRows;
        return isReady
                ? Optional.empty()
                : Optional.of(c -> {
                    if (!hasRows && hasRows(c)) {
                        // another process has loaded the source's first table group in the meantime
                        return;
                    }
                    dropIfThere(warehouse, c, name);
                    create(c, name, wanted);
                    made.add(identity(wanted));
                });
    }

    private boolean hasRows(Connection connection) throws SQLException {
        return warehouse.catalog().has(connection, name) && warehouse.hasRows(connection, name);
    }

    /** The name of the table with its columns and their types. */
    private String identity(List<String> wanted) {
        return name + wanted.stream().map(table.definition()::column).toList();
    }

    /** If {@link #replace} has not come to its end, the table has the name that it had while it was filled. */
    private void createOrRecover(Connection connection, List<String> wanted) throws SQLException {
        if (warehouse.catalog().has(connection, fresh())) {
            execute(connection, warehouse.ddl().renameTable(fresh(), name));
        } else {
            create(connection, name, wanted);
        }
    }

    /** As {@link #arrange}, by statements that are committed one by one: at any time one of two tables has all rows. */
    private void replace(Connection connection, List<String> wanted) throws SQLException {
        dropIfThere(warehouse, connection, fresh());
        Map<String, String> formerNames =
                formerNames(warehouse.catalog().columnsOf(connection, name).orElseThrow(), wanted);
        List<String> kept = wanted.stream().filter(formerNames::containsKey).toList();
        create(connection, fresh(), kept);
        fill(connection, kept, formerNames);
        execute(connection, warehouse.ddl().dropTable(name));
        execute(connection, warehouse.ddl().renameTable(fresh(), name));
    }

    /** Whether its columns are those of the target, by name and type. */
    private boolean isAsTarget(Connection connection, List<String> wanted) throws SQLException {
        Map<String, PresentType> types = warehouse.catalog().typesOf(connection, name);
        List<String> kept = wanted.stream().filter(types::containsKey).toList();
        return types.keySet().equals(withCount(kept)) && types.entrySet().containsAll(ofTarget(connection, kept));
    }

    /** The name of the table that takes its place. */
    private String fresh() {
        return name + "_f";
    }

    /** Copies all rows into the table that takes its place, converted as in the target. */
    private void fill(Connection connection, List<String> kept, Map<String, String> formerNames) throws SQLException {
        Map<String, PresentType> types = warehouse.catalog().typesOf(connection, name);
        copy(connection, name, fresh(), kept, column -> {
            String former = Objects.requireNonNull(formerNames.get(column));
            return converted(former, Objects.requireNonNull(types.get(former)), column);
        });
    }

    /**
     * Gives the table the present names and types of the target's columns. It must exist.
     *
     * @param wanted the columns that the table may have; those that it does not have yet are not added
     */
    void arrange(Connection connection, List<String> wanted) throws SQLException {
        List<String> present = warehouse.catalog().columnsOf(connection, name).orElseThrow();
        Map<String, String> formerNames = formerNames(present, wanted);
        List<String> kept = wanted.stream().filter(formerNames::containsKey).toList();
        Map<String, PresentType> types = warehouse.catalog().typesOf(connection, name);
        if (types.keySet().equals(withCount(kept)) && types.entrySet().containsAll(ofTarget(connection, kept))) {
            return;
        }
        create(connection, fresh(), kept);
        if (!warehouse.catalog().typesOf(connection, fresh()).equals(types)) {
            fill(connection, kept, formerNames);
            execute(connection, warehouse.ddl().dropTable(name));
            create(connection, name, kept);
            copy(connection, fresh(), name, kept, warehouse.dialect()::quote);
        }
        execute(connection, warehouse.ddl().dropTable(fresh()));
    }

    private static Set<String> withCount(List<String> columns) {
        Set<String> all = new HashSet<>(columns);
        all.add(COUNT);
        return all;
    }

    /** The types of the target's columns. */
    private Set<Map.Entry<String, PresentType>> ofTarget(Connection connection, List<String> columns)
            throws SQLException {
        Map<String, PresentType> types = new HashMap<>(warehouse.catalog().typesOf(connection, target));
        types.keySet().retainAll(columns);
        return types.entrySet();
    }

    /** A value that the table has, with the type that the column has now; converted as in the target. */
    private String converted(String former, PresentType type, String column) {
        ColumnType now = table.definition().column(column).type();
        // a number of any length is converted as any other number
        ColumnType before = type.type().orElse(ColumnType.of(ColumnType.Kind.DOUBLE));
        return warehouse.dialect().converted(warehouse.dialect().quote(former), before, now);
    }

    /** The names that columns have in the table, by their present names. */
    private Map<String, String> formerNames(List<String> present, List<String> wanted) {
        Map<String, String> names = new HashMap<>();
        for (String column : present) {
            String now = table.presentName(column);
            if (wanted.contains(now) && (now.equals(column) || !present.contains(now))) {
                names.put(now, column);
            }
        }
        return names;
    }

    private void copy(
            Connection connection, String from, String to, List<String> columns, UnaryOperator<String> valueOf)
            throws SQLException {
        String values = columns.stream()
                .map(column ->
                        valueOf.apply(column) + " AS " + warehouse.dialect().quote(column))
                .collect(Collectors.joining(", "));
        Jdbc.update(
                connection,
                COPY.fill(Map.of(
                        "to", warehouse.dialect().qualified(to),
                        "from", warehouse.dialect().qualified(from),
                        "columns", warehouse.dialect().quoted(columns),
                        "values_as", values)));
    }

    private void create(Connection connection, String other, List<String> columns) throws SQLException {
        List<ColumnDefinition> all = new ArrayList<>();
        for (String column : columns) {
            all.add(table.definition().column(column).withNotNull(false));
        }
        all.add(new ColumnDefinition(COUNT, ColumnType.of(ColumnType.Kind.BIGINT)));
        TableDefinition definition = new TableDefinition(other, all, List.of(), List.of());
        execute(connection, warehouse.ddl().createTable(other, definition));
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        for (String sql : statements) {
            Jdbc.update(connection, sql);
        }
    }

    /** Short, because names of targets and sources may be long. */
    static String nameOf(String source, String target) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((source + "|" + target).getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
