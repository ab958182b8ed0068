package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The table {@code zenoti_sync_table}: the feed tables as their schema scripts have declared them so far. */
public final class TableRegistry {

    public static final String TABLE = "zenoti_sync_table";

    private final Warehouse warehouse;
    private final SyncConfig.Target target;
    private final Clock clock;

    /** Definitions by their text: reading DDL is slow beside a small table group. */
    private final Map<String, TableDefinition> parsed = new ConcurrentHashMap<>();

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
                + " updated_at TIMESTAMP NOT NULL)";
    }

    /** The table of a folded name, if its schema file has been applied. */
    public Optional<FeedTable> find(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, select() + " WHERE table_name = ?", this::map, table);
    }

    /** All known tables, by name. */
    public List<FeedTable> all(Connection connection) throws SQLException {
        return Jdbc.query(connection, select() + " ORDER BY table_name", this::map);
    }

    /** Keeps a table's definition in place of the one before. */
    public void save(Connection connection, FeedTable table) throws SQLException {
        String formerNames = new TreeMap<>(table.formerNames())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
        String definition = DdlParser.canonical(table.definition());
        long updated = Jdbc.update(
                connection,
                "UPDATE " + warehouse.qualified(TABLE)
                        + " SET target_table = ?, definition = ?, former_names = ?, updated_at = ? WHERE table_name = ?",
                target.nameOf(table.name()),
                definition,
                formerNames,
                Jdbc.now(clock),
                table.name());
        if (updated == 0) {
            Jdbc.update(
                    connection,
                    "INSERT INTO " + warehouse.qualified(TABLE)
                            + " (table_name, target_table, definition, former_names, updated_at) VALUES (?, ?, ?, ?, ?)",
                    table.name(),
                    target.nameOf(table.name()),
                    definition,
                    formerNames,
                    Jdbc.now(clock));
        }
    }

    private String select() {
        return "SELECT definition, former_names FROM " + warehouse.qualified(TABLE);
    }

    private FeedTable map(ResultSet row) throws SQLException {
        Map<String, String> formerNames = new TreeMap<>();
        for (String pair : row.getString(2).split(",")) {
            if (!pair.isEmpty()) {
                formerNames.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return new FeedTable(parsed.computeIfAbsent(row.getString(1), TableRegistry::parse), formerNames);
    }

    private static TableDefinition parse(String definition) {
        try {
            return ((SchemaStatement.CreateTable) DdlParser.parse(definition).get(0)).definition();
        } catch (DdlException | ClassCastException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    TABLE + " holds a definition that was not written by this program: " + e.getMessage(), e);
        }
    }
}
