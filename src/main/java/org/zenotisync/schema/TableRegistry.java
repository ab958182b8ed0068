package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_table}: the feed tables as their schema scripts have declared them so far. */
public final class TableRegistry {

    public static final String TABLE = "zenoti_sync_table";

    private static final String ADDED = "added_columns";
    private static final String DROPPED = "dropped_columns";
    private static final String MOVED = "moved_columns";
    private static final String RETURNED = "returned_columns";
    private static final String DECLARED = "declared";
    private static final List<String> LATER = List.of(ADDED, DROPPED, MOVED, RETURNED, DECLARED);

    private final Warehouse warehouse;
    private final SyncConfig.Target target;
    private final Clock clock;

    /** Definitions by their text: reading DDL is slow beside a small table group. */
    private final Map<String, TableDefinition> parsed = new ConcurrentHashMap<>();

    private volatile boolean isComplete;

    public TableRegistry(Warehouse warehouse, SyncConfig.Target target, Clock clock) {
        this.warehouse = warehouse;
        this.target = target;
        this.clock = clock;
    }

    /** The statement that creates the table if it is missing. */
    public String createTable() {
        return "CREATE TABLE IF NOT EXISTS " + warehouse.qualified(TABLE)
                + " (table_name VARCHAR(127) NOT NULL PRIMARY KEY, target_table VARCHAR(127) NOT NULL,"
                + " definition " + warehouse.typeName(ColumnType.varchar(ColumnType.MAX_VARCHAR))
                + " NOT NULL, former_names VARCHAR(20000) NOT NULL,"
                + " updated_at TIMESTAMP NOT NULL"
                + laterColumns().stream()
                        .map(later -> ", " + later.column().name() + " "
                                + warehouse.typeName(later.column().type()))
                        .collect(Collectors.joining())
                + ")";
    }

    /** What tables of earlier versions do not have. */
    public List<LaterColumn> laterColumns() {
        return LATER.stream()
                .map(name -> new ColumnDefinition(name, ColumnType.varchar(ColumnType.MAX_VARCHAR)))
                .map(column -> new LaterColumn(column, null))
                .toList();
    }

    /** The table of a folded name, if its schema file has been applied. */
    public Optional<FeedTable> find(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, select(connection) + " WHERE table_name = ?", this::map, table);
    }

    /** All known tables, by name. */
    public List<FeedTable> all(Connection connection) throws SQLException {
        return Jdbc.query(connection, select(connection) + " ORDER BY table_name", this::map);
    }

    /** Keeps a table's definition in place of the one before. */
    public void save(Connection connection, FeedTable table) throws SQLException {
        String formerNames = map(table.formerNames());
        String definition = DdlParser.canonical(table.definition());
        long updated = Jdbc.update(
                connection,
                "UPDATE " + warehouse.qualified(TABLE)
                        + " SET target_table = ?, definition = ?, former_names = ?, " + String.join(" = ?, ", LATER)
                        + " = ?, updated_at = ? WHERE table_name = ?",
                target.nameOf(table.name()),
                definition,
                formerNames,
                list(table.added()),
                list(table.dropped()),
                map(table.history().moved()),
                list(table.history().returned()),
                table.history().declared(),
                Jdbc.now(clock),
                table.name());
        if (updated == 0) {
            Jdbc.update(
                    connection,
                    "INSERT INTO " + warehouse.qualified(TABLE)
                            + " (table_name, target_table, definition, former_names, " + String.join(", ", LATER)
                            + ", updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    table.name(),
                    target.nameOf(table.name()),
                    definition,
                    formerNames,
                    list(table.added()),
                    list(table.dropped()),
                    map(table.history().moved()),
                    list(table.history().returned()),
                    table.history().declared(),
                    Jdbc.now(clock));
        }
    }

    /** Forgets a table. */
    void remove(Connection connection, String table) throws SQLException {
        Jdbc.update(connection, "DELETE FROM " + warehouse.qualified(TABLE) + " WHERE table_name = ?", table);
    }

    /** {@code plan} and {@code status} also read tables of an earlier version that no cycle has completed yet. */
    private String select(Connection connection) throws SQLException {
        if (!isComplete) {
            isComplete =
                    warehouse.columnsOf(connection, TABLE).orElse(List.of()).containsAll(LATER);
        }
        String later = isComplete ? String.join(", ", LATER) : "NULL, NULL, NULL, NULL, NULL";
        return "SELECT definition, former_names, " + later + " FROM " + warehouse.qualified(TABLE);
    }

    private FeedTable map(ResultSet row) throws SQLException {
        String declared = row.getString(7);
        return new FeedTable(
                parsed.computeIfAbsent(row.getString(1), TableRegistry::parse),
                map(row.getString(2)),
                set(row.getString(3)),
                set(row.getString(4)),
                new ColumnHistory(map(row.getString(5)), set(row.getString(6)), declared == null ? "" : declared));
    }

    private static String map(Map<String, String> names) {
        return new TreeMap<>(names)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }

    /** @param pairs null in a row that an earlier version has written */
    private static Map<String, String> map(String pairs) {
        Map<String, String> names = new TreeMap<>();
        for (String pair : pairs == null ? new String[0] : pairs.split(",")) {
            if (!pair.isEmpty()) {
                names.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return names;
    }

    private static String list(Set<String> columns) {
        return String.join(",", new TreeSet<>(columns));
    }

    /** @param columns null in a row that an earlier version has written */
    private static Set<String> set(String columns) {
        return columns == null || columns.isEmpty() ? Set.of() : Set.of(columns.split(","));
    }

    static TableDefinition parse(String definition) {
        try {
            return ((SchemaStatement.CreateTable) DdlParser.parse(definition).get(0)).definition();
        } catch (DdlException | ClassCastException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    TABLE + " holds a definition that was not written by this program: " + e.getMessage(), e);
        }
    }
}
