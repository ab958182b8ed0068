package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.DigestTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * The removal and hashing of columns of one table. What takes long is done before its first statement that changes the
 * table, since other tables wait while tables are changed.
 */
final class ColumnReplacement {

    private final Warehouse warehouse;
    private final FeedTable table;
    private final String target;
    private final List<String> present;

    /** Present names of columns, by the former names that the table has for them. */
    private final Map<String, String> renamed = new HashMap<>();

    private final List<String> removed = new ArrayList<>();
    private final Map<String, DigestTable> digests = new LinkedHashMap<>();

    /**
     * @param table with the present names of its columns
     * @param target the name of a table that exists
     */
    ColumnReplacement(Connection connection, Warehouse warehouse, FeedTable table, String target) throws SQLException {
        this.warehouse = warehouse;
        this.table = table;
        this.target = target;
        this.present = warehouse.catalog().columnsOf(connection, target).orElseThrow();
    }

    /** The table may have former names of columns: its columns are renamed when it is used next. */
    void takeFormerNames() {
        for (String column : present) {
            String now = table.presentName(column);
            if (!now.equals(column) && table.definition().has(now)) {
                renamed.put(column, now);
            }
        }
    }

    /** Finds out what is to be removed, and makes the digests of what is to be hashed. */
    void prepare(Connection connection, ColumnRules fresh, Digests hashing, int firstOrdinal, Consumer<String> progress)
            throws SQLException {
        for (String own : present) {
            String column = renamed.getOrDefault(own, own);
            boolean isLeftOver = !own.equals(column) && present.contains(column);
            if (fresh.excludes(column) || isLeftOver && fresh.hides(column)) {
                removed.add(own);
            } else if (fresh.hashes(column)) {
                int ordinal = firstOrdinal + digests.size();
                digests.put(
                        column,
                        hashing.make(connection, target, own, table.definition().column(column), ordinal, progress));
            }
        }
        renamed.values().removeIf(column -> !digests.containsKey(column));
        renamed.keySet().removeAll(removed);
    }

    /** The number of columns that are to be hashed. */
    int hashed() {
        return digests.size();
    }

    /** Changes the table, if there is anything to change. */
    void carryOut(Connection connection, ColumnRules rules) throws SQLException {
        if (removed.isEmpty() && digests.isEmpty()) {
            return;
        }
        List<String> sql = new ArrayList<>();
        renamed.forEach((own, column) -> sql.addAll(warehouse.ddl().renameColumn(target, own, column)));
        List<String> columns =
                present.stream().map(own -> renamed.getOrDefault(own, own)).toList();
        sql.addAll(warehouse.ddl().hideColumns(target, rules.project(table.definition()), columns, removed, digests));
        sql.addAll(warehouse.ddl().rewrite(target));
        for (String statement : sql) {
            Jdbc.update(connection, statement);
        }
        for (DigestTable digest : digests.values()) {
            warehouse.stages().dropTemporary(connection, digest.name());
        }
    }
}
