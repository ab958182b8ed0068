package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Makes target tables of known feed tables that are not there, as after a change of {@code zenoti.include}. */
final class MissingTargets {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final TableRegistry tables;

    MissingTargets(DataSource dataSource, Warehouse warehouse, SyncConfig config, TableRegistry tables) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.tables = tables;
    }

    /**
     * Creates target tables that are known but not there, as after a change of {@code zenoti.include}. One whose groups
     * count as consumed is not created again: its rows would be missing.
     *
     * @param hasConsumed whether a table, by its folded name, has consumed any group that a replay does not bring back
     * @param created takes the name of each table that was made, in the transaction that makes it
     * @return folded names of the tables that are gone
     */
    List<String> create(Predicate<String> hasConsumed, SchemaApplier.Created created) throws SQLException {
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.holdSchema(connection);
            List<String> gone = new ArrayList<>();
            for (KnownTable table : tables.allKnown(connection)) {
                String target = table.target();
                boolean missing = config.filter().accepts(table.name())
                        && warehouse.columnsOf(connection, target).isEmpty();
                if (missing && hasConsumed.test(table.name())) {
                    gone.add(table.name());
                } else if (missing) {
                    for (String sql :
                            warehouse.createTable(target, table.table().definition())) {
                        Jdbc.update(connection, sql);
                    }
                    created.table(connection, table.name());
                }
            }
            return gone;
        });
    }
}
