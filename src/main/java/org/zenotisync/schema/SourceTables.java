package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_source_table}: the feed tables as the schema scripts of each source have declared them
 * so far. Files without a header have the columns of their own source.
 */
public final class SourceTables implements ControlTable {

    public static final String TABLE = "zenoti_sync_source_table";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .tableName()
            .longText("definition")
            .text("former_names", 20_000)
            .longText("added_columns")
            .longText("dropped_columns")
            .longText("moved_columns")
            .longText("returned_columns")
            .longText("declared")
            .objectKey("schema_file")
            .time("schema_file_modified")
            .time("updated_at")
            .key("source", "table_name")
            .nullable("added_columns", "dropped_columns", "moved_columns", "returned_columns", "declared")
            .nullable("schema_file", "schema_file_modified")
            .define();

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

    private static final SqlTemplate RENAME_SOURCE =
            SqlTemplate.of("UPDATE {source_table} SET source = ? WHERE source = ? AND table_name = ?");

    private static final SqlTemplate DELETE =
            SqlTemplate.of("DELETE FROM {source_table} WHERE source = ? AND table_name = ?");

    private static final SqlTemplate DELETE_FORGOTTEN =
            SqlTemplate.of("DELETE FROM {source_table} WHERE source LIKE ? AND table_name = ?");

    /** Begins the id of a source that is forgotten; no bucket has such a name. */
    private static final String FORGOTTEN_SOURCE = "forgotten:";

    private final Warehouse warehouse;
    private final Clock clock;
    private final FeedTableRow rows;
    private volatile boolean exists;

    SourceTables(Warehouse warehouse, Clock clock, FeedTableRow rows) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.rows = rows;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** Whether the control table exists: {@code adopt --plan} also reads a database of an earlier version. */
    boolean exists(Connection connection) throws SQLException {
        if (!exists) {
            exists = warehouse.catalog().has(connection, TABLE);
        }
        return exists;
    }

    /**
     * Notes the tables of an earlier version as declared by the source that there was.
     *
     * @throws SQLException if the target refuses the statements
     */
    public void noteSources(DataSource dataSource) throws SQLException {
        Map<String, String> both = Map.of(
                "table", warehouse.dialect().qualified(TableRegistry.TABLE),
                "source_table", warehouse.dialect().qualified(TABLE));
        if (Jdbc.with(dataSource, c -> Jdbc.number(c, COUNT_WITHOUT_SOURCE.fill(both))) == 0) {
            return;
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            warehouse.locks().holdSchema(connection);
            Jdbc.update(
                    connection,
                    INSERT_WITHOUT_SOURCE.fill(Map.of(
                            "table", warehouse.dialect().qualified(TableRegistry.TABLE),
                            "source_table", warehouse.dialect().qualified(TABLE),
                            "schema_file", warehouse.dialect().qualified(SchemaFileTable.NAME))));
        });
    }

    /** The files of SchemaFull of a source that tables come from, by table; none for tables of an earlier version. */
    Map<String, RivalFiles.TableOrigin> origins(Connection connection, String source) throws SQLException {
        Map<String, RivalFiles.TableOrigin> origins = new HashMap<>();
        if (!exists(connection)) {
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

    /** A table as the scripts of one source declare it; empty if none of them makes it. */
    Optional<FeedTable> find(Connection connection, String source, String table) throws SQLException {
        return Jdbc.first(connection, fill(SELECT_OF_SOURCE), this::row, source, table);
    }

    /** The names of the tables that the scripts of a source make. */
    Set<String> namesOf(Connection connection, String source) throws SQLException {
        return Set.copyOf(Jdbc.query(connection, fill(SELECT_NAMES), row -> row.getString(1), source));
    }

    /** The names of the tables that scripts make, by the id of the source; none for an earlier version's database. */
    public Map<String, Set<String>> namesOfSources(Connection connection) throws SQLException {
        Map<String, Set<String>> names = new TreeMap<>();
        if (exists(connection)) {
            Jdbc.query(connection, fill(SELECT_NAMES_OF_SOURCES), row -> names.computeIfAbsent(
                            row.getString(1), source -> new TreeSet<>())
                    .add(row.getString(2)));
        }
        return names;
    }

    /** A table as the scripts of all other sources declare it, by the id of the source. */
    Map<String, FeedTable> ofOthers(Connection connection, String source, String table) throws SQLException {
        Map<String, FeedTable> others = new TreeMap<>();
        if (!exists(connection)) {
            return others;
        }
        Jdbc.query(connection, fill(SELECT_OF_OTHERS), row -> others.put(row.getString(8), row(row)), source, table);
        return others;
    }

    /**
     * The columns by which rows of one source are compared with those of others: the feeds of all of them have had
     * them from the beginning. A column that came later is NULL in rows that one source has brought before it, and not
     * in the same rows of another.
     *
     * @param source the source's id
     * @param rivals ids of the others; those that are forgotten always count
     * @param own the table as the source declares it
     */
    public Set<String> commonColumns(Connection connection, String source, Set<String> rivals, FeedTable own)
            throws SQLException {
        Set<String> common = new HashSet<>(own.feedColumnNames());
        common.removeAll(own.added());
        ofOthers(connection, source, own.name()).forEach((id, other) -> {
            if (rivals.contains(id) || id.startsWith(FORGOTTEN_SOURCE)) {
                common.retainAll(other.feedColumnNames());
                common.removeAll(other.added());
            }
        });
        return common;
    }

    /** Keeps what the scripts of a source say of a table, in place of what they said before. */
    void save(Connection connection, String source, FeedTable table) throws SQLException {
        List<Object> values = new ArrayList<>(rows.values(table));
        values.add(Jdbc.now(clock));
        values.add(source);
        values.add(table.name());
        if (Jdbc.update(connection, fill(UPDATE_OF_SOURCE), values.toArray()) == 0) {
            Jdbc.update(connection, fill(INSERT_OF_SOURCE), values.toArray());
        }
    }

    /** What a forgotten source has declared stays, as that of a source that the settings do not have any more. */
    void noteForgotten(Connection connection, String source, String table) throws SQLException {
        remove(connection, FORGOTTEN_SOURCE + source, table);
        Jdbc.update(connection, fill(RENAME_SOURCE), FORGOTTEN_SOURCE + source, source, table);
    }

    /** Removes what sources that are forgotten have declared. */
    void removeForgotten(Connection connection, String table) throws SQLException {
        Jdbc.update(connection, fill(DELETE_FORGOTTEN), FORGOTTEN_SOURCE + "%", table);
    }

    /** Removes what a source has declared. */
    void remove(Connection connection, String source, String table) throws SQLException {
        Jdbc.update(connection, fill(DELETE), source, table);
    }

    private FeedTable row(ResultSet row) throws SQLException {
        return rows.read(row);
    }

    private String fill(SqlTemplate sql) {
        return sql.fill("source_table", warehouse.dialect().qualified(TABLE));
    }
}
