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
import java.util.Locale;
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
        return warehouse.qualified(name);
    }

    /** Drops the table of a source, if it exists. */
    static void drop(Warehouse warehouse, Connection connection, String source, String target) throws SQLException {
        String name = nameOf(source, target);
        if (warehouse.columnsOf(connection, name).isPresent()) {
            Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(name));
        }
    }

    /** The columns of the target that it has, in the order of the target; empty if it does not exist. */
    Optional<List<String>> columns(Connection connection) throws SQLException {
        return warehouse.columnsOf(connection, name).map(present -> table.definition().columnNames().stream()
                .filter(present::contains)
                .toList());
    }

    void create(Connection connection, List<String> columns) throws SQLException {
        create(connection, name, columns);
    }

    /** Creates another table of that kind, for a moment. Returns its name for statements. */
    String createBeside(Connection connection, List<String> columns) throws SQLException {
        create(connection, name + "_r", columns);
        return warehouse.qualified(name + "_r");
    }

    /**
     * Gives the table the present names and types of the target's columns. It must exist.
     *
     * @param wanted the columns that the table may have; those that it does not have yet are not added
     */
    void arrange(Connection connection, List<String> wanted) throws SQLException {
        List<String> present = warehouse.columnsOf(connection, name).orElseThrow();
        Map<String, String> formerNames = formerNames(present, wanted);
        List<String> kept = wanted.stream().filter(formerNames::containsKey).toList();
        Map<String, String> types = warehouse.typesOf(connection, name);
        if (types.keySet().equals(withCount(kept)) && types.entrySet().containsAll(ofTarget(connection, kept))) {
            return;
        }
        String fresh = name + "_f";
        create(connection, fresh, kept);
        if (!warehouse.typesOf(connection, fresh).equals(types)) {
            copy(connection, name, fresh, kept, column -> {
                String former = Objects.requireNonNull(formerNames.get(column));
                return converted(former, kindOf(Objects.requireNonNull(types.get(former))), column);
            });
            Jdbc.update(connection, "DROP TABLE " + qualified());
            create(connection, name, kept);
            copy(connection, fresh, name, kept, warehouse::quote);
        }
        Jdbc.update(connection, "DROP TABLE " + warehouse.qualified(fresh));
    }

    private static Set<String> withCount(List<String> columns) {
        Set<String> all = new HashSet<>(columns);
        all.add(COUNT);
        return all;
    }

    /** The types of the target's columns, as the database spells them. */
    private Set<Map.Entry<String, String>> ofTarget(Connection connection, List<String> columns) throws SQLException {
        Map<String, String> types = new HashMap<>(warehouse.typesOf(connection, target));
        types.keySet().retainAll(columns);
        return types.entrySet();
    }

    /** A value that the table has, with the type that the column has now; converted as in the target. */
    private String converted(String former, ColumnType.Kind kind, String column) {
        ColumnType now = table.definition().column(column).type();
        ColumnType before =
                kind == ColumnType.Kind.VARCHAR ? ColumnType.varchar(ColumnType.MAX_VARCHAR) : ColumnType.of(kind);
        return warehouse.converted(warehouse.quote(former), before, now);
    }

    /** What matters of a type for its conversion, from the database's spelling. */
    private static ColumnType.Kind kindOf(String type) {
        String spelled = type.toLowerCase(Locale.ROOT);
        if (spelled.startsWith("timestamp")) {
            return spelled.contains("tz") || spelled.contains("with time zone")
                    ? ColumnType.Kind.TIMESTAMPTZ
                    : ColumnType.Kind.TIMESTAMP;
        }
        if (spelled.startsWith("bool")) {
            return ColumnType.Kind.BOOLEAN;
        }
        boolean isText = spelled.contains("char") || spelled.contains("text") || spelled.startsWith("date");
        return isText ? ColumnType.Kind.VARCHAR : ColumnType.Kind.DOUBLE;
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
                .map(column -> valueOf.apply(column) + " AS " + warehouse.quote(column))
                .collect(Collectors.joining(", "));
        Jdbc.update(
                connection,
                COPY.fill(Map.of(
                        "to", warehouse.qualified(to),
                        "from", warehouse.qualified(from),
                        "columns", columns.stream().map(warehouse::quote).collect(Collectors.joining(", ")),
                        "values_as", values)));
    }

    private void create(Connection connection, String other, List<String> columns) throws SQLException {
        List<ColumnDefinition> all = new ArrayList<>();
        for (String column : columns) {
            all.add(table.definition().column(column).withNotNull(false));
        }
        all.add(new ColumnDefinition(COUNT, ColumnType.of(ColumnType.Kind.BIGINT)));
        for (String sql : warehouse.createTable(other, new TableDefinition(other, all, List.of(), List.of()))) {
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
