package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;

/** The columns that every later group of a table needs to be merged: its key, void and organizationid. */
final class KeyColumns {

    private final SyncConfig config;
    private final TableUse.Tables uses;

    KeyColumns(SyncConfig config, TableUse.Tables uses) {
        this.config = config;
        this.uses = uses;
    }

    /** @throws SchemaException if one of them has another type that does not hold all its values */
    void requireTypes(Connection connection, FeedTable before, FeedTable after) throws SchemaException, SQLException {
        for (String column : keyOf(connection, after)) {
            if (before.isInFeed(column) && after.isInFeed(column)) {
                ColumnType type = before.definition().column(column).type();
                ColumnType wanted = after.definition().column(column).type();
                if (!wanted.covers(type)) {
                    throw new SchemaException("column " + column + " of table " + after.name()
                            + ", by which rows are found, is " + type + " and cannot become " + wanted
                            + "; a key is only widened");
                }
            }
        }
    }

    /** @throws SchemaException if one of them has left the feed */
    void requireInFeed(Connection connection, FeedTable after) throws SchemaException, SQLException {
        Set<String> needed = keyOf(connection, after);
        needed.add("void");
        for (String column : needed) {
            if (after.dropped().contains(column)) {
                throw new SchemaException("column " + column + " of table " + after.name() + " cannot leave the feed: "
                        + (column.equals("void")
                                ? "it says which rows are deleted"
                                : "rows are found by it; if another column is the key now, set zenoti.tables."
                                        + after.name() + ".key"));
            }
        }
    }

    private Set<String> keyOf(Connection connection, FeedTable table) throws SQLException {
        Set<String> key = new HashSet<>();
        key.add("organizationid");
        List<String> configured = config.keyOf(table.name());
        if (!configured.isEmpty()) {
            key.addAll(configured);
        } else if (!table.definition().primaryKey().isEmpty()) {
            key.addAll(table.definition().primaryKey());
        } else if (config.kindOf(table.name()).orElse(TableKind.FACT) != TableKind.APPEND_ONLY_FACT) {
            Set<String> proven = new HashSet<>();
            for (TableUse use : uses.of(connection, table.name())) {
                use.key().stream().map(table::presentName).forEach(proven::add);
            }
            key.addAll(proven.isEmpty() ? table.definition().sortKey() : proven);
        }
        return key;
    }
}
