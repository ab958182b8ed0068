package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Quantity;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.FillNulls;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouse;

/**
 * The SQL that changes the target as a script wants it. Tables that are not there are left to {@link MissingTargets}.
 */
final class TargetStatements {

    private final Warehouse warehouse;
    private final SyncConfig config;
    private final TableRegistry tables;
    private final TableUse.Tables uses;

    TargetStatements(Warehouse warehouse, SyncConfig config, TableRegistry tables, TableUse.Tables uses) {
        this.warehouse = warehouse;
        this.config = config;
        this.tables = tables;
        this.uses = uses;
    }

    /**
     * The statements, in order.
     *
     * @throws SchemaException if the target holds what a change would lose
     */
    List<String> of(Connection connection, ScriptEffect effect) throws SQLException, SchemaException {
        List<String> sql = new ArrayList<>();
        ColumnFills fills = new ColumnFills();
        Set<String> made = new HashSet<>();
        DoneChanges done = new DoneChanges(connection, warehouse);
        List<TargetChanges.Change> changes = effect.changes().inOrder();
        for (int i = 0; i < changes.size(); i++) {
            SchemaStatement change = changes.get(i).statement();
            boolean isMade = change instanceof CreateTable || made.contains(change.table());
            if (!isMade && (!isThere(connection, change.table()) || !isOurs(connection, change.table()))) {
                continue;
            }
            if (!isMade
                    && !warehouse.ddl().isTransactional()
                    && done.contain(tables.targetOf(connection, change.table()), changes.get(i))) {
                fills.note(change);
                continue;
            }
            if (!isMade) {
                requireShortTexts(connection, effect, changes.get(i), i);
            }
            List<String> translated = translate(connection, changes.get(i));
            if (change instanceof CreateTable && !translated.isEmpty()) {
                made.add(change.table());
            }
            sql.addAll(translated);
            if (!translated.isEmpty() || change instanceof CopyColumn || change instanceof FillNulls) {
                fills.note(change);
            }
        }
        sql.addAll(fills.statements(warehouse, tables.targetNames(connection), effect.after()));
        return sql;
    }

    /** A target that is missing is made with all its columns when it is made. */
    private boolean isThere(Connection connection, String table) throws SQLException {
        return warehouse.catalog().has(connection, tables.targetOf(connection, table));
    }

    /** A table that the settings leave out, and of which nothing was ever loaded, may be that of a script. */
    private boolean isOurs(Connection connection, String table) throws SQLException {
        return config.filter().accepts(table)
                || uses.of(connection, table).stream().anyMatch(use -> use.group() > 0);
    }

    /** Refuses a change that would cut texts: not every database checks the length of a text. */
    private void requireShortTexts(
            Connection connection, ScriptEffect effect, TargetChanges.Change change, int position)
            throws SQLException, SchemaException {
        ColumnDefinition from;
        ColumnType to;
        if (change.statement() instanceof CopyColumn copy) {
            from = change.definition().column(copy.from());
            to = change.definition().column(copy.to()).type();
        } else if (change.statement() instanceof ReplaceColumn replace) {
            from = new ColumnDefinition(replace.column().name(), replace.before());
            to = replace.column().type();
        } else {
            return;
        }
        Optional<String> present =
                effect.changes().nameBefore(change.statement().table(), from.name(), position);
        if (present.isEmpty() || !to.isText() || from.type().isText() && to.covers(from.type())) {
            return;
        }
        String target = tables.targetOf(connection, change.statement().table());
        String value = warehouse.dialect().quote(present.get());
        String text = from.type().isText()
                ? value
                : warehouse.dialect().converted(value, from.type(), ColumnType.varchar(ColumnType.MAX_VARCHAR));
        long tooLong = Jdbc.number(
                connection,
                "SELECT count(*) FROM " + warehouse.dialect().qualified(target) + " WHERE "
                        + warehouse.dialect().bytes(text) + " > "
                        + to.precision());
        if (tooLong > 0) {
            throw new SchemaException("column " + present.get() + " of table "
                    + change.statement().table() + " has "
                    + Quantity.of(tooLong, "value") + " of more than " + to.precision() + " bytes, so it cannot become "
                    + to);
        }
    }

    private List<String> translate(Connection connection, TargetChanges.Change planned)
            throws SQLException, SchemaException {
        SchemaStatement change = planned.statement();
        String target = tables.targetOf(connection, change.table());
        if (change instanceof CreateTable create) {
            return create(connection, target, create);
        }
        if (change instanceof AddColumn add) {
            return warehouse
                    .ddl()
                    .addColumn(target, add.column(), add.defaultValue().orElse(null));
        }
        if (change instanceof AlterType alter) {
            return warehouse
                    .ddl()
                    .changeType(
                            target, planned.definition(), planned.definition().column(alter.column()));
        }
        if (change instanceof RemoveColumn remove) {
            return warehouse.ddl().dropColumn(target, remove.column());
        }
        if (change instanceof CopyColumn || change instanceof FillNulls) {
            // after all else, see ColumnFills
            return List.of();
        }
        if (change instanceof ReplaceColumn replace) {
            Ddl.Replacement replacement =
                    new Ddl.Replacement(planned.hasCopy() ? replace.copy() : null, planned.isCopied());
            return warehouse
                    .ddl()
                    .replaceColumn(
                            target,
                            planned.definition(),
                            replace.column(),
                            typeBefore(connection, target, replace),
                            replacement);
        }
        RenameColumn rename = (RenameColumn) change;
        return warehouse.ddl().renameColumn(target, rename.from(), rename.to());
    }

    /** An earlier attempt, whose changes were not rolled back, may have changed the type already. */
    private ColumnType typeBefore(Connection connection, String target, ReplaceColumn replace) throws SQLException {
        if (warehouse.ddl().isTransactional()) {
            return replace.before();
        }
        ColumnType wanted = replace.column().type();
        return Optional.ofNullable(warehouse
                        .catalog()
                        .typesOf(connection, target)
                        .get(replace.column().name()))
                .flatMap(PresentType::type)
                .filter(present -> present.kind() == wanted.kind() && present.covers(wanted))
                .orElse(replace.before());
    }

    /**
     * A table that somebody else has made is used if it is empty. Rows of unknown origin would be there twice after a
     * load.
     */
    private List<String> create(Connection connection, String target, CreateTable create)
            throws SQLException, SchemaException {
        if (!config.filter().accepts(create.table())) {
            return List.of();
        }
        Optional<List<String>> present = warehouse.catalog().columnsOf(connection, target);
        if (present.isEmpty()) {
            return warehouse.ddl().createTable(target, create.definition());
        }
        if (Jdbc.number(
                        connection,
                        "SELECT count(*) FROM " + warehouse.dialect().qualified(target))
                > 0) {
            throw new SchemaException(ForeignRows.complaint(target, create.table()));
        }
        List<String> sql = new ArrayList<>();
        for (ColumnDefinition column : create.definition().columns()) {
            if (!present.get().contains(column.name())) {
                sql.addAll(warehouse.ddl().addColumn(target, column, null));
            }
        }
        return sql;
    }
}
