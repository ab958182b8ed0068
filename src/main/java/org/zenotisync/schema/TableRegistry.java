package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableNames;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.ControlColumns;
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
    private static final String RULES = "column_rules";

    private static final List<String> LATER = List.of(ADDED, DROPPED, MOVED, RETURNED, DECLARED);

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .tableName()
            .text("target_table", 127)
            .longText("definition")
            .text("former_names", 20_000)
            .time("updated_at")
            .longText(ADDED)
            .longText(DROPPED)
            .longText(MOVED)
            .longText(RETURNED)
            .longText(DECLARED)
            .objectKey(ORIGIN)
            .time(ORIGIN_MODIFIED)
            .time(FORGOTTEN)
            .longText(RULES)
            .key("table_name")
            .nullable(ADDED, DROPPED, MOVED, RETURNED, DECLARED, ORIGIN, ORIGIN_MODIFIED, FORGOTTEN, RULES)
            .define();

    private static final SqlTemplate SELECT_ONE = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table, {forgotten}, {rules}
            FROM {table}
            WHERE table_name = ?
            """);

    private static final SqlTemplate SELECT_ALL = SqlTemplate.of(
            """
            SELECT definition, former_names, {later_values}, target_table, {forgotten}, {rules}
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
            INSERT INTO {table} (definition, former_names, added_columns, dropped_columns, moved_columns,
              returned_columns, declared, updated_at, table_name, target_table)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private final Warehouse warehouse;
    private final SyncConfig.Target target;
    private final Clock clock;

    private final FeedTableRow rows = new FeedTableRow();
    private final SourceTables ofSources;

    private volatile boolean isComplete;
    private volatile boolean hasLater;
    private volatile boolean hasForgotten;

    public TableRegistry(Warehouse warehouse, SyncConfig.Target target, Clock clock) {
        this.warehouse = warehouse;
        this.target = target;
        this.clock = clock;
        this.ofSources = new SourceTables(warehouse, clock, rows);
    }

    /** The tables as each source declares them. */
    public SourceTables ofSources() {
        return ofSources;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return Stream.concat(LATER.stream(), Stream.of(ORIGIN, ORIGIN_MODIFIED, FORGOTTEN, RULES))
                .map(name -> new LaterColumn(DEFINITION.column(name), null))
                .toList();
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
        return ofSources.exists(connection) ? ofSources.find(connection, source, table) : find(connection, table);
    }

    /** The names of the tables that the scripts of a source make. */
    public Set<String> namesOf(Connection connection, String source) throws SQLException {
        return ofSources.exists(connection)
                ? ofSources.namesOf(connection, source)
                : all(connection).stream().map(FeedTable::name).collect(Collectors.toSet());
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
                "SELECT table_name, target_table FROM " + warehouse.dialect().qualified(TABLE) + " ORDER BY table_name",
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
                        "SELECT table_name, target_table FROM "
                                + warehouse.dialect().qualified(TABLE),
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
            if (!known.target().equals(configured) && !warehouse.catalog().has(connection, known.target())) {
                Jdbc.update(
                        connection,
                        "UPDATE " + warehouse.dialect().qualified(TABLE) + " SET target_table = ? WHERE table_name = ?",
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
        ofSources.save(connection, source, table);
        save(connection, ofAll);
    }

    /**
     * The table over all sources, if the scripts of one source say something of it. Changes nothing.
     *
     * @throws SchemaException if it contradicts what the scripts of other sources say
     */
    FeedTable ofAll(Connection connection, String source, FeedTable table) throws SQLException, SchemaException {
        Map<String, FeedTable> others = ofSources.ofOthers(connection, source, table.name());
        Optional<FeedTable> before = find(connection, table.name());
        return others.isEmpty() || before.isEmpty()
                ? table
                : SeveralSources.union(before.get(), table, List.copyOf(others.values()));
    }

    /** Keeps a table's definition over all sources in place of the one before; the name of its target stays. */
    public void save(Connection connection, FeedTable table) throws SQLException {
        List<Object> values = new ArrayList<>(rows.values(table));
        values.add(Jdbc.now(clock));
        values.add(table.name());
        String qualified = warehouse.dialect().qualified(TABLE);
        if (Jdbc.update(connection, UPDATE.fill("table", qualified), values.toArray()) == 0) {
            values.add(target.nameOf(table.name()));
            Jdbc.update(connection, INSERT.fill("table", warehouse.dialect().qualified(TABLE)), values.toArray());
        }
    }

    /** Notes which columns the target of a table does not have as the feed has them. */
    public void saveRules(Connection connection, String table, ColumnRules made) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE " + warehouse.dialect().qualified(TABLE) + " SET column_rules = ? WHERE table_name = ?",
                made.isEmpty() ? null : made.text(),
                table);
    }

    /** Which columns the target of a table does not have as the feed has them. */
    ColumnRules rulesOf(Connection connection, String table) throws SQLException {
        return known(connection, table).map(KnownTable::rules).orElse(ColumnRules.NONE);
    }

    /**
     * Notes that the target of a table has rows of a source that is forgotten. The columns that it has declared stay,
     * as those of a source that the settings do not have any more.
     */
    public void noteForgotten(Connection connection, String source, String table) throws SQLException {
        ofSources.noteForgotten(connection, source, table);
        Jdbc.update(
                connection,
                "UPDATE " + warehouse.dialect().qualified(TABLE) + " SET forgotten_at = ? WHERE table_name = ?",
                Jdbc.now(clock),
                table);
    }

    /** Notes that the target of a table is empty, so that no row of a forgotten source is in it. */
    public void noteEmptied(Connection connection, String table) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE " + warehouse.dialect().qualified(TABLE) + " SET forgotten_at = NULL WHERE table_name = ?",
                table);
        ofSources.removeForgotten(connection, table);
    }

    /** Forgets what the scripts of a source say of a table, and the table if those of no other source make it. */
    public void remove(Connection connection, String source, String table) throws SQLException {
        ofSources.remove(connection, source, table);
        if (!ofSources.ofOthers(connection, source, table).isEmpty()) {
            return;
        }
        Jdbc.update(connection, "DELETE FROM " + warehouse.dialect().qualified(TABLE) + " WHERE table_name = ?", table);
    }

    /** {@code plan} and {@code status} also read tables of an earlier version that no cycle has completed yet. */
    private String select(SqlTemplate select, Connection connection) throws SQLException {
        if (!isComplete) {
            List<String> present =
                    warehouse.catalog().columnsOf(connection, TABLE).orElse(List.of());
            hasLater = present.containsAll(LATER);
            hasForgotten = hasLater && present.contains(FORGOTTEN);
            isComplete = hasForgotten && present.contains(RULES);
        }
        String later = hasLater ? String.join(", ", LATER) : "NULL, NULL, NULL, NULL, NULL";
        return select.fill(Map.of(
                "table",
                warehouse.dialect().qualified(TABLE),
                "later_values",
                later,
                "forgotten",
                hasForgotten ? "CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END" : "0",
                "rules",
                isComplete ? RULES : "NULL"));
    }

    private KnownTable map(ResultSet row) throws SQLException {
        return new KnownTable(
                rows.read(row), row.getString(8), row.getInt(9) == 1, ColumnRules.read(row.getString(10)));
    }
}
