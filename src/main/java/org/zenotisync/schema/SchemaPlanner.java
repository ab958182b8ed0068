package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * Finds what a schema statement still has to change: nothing if its effect is there, so that applying a script twice is
 * harmless, and never anything that could lose data.
 */
public final class SchemaPlanner {

    /** Renames that later scripts of the same cycle hold, as {@code table.column} to the new column name. */
    private final Map<String, String> laterRenames;

    private final boolean firstSetUp;
    private final boolean firstTime;

    /**
     * @param firstSetUp whether SchemaFull is the newer one: what it shows already, an upgrade need not do
     * @param firstTime whether the script was never applied, and is newer than all that were: a column that it adds under
     *     the former name of another one is a new column
     */
    public SchemaPlanner(Map<String, String> laterRenames, boolean firstSetUp, boolean firstTime) {
        this.laterRenames = Map.copyOf(laterRenames);
        this.firstSetUp = firstSetUp;
        this.firstTime = firstTime;
    }

    /**
     * What a statement comes to.
     *
     * @param table the table after it
     * @param changes what is missing in the target, in order; empty if the effect is there
     */
    public record Plan(FeedTable table, List<SchemaStatement> changes) {}

    /**
     * Plans one statement.
     *
     * @param current the table before it, empty if it is not known
     * @throws SchemaException if the statement needs a table or column that is missing, or would narrow a column
     */
    public Plan plan(Optional<FeedTable> current, SchemaStatement statement) throws SchemaException {
        if (statement instanceof CreateTable create) {
            return current.isEmpty()
                    ? new Plan(new FeedTable(create.definition()), List.of(create))
                    : recreate(current.get(), create.definition());
        }
        FeedTable table = current.orElseThrow(() -> new SchemaException("table " + statement.table()
                + " is not known; its file SchemaFull/" + statement.table() + ".txt is missing or was refused"));
        if (statement instanceof AddColumn add) {
            return addColumn(table, add);
        }
        if (statement instanceof AlterType alter) {
            return alterType(table, alter);
        }
        return rename(table, (RenameColumn) statement);
    }

    /** A changed SchemaFull file of an existing table: the missing columns are added, the wider ones widened. */
    private static Plan recreate(FeedTable table, TableDefinition wanted) throws SchemaException {
        List<SchemaStatement> changes = new ArrayList<>();
        List<ColumnDefinition> columns = new ArrayList<>();
        Set<String> added = new HashSet<>(table.added());
        for (ColumnDefinition column : wanted.columns()) {
            String present = table.presentName(column.name());
            // a former name that is declared beside the present one is a new column's
            String name = wanted.has(present) ? column.name() : present;
            if (!table.definition().has(name)) {
                changes.add(new AddColumn(table.name(), column, null));
                columns.add(column);
                added.add(column.name());
            } else {
                ColumnType type = widen(table, name, column.type(), changes);
                columns.add(table.definition().column(name).withType(type).withNotNull(column.notNull()));
            }
        }
        for (ColumnDefinition column : table.definition().columns()) {
            if (columns.stream().noneMatch(c -> c.name().equals(column.name()))) {
                columns.add(column);
            }
        }
        List<String> primaryKey =
                wanted.primaryKey().stream().map(table::presentName).toList();
        List<String> sortKey = wanted.sortKey().stream().map(table::presentName).toList();
        // rows that are there are not laid out anew
        TableDefinition next = new TableDefinition(
                table.name(), columns, primaryKey, sortKey, table.definition().storage());
        return new Plan(new FeedTable(next, table.formerNames(), added, table.dropped()), changes);
    }

    private Plan addColumn(FeedTable table, AddColumn add) throws SchemaException {
        String name =
                firstTime ? add.column().name() : present(table, add.column().name());
        if (table.definition().has(name)) {
            return alterType(
                    withAdded(table, name),
                    new AlterType(table.name(), name, add.column().type()));
        }
        List<ColumnDefinition> columns = new ArrayList<>(table.definition().columns());
        columns.add(add.column());
        return new Plan(withAdded(withColumns(table, columns), name), List.of(add));
    }

    private Plan alterType(FeedTable table, AlterType alter) throws SchemaException {
        String name = present(table, alter.column());
        if (!table.definition().has(name)) {
            throw new SchemaException("table " + table.name() + " has no column " + alter.column());
        }
        List<SchemaStatement> changes = new ArrayList<>();
        ColumnType type = widen(table, name, alter.type(), changes);
        List<ColumnDefinition> columns = table.definition().columns().stream()
                .map(column -> column.name().equals(name) ? column.withType(type) : column)
                .toList();
        return new Plan(withColumns(table, columns), changes);
    }

    private static ColumnType widen(FeedTable table, String column, ColumnType wanted, List<SchemaStatement> changes)
            throws SchemaException {
        ColumnType present = table.definition().column(column).type();
        if (present.covers(wanted)) {
            return present;
        }
        if (!wanted.covers(present)) {
            throw new SchemaException("column " + column + " of table " + table.name() + " is " + present
                    + " and cannot become " + wanted + " without a possible loss; only widening is applied");
        }
        changes.add(new AlterType(table.name(), column, wanted));
        return wanted;
    }

    private Plan rename(FeedTable table, RenameColumn rename) throws SchemaException {
        boolean hasOld = table.definition().has(rename.from());
        boolean hasNew = table.definition().has(rename.to());
        if (hasOld && hasNew && firstSetUp) {
            return new Plan(table, List.of());
        }
        if (hasOld && hasNew) {
            throw new SchemaException("table " + table.name() + " has both column " + rename.from() + " and column "
                    + rename.to() + ", so the one cannot be renamed to the other");
        }
        Map<String, String> formerNames = new HashMap<>(table.formerNames());
        if (!hasOld && !hasNew) {
            String present = present(table, rename.to());
            if (!table.definition().has(present)) {
                throw new SchemaException("table " + table.name() + " has no column " + rename.from());
            }
            formerNames.put(rename.from(), present);
            formerNames.put(rename.to(), present);
            return new Plan(table.withFormerNames(formerNames), List.of());
        }
        formerNames.replaceAll((former, present) -> present.equals(rename.from()) ? rename.to() : present);
        formerNames.put(rename.from(), rename.to());
        formerNames.remove(rename.to());
        if (!hasOld) {
            return new Plan(table.withFormerNames(formerNames), List.of());
        }
        TableDefinition before = table.definition();
        TableDefinition after = new TableDefinition(
                before.name(),
                before.columns().stream()
                        .map(c -> c.name().equals(rename.from()) ? c.withName(rename.to()) : c)
                        .toList(),
                renamed(before.primaryKey(), rename),
                renamed(before.sortKey(), rename),
                before.storage().renamed(rename.from(), rename.to()));
        return new Plan(
                new FeedTable(after, formerNames, renamed(table.added(), rename), renamed(table.dropped(), rename)),
                List.of(rename));
    }

    private static List<String> renamed(List<String> columns, RenameColumn rename) {
        return columns.stream()
                .map(c -> c.equals(rename.from()) ? rename.to() : c)
                .toList();
    }

    private static Set<String> renamed(Set<String> columns, RenameColumn rename) {
        return Set.copyOf(renamed(List.copyOf(columns), rename));
    }

    /** The name under which a column is there now, also if a later script tells that it was renamed. */
    private String present(FeedTable table, String column) {
        String name = table.presentName(column);
        for (int steps = 0; !table.definition().has(name) && steps < laterRenames.size(); steps++) {
            name = laterRenames.getOrDefault(table.name() + "." + name, name);
        }
        return table.definition().has(name) ? name : column;
    }

    private static FeedTable withAdded(FeedTable table, String column) {
        Set<String> added = new HashSet<>(table.added());
        added.add(column);
        return new FeedTable(table.definition(), table.formerNames(), added, table.dropped());
    }

    private static FeedTable withColumns(FeedTable table, List<ColumnDefinition> columns) {
        return new FeedTable(
                table.definition().withColumns(columns), table.formerNames(), table.added(), table.dropped());
    }
}
