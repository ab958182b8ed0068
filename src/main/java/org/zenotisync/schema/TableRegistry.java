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
import javax.sql.DataSource;
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

/**
 * The table {@code zenoti_sync_table}: the feed tables as the schema scripts of all sources have declared them so far,
 * and so the columns of their targets. What the scripts of one source say is in {@link SourceTables}; with one source
 * both are the same.
 */
public final class TableRegistry implements ControlTable {

    public static final String TABLE = "zenoti_sync_table";

    private static final String ADDED = "added_columns";
    private static final String DROPPED = "dropped_columns";
    private static final String MOVED = "moved_columns";
    private static final String RETURNED = "returned_columns";
    private static final String DECLARED = "declared";
    private static final String ORIGIN = "schema_file";
    private static final String ORIGIN_MODIFIED = "schema_file_modified";
    private static final String FORGOTTEN = "forgotten_at";

    /** Begins the id of a source that is forgotten; no bucket has such a name. */
    private static final String FORGOTTEN_SOURCE = "forgotten:";

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
            FROM {source_table}
            WHERE source = ? AND schema_file IS NOT NULL
            """);

    private static final SqlTemplate UPDATE_ORIGIN = SqlTemplate.of(
            """
            UPDATE {source_table}
            SET schema_file = ?, schema_file_modified = ?
            WHERE source = ? AND table_name = ?
            """);

    private static final SqlTemplate SELECT_ONE = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table, {forgotten}
            FROM {table}
            WHERE table_name = ?
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table, {forgotten}
            FROM {table}
            ORDER BY table_name
            """);

    private static final SqlTemplate SELECT_OF_SOURCE = SqlTemplate.of(
            """
            SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared
            FROM {source_table}
            WHERE source = ? AND table_name = ?
            """);

    private static final SqlTemplate SELECT_NAMES =
            SqlTemplate.of("SELECT table_name FROM {source_table} WHERE source = ?");

    private static final SqlTemplate SELECT_NAMES_OF_SOURCES =
            SqlTemplate.of("SELECT source, table_name FROM {source_table}");

    private static final SqlTemplate SELECT_OF_OTHERS = SqlTemplate.of(
            """
            SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared,
              source
            FROM {source_table}
            WHERE source <> ? AND table_name = ?
            ORDER BY source
            """);

    private static final SqlTemplate UPDATE_OF_SOURCE = SqlTemplate.of(
            """
            UPDATE {source_table}
            SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?,
              returned_columns = ?, declared = ?, updated_at = ?
            WHERE source = ? AND table_name = ?
            """);

    private static final SqlTemplate INSERT_OF_SOURCE = SqlTemplate.of(
            """
            INSERT INTO {source_table} (definition, former_names, added_columns, dropped_columns, moved_columns,
              returned_columns, declared, updated_at, source, table_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final SqlTemplate COUNT_WITHOUT_SOURCE = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {table}
            WHERE table_name NOT IN (SELECT table_name FROM {source_table})
            """);

    /** Before there were several sources, the scripts of the only one have declared all tables. */
    private static final SqlTemplate INSERT_WITHOUT_SOURCE = SqlTemplate.of(
            """
            INSERT INTO {source_table} (source, table_name, definition, former_names, added_columns, dropped_columns,
              moved_columns, returned_columns, declared, schema_file, schema_file_modified, updated_at)
            SELECT f.source, t.table_name, t.definition, t.former_names, t.added_columns, t.dropped_columns,
              t.moved_columns, t.returned_columns, t.declared, t.schema_file, t.schema_file_modified, t.updated_at
            FROM {table} AS t
            CROSS JOIN (SELECT DISTINCT source FROM {schema_file}) AS f
            WHERE t.table_name NOT IN (SELECT table_name FROM {source_table})
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
    private volatile boolean hasLater;
    private volatile boolean hasSources;

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
                                new ColumnDefinition(ORIGIN_MODIFIED, ColumnType.of(ColumnType.Kind.TIMESTAMP)),
                                new ColumnDefinition(FORGOTTEN, ColumnType.of(ColumnType.Kind.TIMESTAMP))))
                .map(column -> new LaterColumn(column, null))
                .toList();
    }

    private String fill(SqlTemplate sql) {
        return sql.fill("source_table", warehouse.qualified(SourceTables.TABLE));
    }

    /**
     * Notes the tables of an earlier version as declared by the source that there was.
     *
     * @throws SQLException if the target refuses the statements
     */
    public void noteSources(DataSource dataSource) throws SQLException {
        Map<String, String> both = Map.of(
                "table", warehouse.qualified(TABLE),
                "source_table", warehouse.qualified(SourceTables.TABLE));
        if (Jdbc.with(dataSource, c -> Jdbc.number(c, COUNT_WITHOUT_SOURCE.fill(both))) == 0) {
            return;
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            warehouse.holdSchema(connection);
            Jdbc.update(
                    connection,
                    INSERT_WITHOUT_SOURCE.fill(Map.of(
                            "table", warehouse.qualified(TABLE),
                            "source_table", warehouse.qualified(SourceTables.TABLE),
                            "schema_file", warehouse.qualified(SchemaFileTable.NAME))));
        });
    }

    /** The files of SchemaFull of a source that tables come from, by table; none for tables of an earlier version. */
    Map<String, RivalFiles.TableOrigin> origins(Connection connection, String source) throws SQLException {
        Map<String, RivalFiles.TableOrigin> origins = new HashMap<>();
        if (!hasSources(connection)) {
            return origins;
        }
        Jdbc.query(
                connection,
                fill(SELECT_ORIGINS),
                row -> origins.put(
                        row.getString(1),
                        new RivalFiles.TableOrigin(
                                row.getString(2),
                                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC))),
                source);
        return origins;
    }

    /** Notes the file of SchemaFull that a source's table comes from. */
    void saveOrigin(Connection connection, String source, String table, RivalFiles.TableOrigin origin)
            throws SQLException {
        Jdbc.update(
                connection,
                fill(UPDATE_ORIGIN),
                origin.key(),
                LocalDateTime.ofInstant(origin.modified(), ZoneOffset.UTC),
                source,
                table);
    }

    /** The table of a name over all sources, if a schema file that makes it has been applied. */
    public Optional<FeedTable> find(Connection connection, String table) throws SQLException {
        return known(connection, table).map(KnownTable::table);
    }

    /** The same with the name of its target. */
    public Optional<KnownTable> known(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, select(SELECT_ONE, connection), this::map, table);
    }

    /** A table as the scripts of one source declare it; empty if none of them makes it. */
    Optional<FeedTable> ofSource(Connection connection, String source, String table) throws SQLException {
        if (!hasSources(connection)) {
            return find(connection, table);
        }
        return Jdbc.first(connection, fill(SELECT_OF_SOURCE), this::feedTable, source, table);
    }

    /** The names of the tables that the scripts of a source make. */
    public Set<String> namesOf(Connection connection, String source) throws SQLException {
        return hasSources(connection)
                ? Set.copyOf(Jdbc.query(connection, fill(SELECT_NAMES), row -> row.getString(1), source))
                : all(connection).stream().map(FeedTable::name).collect(Collectors.toSet());
    }

    /** The names of the tables that scripts make, by the id of the source; none for an earlier version's database. */
    public Map<String, Set<String>> namesOfSources(Connection connection) throws SQLException {
        Map<String, Set<String>> names = new TreeMap<>();
        if (hasSources(connection)) {
            Jdbc.query(connection, fill(SELECT_NAMES_OF_SOURCES), row -> names.computeIfAbsent(
                            row.getString(1), source -> new TreeSet<>())
                    .add(row.getString(2)));
        }
        return names;
    }

    /** A table as the scripts of all other sources declare it, by the id of the source. */
    Map<String, FeedTable> ofOthers(Connection connection, String source, String table) throws SQLException {
        Map<String, FeedTable> others = new TreeMap<>();
        Jdbc.query(
                connection, fill(SELECT_OF_OTHERS), row -> others.put(row.getString(8), feedTable(row)), source, table);
        return others;
    }

    /**
     * A table for reading the files of one source: the order of its columns is that of the source, their types are
     * those of the target. The target's other columns are as columns that have left the feed.
     *
     * @return empty if no schema file of the source makes the table
     */
    public Optional<KnownTable> known(Connection connection, String source, String table) throws SQLException {
        Optional<KnownTable> ofAll = known(connection, table);
        Optional<FeedTable> ofSource = ofSource(connection, source, table);
        return ofAll.isEmpty() || ofSource.isEmpty()
                ? Optional.empty()
                : ofAll.map(all -> all.with(SeveralSources.read(all.table(), ofSource.get())));
    }

    /** Whether the control table exists: {@code adopt --plan} also reads a database of an earlier version. */
    private boolean hasSources(Connection connection) throws SQLException {
        if (!hasSources) {
            hasSources = warehouse.columnsOf(connection, SourceTables.TABLE).isPresent();
        }
        return hasSources;
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

    /**
     * Keeps what the scripts of one source say of a table, in place of what they said before.
     *
     * @param source the source's id
     * @throws SchemaException if it contradicts what the scripts of other sources say
     */
    void save(Connection connection, String source, FeedTable table) throws SQLException, SchemaException {
        FeedTable ofAll = ofAll(connection, source, table);
        saveOfSource(connection, source, table);
        save(connection, ofAll);
    }

    /**
     * The table over all sources, if the scripts of one source say something of it. Changes nothing.
     *
     * @throws SchemaException if it contradicts what the scripts of other sources say
     */
    FeedTable ofAll(Connection connection, String source, FeedTable table) throws SQLException, SchemaException {
        Map<String, FeedTable> others = hasSources(connection) ? ofOthers(connection, source, table.name()) : Map.of();
        Optional<FeedTable> before = find(connection, table.name());
        return others.isEmpty() || before.isEmpty()
                ? table
                : SeveralSources.union(before.get(), table, List.copyOf(others.values()));
    }

    void saveOfSource(Connection connection, String source, FeedTable table) throws SQLException {
        Object[] values = {
            DdlParser.canonical(table.definition()),
            map(table.formerNames()),
            list(table.added()),
            list(table.dropped()),
            map(table.history().moved()),
            list(table.history().returned()),
            table.history().declared(),
            Jdbc.now(clock),
            source,
            table.name()
        };
        if (Jdbc.update(connection, fill(UPDATE_OF_SOURCE), values) == 0) {
            Jdbc.update(connection, fill(INSERT_OF_SOURCE), values);
        }
    }

    /** Keeps a table's definition over all sources in place of the one before; the name of its target stays. */
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

    /**
     * Notes that the target of a table has rows of a source that is forgotten. The columns that it has declared stay,
     * as those of a source that the settings do not have any more.
     */
    public void noteForgotten(Connection connection, String source, String table) throws SQLException {
        Jdbc.update(
                connection,
                fill(SqlTemplate.of("DELETE FROM {source_table} WHERE source = ? AND table_name = ?")),
                FORGOTTEN_SOURCE + source,
                table);
        Jdbc.update(
                connection,
                fill(SqlTemplate.of("UPDATE {source_table} SET source = ? WHERE source = ? AND table_name = ?")),
                FORGOTTEN_SOURCE + source,
                source,
                table);
        Jdbc.update(
                connection,
                "UPDATE " + warehouse.qualified(TABLE) + " SET forgotten_at = ? WHERE table_name = ?",
                Jdbc.now(clock),
                table);
    }

    /** Notes that the target of a table is empty, so that no row of a forgotten source is in it. */
    public void noteEmptied(Connection connection, String table) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE " + warehouse.qualified(TABLE) + " SET forgotten_at = NULL WHERE table_name = ?",
                table);
    }

    /** Forgets what the scripts of a source say of a table, and the table if those of no other source make it. */
    void remove(Connection connection, String source, String table) throws SQLException {
        Jdbc.update(
                connection,
                "DELETE FROM " + warehouse.qualified(SourceTables.TABLE) + " WHERE source = ? AND table_name = ?",
                source,
                table);
        if (!ofOthers(connection, source, table).isEmpty()) {
            return;
        }
        Jdbc.update(connection, "DELETE FROM " + warehouse.qualified(TABLE) + " WHERE table_name = ?", table);
    }

    /** {@code plan} and {@code status} also read tables of an earlier version that no cycle has completed yet. */
    private String select(SqlTemplate select, Connection connection) throws SQLException {
        if (!isComplete) {
            List<String> present = warehouse.columnsOf(connection, TABLE).orElse(List.of());
            hasLater = present.containsAll(LATER);
            isComplete = hasLater && present.contains(FORGOTTEN);
        }
        String later = hasLater ? String.join(", ", LATER) : "NULL, NULL, NULL, NULL, NULL";
        return select.fill(Map.of(
                "table",
                warehouse.qualified(TABLE),
                "later_values",
                later,
                "forgotten",
                isComplete ? "CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END" : "0"));
    }

    private KnownTable map(ResultSet row) throws SQLException {
        return new KnownTable(feedTable(row), row.getString(8), row.getInt(9) == 1);
    }

    private FeedTable feedTable(ResultSet row) throws SQLException {
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
