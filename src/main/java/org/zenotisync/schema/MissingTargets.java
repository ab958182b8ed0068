package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Makes target tables of known feed tables that are not there, as after a change of {@code zenoti.include}. An empty
 * table that somebody else has made gets the columns that it lacks.
 */
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
     * @param created takes the name of each table before it is made, and after its rules were noted; harmless if it is
     *     called again
     * @return folded names of the tables that are gone
     */
    List<String> create(Predicate<String> hasConsumed, SchemaApplier.Created created) throws SQLException {
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.locks().holdSchema(connection);
            List<String> gone = new ArrayList<>();
            for (KnownTable table : tables.allKnown(connection)) {
                if (!config.filter().accepts(table.name())) {
                    continue;
                }
                Optional<List<String>> present = warehouse.catalog().columnsOf(connection, table.target());
                if (present.isPresent()) {
                    complete(connection, table, present.get(), hasConsumed);
                } else if (hasConsumed.test(table.name())) {
                    gone.add(table.name());
                } else {
                    ColumnRules rules = config.columns().rulesOf(table.table().definition());
                    // first, since the statements below may commit it: without the table, this is done again
                    tables.saveRules(connection, table.name(), rules);
                    created.table(connection, table.name());
                    for (String sql : warehouse
                            .ddl()
                            .createTable(
                                    table.target(), rules.project(table.table().definition()))) {
                        Jdbc.update(connection, sql);
                    }
                }
            }
            return gone;
        });
    }

    /** Columns of a table that has rows are those of whoever has filled it, see {@link ForeignRows}. */
    private void complete(Connection connection, KnownTable table, List<String> present, Predicate<String> hasConsumed)
            throws SQLException {
        // a column that the target has keeps what the target was made with
        ColumnRules made = table.rules().only(table.table().definition()::has);
        ColumnRules configured = config.columns().rulesOf(table.table().definition());
        ColumnRules rules = made.only(present::contains);
        for (String column : table.table().definition().columnNames()) {
            rules = present.contains(column) ? rules : rules.with(column, configured);
        }
        List<ColumnDefinition> lacking = rules.project(table.table().definition()).columns().stream()
                .filter(column -> !present.contains(column.name()))
                .toList();
        boolean isUnused = !(lacking.isEmpty() && rules.equals(made))
                && !hasConsumed.test(table.name())
                && Jdbc.number(
                                connection,
                                "SELECT count(*) FROM " + warehouse.dialect().qualified(table.target()))
                        == 0;
        for (ColumnDefinition column : isUnused ? lacking : List.<ColumnDefinition>of()) {
            for (String sql : warehouse.ddl().addColumn(table.target(), column, null)) {
                Jdbc.update(connection, sql);
            }
        }
        if (isUnused) {
            tables.saveRules(connection, table.name(), rules);
        }
    }
}
