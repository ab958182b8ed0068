package org.zenotisync.schema;

import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.warehouse.Warehouse;

/**
 * What the target cannot have: names and tables that are too long, and names of this program's own tables and columns.
 */
final class TargetLimits {

    private final Warehouse warehouse;
    private final SyncConfig config;

    TargetLimits(Warehouse warehouse, SyncConfig config) {
        this.warehouse = warehouse;
        this.config = config;
    }

    /** @throws SchemaException if the target would have a name that this program keeps for its own tables */
    void requireForeignName(String table) throws SchemaException {
        if (config.target().nameOf(table).startsWith(SyncConfig.CONTROL_PREFIX)) {
            throw new SchemaException(
                    "the name of table " + table + " is refused: in the target, names that begin with "
                            + SyncConfig.CONTROL_PREFIX + " are those of this program's own tables");
        }
    }

    /** @throws SchemaException if the target cannot have such a table, or this program cannot keep its definition */
    void requireFit(TableDefinition table) throws SchemaException {
        int most = Math.min(TableDefinition.MOST_COLUMNS, warehouse.limits().mostColumns());
        if (table.columns().size() > most) {
            throw new SchemaException("table " + table.name() + " would have "
                    + table.columns().size() + " columns; " + warehouse.name() + " can take at most " + most);
        }
        int bytes = DdlParser.canonical(table).length();
        if (bytes > warehouse.limits().longestText()) {
            throw new SchemaException(
                    "the definition of table " + table.name() + " takes " + bytes + " bytes; " + warehouse.name()
                            + " can keep at most " + warehouse.limits().longestText());
        }
        requireShort(config.target().nameOf(table.name()));
        for (ColumnDefinition column : table.columns()) {
            requireShort(column.name());
            if (column.name().startsWith(SyncConfig.CONTROL_PREFIX)) {
                throw new SchemaException("the name of column " + column.name() + " of table " + table.name()
                        + " is refused: names that begin with " + SyncConfig.CONTROL_PREFIX
                        + " are those of this program's own columns");
            }
        }
    }

    private void requireShort(String name) throws SchemaException {
        if (name.length() > warehouse.limits().longestName()) {
            throw new SchemaException("the name " + name + " has " + name.length() + " characters; " + warehouse.name()
                    + " can take at most " + warehouse.limits().longestName());
        }
    }
}
