package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableNames;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_table}: the feed tables as their schema scripts have declared them so far. */
public final class TableRegistry implements ControlTable {

    public static final String TABLE = "zenoti_sync_table";

    private static final String ADDED = "added_columns";
    private static final String DROPPED = "dropped_columns";
    private static final String MOVED = "moved_columns";
    private static final String RETURNED = "returned_columns";
    private static final String DECLARED = "declared";
    private static final String ORIGIN = "schema_file";
    private static final String ORIGIN_MODIFIED = "schema_file_modified";

    /** S3's longest key with room for what control characters become. */
    private static final int LONGEST_KEY = 1100;

    private static final List<String> LATER = List.of(ADDED, DROPPED, MOVED, RETURNED, DECLARED);

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              table_name VARCHAR(127) NOT NULL PRIMARY KEY,
              target_table VARCHAR(127) NOT NULL,
              definition {text} NOT NULL,
              former_names VARCHAR(20000) NOT NULL,
              updated_at TIMESTAMP NOT NULL,
              {later_columns}
            )
            """);

    private static final SqlTemplate SELECT_ORIGINS = SqlTemplate.of(
            """
            SELECT table_name, schema_file, schema_file_modified
            FROM {table}
            WHERE schema_file IS NOT NULL
            """);

    private static final SqlTemplate UPDATE_ORIGIN = SqlTemplate.of(
            """
            UPDATE {table}
            SET schema_file = ?, schema_file_modified = ?
            WHERE table_name = ?
            """);

    private static final SqlTemplate SELECT_ONE = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table
            FROM {table}
            WHERE table_name = ?
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table
            FROM {table}
            ORDER BY table_name
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?,
              returned_columns = ?, declared = ?, updated_at = ?
            WHERE table_name = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (table_name, target_table, definition, former_names, added_columns, dropped_columns,
              moved_columns, returned_columns, declared, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private final Warehouse warehouse;
    private final SyncConfig.Target target;
    private final Clock clock;

    /** Definitions by their text: reading DDL takes long, compared with a small table group. */
    private final Map<String, TableDefinition> parsed = new ConcurrentHashMap<>();

    private volatile boolean isComplete;

    public TableRegistry(Warehouse warehouse, SyncConfig.Target target, Clock clock) {
        this.warehouse = warehouse;
        this.target = target;
        this.clock = clock;
    }

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public String createTable() {
        String later = laterColumns().stream()
                .map(column -> column.column().name() + " "
                        + warehouse.typeName(column.column().type()))
                .collect(Collectors.joining(", "));
        return CREATE.fill(Map.of(
                "table", warehouse.qualified(TABLE),
                "text", warehouse.typeName(ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                "later_columns", later));
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return Stream.concat(
                        LATER.stream()
                                .map(name -> new ColumnDefinition(name, ColumnType.varchar(ColumnType.MAX_VARCHAR))),
                        Stream.of(
                                new ColumnDefinition(ORIGIN, ColumnType.varchar(LONGEST_KEY)),
                                new ColumnDefinition(ORIGIN_MODIFIED, ColumnType.of(ColumnType.Kind.TIMESTAMP))))
                .map(column -> new LaterColumn(column, null))
                .toList();
    }

    /** The files of SchemaFull that tables come from, by table; none for tables of an earlier version. */
    Map<String, RivalFiles.TableOrigin> origins(Connection connection) throws SQLException {
        Map<String, RivalFiles.TableOrigin> origins = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_ORIGINS.fill("table", warehouse.qualified(TABLE)),
                row -> origins.put(
                        row.getString(1),
                        new RivalFiles.TableOrigin(
                                row.getString(2),
                                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC))));
        return origins;
    }

    /** Notes the file of SchemaFull that a table comes from. */
    void saveOrigin(Connection connection, String table, RivalFiles.TableOrigin origin) throws SQLException {
        Jdbc.update(
                connection,
                UPDATE_ORIGIN.fill("table", warehouse.qualified(TABLE)),
                origin.key(),
                LocalDateTime.ofInstant(origin.modified(), ZoneOffset.UTC),
                table);
    }

    /** The table of a name, if its schema file has been applied. */
    public Optional<FeedTable> find(Connection connection, String table) throws SQLException {
        return known(connection, table).map(KnownTable::table);
    }

    /** The same with the name of its target. */
    public Optional<KnownTable> known(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, select(SELECT_ONE, connection), this::map, table);
    }

    /** All known tables, by name. */
    public List<FeedTable> all(Connection connection) throws SQLException {
        return allKnown(connection).stream().map(KnownTable::table).toList();
    }

    /** The same with the names of their targets. */
    public List<KnownTable> allKnown(Connection connection) throws SQLException {
        return Jdbc.query(connection, select(SELECT_ALL, connection), this::map);
    }

    /**
     * The present names of targets. A known table has the name that it was made with; others are named by the settings.
     */
    public UnaryOperator<String> targetNames(Connection connection) throws SQLException {
        Map<String, String> made = new HashMap<>();
        // an earlier version may have left two rows for one table: the shorter name comes first
        Jdbc.query(
                connection,
                "SELECT table_name, target_table FROM " + warehouse.qualified(TABLE) + " ORDER BY table_name",
                row -> made.putIfAbsent(TableNames.canonical(row.getString(1)), row.getString(2)));
        return table -> made.getOrDefault(table, target.nameOf(table));
    }

    /** The name of the target of one table, as {@link #targetNames} gives it. */
    String targetOf(Connection connection, String table) throws SQLException {
        return targetNames(connection).apply(table);
    }

    /** Whether a target has another name than the settings give it. */
    public boolean hasOtherTargets(Connection connection) throws SQLException {
        return Jdbc.query(
                        connection,
                        "SELECT table_name, target_table FROM " + warehouse.qualified(TABLE),
                        row -> row.getString(2).equals(target.nameOf(row.getString(1))))
                .contains(false);
    }

    /**
     * Gives the configured name to tables whose target does not exist under the name that it was made with: the target
     * will be made under the configured name, or somebody has renamed it. A target that exists keeps its name.
     */
    public void nameMissingTargets(Connection connection) throws SQLException {
        for (KnownTable known : allKnown(connection)) {
            String configured = target.nameOf(known.name());
            if (!known.target().equals(configured)
                    && warehouse.columnsOf(connection, known.target()).isEmpty()) {
                Jdbc.update(
                        connection,
                        "UPDATE " + warehouse.qualified(TABLE) + " SET target_table = ? WHERE table_name = ?",
                        configured,
                        known.name());
            }
        }
    }

    /** Keeps a table's definition in place of the one before; the name of its target stays. */
    public void save(Connection connection, FeedTable table) throws SQLException {
        String formerNames = map(table.formerNames());
        String definition = DdlParser.canonical(table.definition());
        long updated = Jdbc.update(
                connection,
                UPDATE.fill("table", warehouse.qualified(TABLE)),
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
                    INSERT.fill("table", warehouse.qualified(TABLE)),
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
    private String select(SqlTemplate select, Connection connection) throws SQLException {
        if (!isComplete) {
            isComplete =
                    warehouse.columnsOf(connection, TABLE).orElse(List.of()).containsAll(LATER);
        }
        String later = isComplete ? String.join(", ", LATER) : "NULL, NULL, NULL, NULL, NULL";
        return select.fill(Map.of("table", warehouse.qualified(TABLE), "later_values", later));
    }

    private KnownTable map(ResultSet row) throws SQLException {
        String declared = row.getString(7);
        FeedTable table = new FeedTable(
                parsed.computeIfAbsent(row.getString(1), TableRegistry::parse),
                map(row.getString(2)),
                set(row.getString(3)),
                set(row.getString(4)),
                new ColumnHistory(map(row.getString(5)), set(row.getString(6)), declared == null ? "" : declared));
        return new KnownTable(table, row.getString(8));
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
