package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.DigestTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** The removal and hashing of columns of one table. */
final class ColumnReplacement {

    private final Warehouse warehouse;
    private final FeedTable table;
    private final String target;
    private final List<String> present;

    private final List<String> removed = new ArrayList<>();
    private final Map<String, DigestTable> digests = new LinkedHashMap<>();

    /**
     * @param table with the present names of its columns
     * @param target the name of a table that exists
     */
    ColumnReplacement(Connection connection, Warehouse warehouse, FeedTable table, String target)
            throws SQLException {
        this.warehouse = warehouse;
        this.table = table;
        this.target = target;
        this.present = warehouse.columnsOf(connection, target).orElseThrow();
    }

    /** Finds out what is to be removed, and makes the digests of what is to be hashed. */
    void prepare(Connection connection, ColumnRules fresh, Digests hashing, int firstOrdinal, Consumer<String> progress)
            throws SQLException {
        for (String column : present) {
            if (fresh.excludes(column)) {
                removed.add(column);
            } else if (fresh.hashes(column)) {
                int ordinal = firstOrdinal + digests.size();
                digests.put(
                        column,
                        hashing.make(
                                connection, target, column, table.definition().column(column), ordinal, progress));
            }
        }
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
        sql.addAll(warehouse.hideColumns(target, rules.project(table.definition()), present, removed, digests));
        sql.addAll(warehouse.rewrite(target));
        for (String statement : sql) {
            Jdbc.update(connection, statement);
        }
        for (DigestTable digest : digests.values()) {
            warehouse.dropTemporary(connection, digest.name());
        }
    }
}
