package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.LaterColumn;

/**
 * Makes the control tables that are missing, and brings those of an earlier version of the program to their present
 * columns. Each step looks first whether it is needed, so that it can be repeated after any failure, also in a database
 * that commits every such statement.
 */
public final class ControlTableMaker {

    private final Ddl ddl;
    private final Catalog catalog;

    public ControlTableMaker(Warehouse warehouse) {
        this(warehouse.ddl(), warehouse.catalog());
    }

    ControlTableMaker(Ddl ddl, Catalog catalog) {
        this.ddl = ddl;
        this.catalog = catalog;
    }

    /**
     * Makes the tables and columns that are missing.
     *
     * @param tables in the order in which they are made
     */
    public void make(Connection connection, List<ControlTable> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : ddl.createSchema()) {
                statement.execute(sql);
            }
            for (ControlTable table : tables) {
                if (ddl.hasCreateIfMissing() || !catalog.has(connection, table.name())) {
                    for (String sql : ddl.createControlTable(table.definition())) {
                        statement.execute(sql);
                    }
                }
            }
            for (ControlTable table : tables) {
                for (String sql : addLaterColumns(connection, table)) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Gives the columns of tables of an earlier version their present names. */
    public void rename(Connection connection, List<ControlTable> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (ControlTable table : tables) {
                for (String sql : renameColumns(connection, table)) {
                    statement.execute(sql);
                }
            }
        }
    }

    private List<String> renameColumns(Connection connection, ControlTable table) throws SQLException {
        if (table.formerNames().isEmpty()) {
            return List.of();
        }
        List<String> present = catalog.columnsOf(connection, table.name()).orElse(List.of());
        return table.formerNames().entrySet().stream()
                .filter(name -> present.contains(name.getValue()) && !present.contains(name.getKey()))
                .flatMap(name -> ddl.renameColumn(table.name(), name.getValue(), name.getKey()).stream())
                .toList();
    }

    /** The statements that add the columns that a table of an earlier version lacks. */
    private List<String> addLaterColumns(Connection connection, ControlTable table) throws SQLException {
        if (table.laterColumns().isEmpty()) {
            return List.of();
        }
        List<String> present = catalog.columnsOf(connection, table.name()).orElse(List.of());
        List<String> statements = new ArrayList<>();
        for (LaterColumn later : table.laterColumns()) {
            if (!present.contains(later.column().name())) {
                statements.addAll(ddl.addColumn(table.name(), later.column(), later.value()));
                if (later.value() != null) {
                    statements.addAll(ddl.fillColumn(table.name(), later.column(), later.value()));
                }
            }
        }
        return statements;
    }
}
