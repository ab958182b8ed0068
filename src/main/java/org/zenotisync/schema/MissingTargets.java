package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.HeldTargets;
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
        if (!HeldTargets.areNeeded(warehouse)) {
            return Jdbc.inTransaction(dataSource, connection -> {
                warehouse.locks().holdSchema(connection);
                return create(connection, hasConsumed, created, table -> true);
            });
        }
        Set<String> unready = Jdbc.with(dataSource, c -> unready(c, hasConsumed));
        if (unready.isEmpty()) {
            return Jdbc.with(dataSource, c -> create(c, hasConsumed, created, table -> false));
        }
        try (HeldTargets held = HeldTargets.hold(dataSource, warehouse, unready)) {
            return Jdbc.inTransaction(dataSource, connection -> {
                List<String> gone = create(connection, hasConsumed, created, unready::contains);
                held.requireHeld();
                return gone;
            });
        }
    }

    /** The targets that are to be made or completed. */
    private Set<String> unready(Connection connection, Predicate<String> hasConsumed) throws SQLException {
        Set<String> unready = new HashSet<>();
        for (KnownTable table : tables.allKnown(connection)) {
            if (!config.filter().accepts(table.name())) {
                continue;
            }
            Optional<List<String>> present = warehouse.catalog().columnsOf(connection, table.target());
            boolean isReady = present.isPresent()
                    ? !new Completion(table, present.get()).isWanted(connection, hasConsumed)
                    : hasConsumed.test(table.name());
            if (!isReady) {
                unready.add(table.target());
            }
        }
        return unready;
    }

    /** @param mayChange whether a target may be made or changed */
    private List<String> create(
            Connection connection,
            Predicate<String> hasConsumed,
            SchemaApplier.Created created,
            Predicate<String> mayChange)
            throws SQLException {
        List<String> gone = new ArrayList<>();
        for (KnownTable table : tables.allKnown(connection)) {
            if (!config.filter().accepts(table.name())) {
                continue;
            }
            Optional<List<String>> present = warehouse.catalog().columnsOf(connection, table.target());
            boolean isGone = present.isEmpty() && hasConsumed.test(table.name());
            if (isGone) {
                gone.add(table.name());
            } else if (mayChange.test(table.target())) {
                if (present.isPresent()) {
                    complete(connection, table, present.get(), hasConsumed);
                } else {
                    make(connection, table, created);
                }
            }
        }
        return gone;
    }

    private void make(Connection connection, KnownTable table, SchemaApplier.Created created) throws SQLException {
        ColumnRules rules = config.columns().rulesOf(table.table().definition());
        // first, since the statements below may commit it: without the table, this is done again
        tables.saveRules(connection, table.name(), rules);
        created.table(connection, table.name());
        for (String sql : warehouse
                .ddl()
                .createTable(table.target(), rules.project(table.table().definition()))) {
            Jdbc.update(connection, sql);
        }
    }

    /** Columns of a table that has rows are those of whoever has filled it, see {@link ForeignRows}. */
    private void complete(Connection connection, KnownTable table, List<String> present, Predicate<String> hasConsumed)
            throws SQLException {
        Completion completion = new Completion(table, present);
        if (!completion.isWanted(connection, hasConsumed)) {
            return;
        }
        for (ColumnDefinition column : completion.lacking) {
            for (String sql : warehouse.ddl().addColumn(table.target(), column, null)) {
                Jdbc.update(connection, sql);
            }
        }
        tables.saveRules(connection, table.name(), completion.rules);
    }

    /** The columns that a table lacks, and the rules of its columns afterwards. */
    private final class Completion {

        private final KnownTable table;
        private final ColumnRules made;
        private final ColumnRules rules;
        private final List<ColumnDefinition> lacking;

        Completion(KnownTable table, List<String> present) {
            this.table = table;
            // a column that the target has keeps what the target was made with
            made = table.rules().only(table.table().definition()::has);
            ColumnRules configured = config.columns().rulesOf(table.table().definition());
            // so does one that was left out under a former name: the settings have not been asked about the present one
            Predicate<String> isKept = column -> present.contains(column)
                    || made.excludes(column) && table.table().formerNames().containsValue(column);
            ColumnRules known = made.only(isKept);
            for (String column : table.table().definition().columnNames()) {
                known = isKept.test(column) ? known : known.with(column, configured);
            }
            rules = known;
            lacking = rules.project(table.table().definition()).columns().stream()
                    .filter(column -> !present.contains(column.name()))
                    .toList();
        }

        /** Whether there is anything to do, and the table was never used. */
        boolean isWanted(Connection connection, Predicate<String> hasConsumed) throws SQLException {
            return !(lacking.isEmpty() && rules.equals(made))
                    && !hasConsumed.test(table.name())
                    && !warehouse.hasRows(connection, table.target());
        }
    }
}
