package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AddPrimaryKey;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;
import org.zenotisync.schema.ddl.SchemaStatement.SetNotNull;

/**
 * Finds what the statements of one script still have to change: nothing if their effect is there, so that applying a script
 * twice is harmless, and never anything that could lose data.
 */
public final class SchemaPlanner {

    private final SchemaFile.Role role;
    private final UpgradeStatements upgrades;
    private final boolean firstSetUp;
    private final boolean firstTime;
    private final TargetColumns target;

    /** Columns that the script has dropped so far, as {@code table.column}, whether that had an effect or not. */
    private final Set<String> droppedHere = new HashSet<>();

    /**
     * @param role of the file that the script is
     * @param upgrades the statements of all upgrades of the cycle
     * @param firstSetUp whether SchemaFull is the newer one: what it shows already, an upgrade need not do
     * @param firstTime whether the script was never applied, and is newer than all that were: a column that it adds under
     *     the former name of another one is a new column
     */
    SchemaPlanner(
            SchemaFile.Role role,
            UpgradeStatements upgrades,
            boolean firstSetUp,
            boolean firstTime,
            TargetColumns target) {
        this.role = role;
        this.upgrades = upgrades;
        this.firstSetUp = firstSetUp;
        this.firstTime = firstTime;
        this.target = target;
    }

    /** Plans the statements of a file. */
    static SchemaPlanner of(SchemaFile file, UpgradeStatements upgrades, TargetColumns target) {
        return new SchemaPlanner(file.role(), upgrades, file.firstSetUp(), file.firstTime(), target);
    }

    /**
     * What a statement comes to.
     *
     * @param table the table after it
     * @param changes what is missing in the target, in order; empty if the effect is there
     * @param notes what people should know of it
     */
    public record Plan(FeedTable table, List<SchemaStatement> changes, List<String> notes) {

        Plan(FeedTable table, List<SchemaStatement> changes) {
            this(table, changes, List.of());
        }

        /** Nothing is to be done. */
        static Plan contained(FeedTable table) {
            return new Plan(table, List.of(), List.of());
        }
    }

    /**
     * Plans one statement.
     *
     * @param current the table before it, empty if it is not known
     * @param before how many statements of the script come before it
     * @throws SchemaException if the statement needs a table or column that is missing, or would narrow a column
     */
    public Plan plan(Optional<FeedTable> current, SchemaStatement statement, int before)
            throws SchemaException, SQLException {
        if (statement instanceof CreateTable create) {
            return current.isEmpty()
                    ? new Plan(DeclaredTable.first(create.definition()), List.of(create))
                    : create(current.get(), create, upgrades.behind(before + 1));
        }
        FeedTable table = current.orElseThrow(() -> new SchemaException("table " + statement.table()
                + " is not known: no schema file before this one makes it; look for SchemaFull/" + statement.table()
                + ".txt in the bucket, and in status for files that were refused"));
        UpgradeStatements later = upgrades.behind(before + 1);
        if (statement instanceof AddColumn add) {
            return addColumn(table, add, later);
        }
        if (statement instanceof AlterType alter) {
            return alterType(table, alter);
        }
        if (statement instanceof DropColumn drop) {
            return drop(table, drop, later);
        }
        if (statement instanceof CopyColumn copy) {
            return copy(table, copy);
        }
        if (statement instanceof AddPrimaryKey key) {
            return primaryKey(table, key);
        }
        if (statement instanceof SetNotNull set) {
            return notNull(table, set);
        }
        return rename(table, (RenameColumn) statement, later);
    }

    /** SchemaFull says what its table is; an upgrade says what it once was, if the table is there already. */
    private Plan create(FeedTable table, CreateTable create, UpgradeStatements later)
            throws SchemaException, SQLException {
        boolean isShown = firstSetUp
                && create.definition().columnNames().stream()
                        .allMatch(
                                column -> table.isInFeed(present(table, column)) || later.drops(table.name(), column));
        return role == SchemaFile.Role.UPGRADE && (create.onlyIfMissing() || isShown)
                ? Plan.contained(table)
                : new DeclaredTable(table, target).plan(create.definition());
    }

    private Plan addColumn(FeedTable table, AddColumn add, UpgradeStatements later)
            throws SchemaException, SQLException {
        String own = add.column().name();
        String name = firstTime ? own : firstSetUp ? shownAs(table, own, later) : present(table, own);
        if (table.dropped().contains(name)) {
            return addAgain(table, add, name);
        }
        if (!table.definition().has(name)) {
            // what a later upgrade drops, a newer SchemaFull does not show
            return firstSetUp && later.drops(table.name(), own) && !later.renamesTo(table.name(), own, from -> true)
                    ? Plan.contained(table)
                    : append(table, add);
        }
        ColumnType type = table.definition().column(name).type();
        boolean fits = type.covers(add.column().type());
        if (!name.equals(own) && !fits) {
            if (later.drops(table.name(), name)) {
                // the column that is there is the one before a change of its type
                return append(table, add);
            }
            if (!firstSetUp && !add.column().type().covers(type)) {
                return Plan.contained(table);
            }
        }
        return alterType(
                table.withAdded(name),
                new AlterType(table.name(), name, add.column().type()));
    }

    private static Plan append(FeedTable table, AddColumn add) {
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.add(add.column());
        FeedTable after = table.withColumns(feed, table.droppedColumns())
                .withAdded(add.column().name());
        boolean isKnownName = table.formerNames().containsKey(add.column().name());
        return new Plan(
                isKnownName
                        ? after.withHistory(
                                after.history().withReturned(add.column().name()))
                        : after,
                List.of(add));
    }

    /** A column that has left the feed is back: the last one of its order. */
    private Plan addAgain(FeedTable table, AddColumn add, String name) throws SchemaException, SQLException {
        boolean isOld = !firstTime
                && !firstSetUp
                && (!droppedHere.contains(table.name() + "." + name)
                        || table.history().returned().contains(name));
        if (isOld) {
            return Plan.contained(table);
        }
        ReturnedColumn returned = ReturnedColumn.of(table, add.column(), add.defaultValue(), target);
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.add(returned.column());
        List<ColumnDefinition> left = new ArrayList<>(table.droppedColumns());
        left.removeIf(column -> column.name().equals(name));
        return new Plan(
                table.withColumns(feed, left)
                        .withAdded(name)
                        .withHistory(table.history().withReturned(name)),
                returned.changes(),
                returned.notes());
    }

    private Plan alterType(FeedTable table, AlterType alter) throws SchemaException {
        String name = present(table, alter.column());
        if (!firstTime && table.dropped().contains(name)) {
            return Plan.contained(table);
        }
        requireInFeed(table, name, alter.column());
        List<SchemaStatement> changes = new ArrayList<>();
        ColumnType type = Widening.of(table, name, alter.type(), changes);
        return new Plan(withColumn(table, table.definition().column(name).withType(type)), changes);
    }

    private Plan notNull(FeedTable table, SetNotNull set) throws SchemaException {
        String name = present(table, set.column());
        if (!firstTime && !table.isInFeed(name)) {
            return Plan.contained(table);
        }
        requireInFeed(table, name, set.column());
        ColumnDefinition column = table.definition().column(name);
        return new Plan(withColumn(table, column.withNotNull(set.notNull())), List.of());
    }

    /** One that was declared later stands beside no other: a table has one. */
    private Plan primaryKey(FeedTable table, AddPrimaryKey key) throws SchemaException {
        List<String> columns = new ArrayList<>();
        for (String column : key.columns()) {
            String name = present(table, column);
            requireInFeed(table, name, column);
            columns.add(name);
        }
        TableDefinition definition = table.definition();
        if (!definition.primaryKey().isEmpty() && !firstTime) {
            return Plan.contained(table);
        }
        TableDefinition after = new TableDefinition(
                definition.name(), definition.columns(), columns, definition.sortKey(), definition.storage());
        return new Plan(
                new FeedTable(after, table.formerNames(), table.added(), table.dropped(), table.history()), List.of());
    }

    private Plan drop(FeedTable table, DropColumn drop, UpgradeStatements later) throws SchemaException {
        String name = drop.column();
        droppedHere.add(table.name() + "." + name);
        if (!table.isInFeed(name)) {
            if (firstTime
                    && !table.definition().has(name)
                    && table.formerNames().containsKey(name)) {
                throw new SchemaException("table " + table.name() + " has no column " + name + "; it is called "
                        + table.formerNames().get(name) + " now");
            }
            return Plan.contained(table);
        }
        if (!firstTime && isBack(table, name, later)) {
            return firstSetUp
                    ? Plan.contained(table)
                    : new Plan(
                            table,
                            List.of(),
                            List.of("column " + name + " of table " + table.name() + " stays: it came back after the"
                                    + " script had dropped it; to drop it again, add another script"));
        }
        if (table.feedColumns().size() == 1) {
            throw new SchemaException("column " + name + " is the last one of table " + table.name());
        }
        List<ColumnDefinition> feed = new ArrayList<>(table.feedColumns());
        feed.removeIf(column -> column.name().equals(name));
        List<ColumnDefinition> left = new ArrayList<>(table.droppedColumns());
        left.add(table.definition().column(name).withNotNull(false));
        return new Plan(table.withColumns(feed, left), List.of());
    }

    /** Whether a column that the script has dropped before is there since a later statement brought it back. */
    private boolean isBack(FeedTable table, String name, UpgradeStatements later) {
        if (!firstSetUp) {
            return table.history().returned().contains(name);
        }
        return later.adds(table.name(), name).isPresent()
                || later.renamesTo(table.name(), name, from -> !table.isInFeed(from));
    }

    private Plan copy(FeedTable table, CopyColumn copy) throws SchemaException {
        String to = present(table, copy.to());
        String from = table.definition().has(copy.from()) ? copy.from() : present(table, copy.from());
        boolean isDone = !table.isInFeed(from)
                || !table.isInFeed(to)
                || to.equals(table.history().moved().get(from));
        if (to.equals(from) || !firstTime && isDone) {
            return Plan.contained(table);
        }
        requireInFeed(table, from, copy.from());
        requireInFeed(table, to, copy.to());
        ColumnType type = table.definition().column(to).type();
        if (!table.added().contains(to)) {
            throw new SchemaException("UPDATE would change the values of column " + to + " of table " + table.name()
                    + "; only a column that a script has added is filled from another one");
        }
        if (copy.cast().isPresent()
                && !type.covers(copy.cast().get())
                && !(type.isText() && copy.cast().get().isText())) {
            throw new SchemaException("UPDATE converts column " + from + " of table " + table.name() + " to "
                    + copy.cast().get() + " and column " + to + " is " + type + "; let both be the same type");
        }
        return new Plan(
                table.withHistory(table.history().withMoved(from, to)),
                List.of(new CopyColumn(table.name(), from, to, Optional.empty())));
    }

    private Plan rename(FeedTable table, RenameColumn rename, UpgradeStatements later)
            throws SchemaException, SQLException {
        boolean hasOld = table.definition().has(rename.from());
        boolean hasNew = table.definition().has(rename.to());
        if (table.dropped().contains(rename.from())) {
            if (firstTime) {
                throw new SchemaException("column " + rename.from() + " of table " + table.name() + " was dropped");
            }
            return Plan.contained(table);
        }
        if (hasOld && !firstTime && !firstSetUp && table.history().returned().contains(rename.from())) {
            // the column of that name is another one, which came after the script
            return new Plan(
                    table,
                    List.of(),
                    List.of("column " + rename.from() + " of table " + table.name()
                            + " keeps its name: it came back after"
                            + " the script had been applied; to rename it, add another script"));
        }
        if (hasOld && table.dropped().contains(rename.to())) {
            return renameToDropped(table, rename);
        }
        if (hasOld && firstSetUp && (hasNew || isShownUnderOldName(table, rename, later))) {
            return Plan.contained(table);
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
            return Plan.contained(table.withFormerNames(formerNames));
        }
        formerNames.replaceAll((former, present) -> present.equals(rename.from()) ? rename.to() : present);
        formerNames.put(rename.from(), rename.to());
        formerNames.remove(rename.to());
        if (!hasOld) {
            return Plan.contained(table.withFormerNames(formerNames));
        }
        return new Plan(renamed(table, rename, formerNames), List.of(rename));
    }

    /** The first set-up: SchemaFull shows the column that replaces the one that was renamed, and then dropped. */
    private static boolean isShownUnderOldName(FeedTable table, RenameColumn rename, UpgradeStatements later) {
        ColumnType type = table.definition().column(rename.from()).type();
        return later.drops(table.name(), rename.to())
                && later.adds(table.name(), rename.from())
                        .filter(add -> type.covers(add.column().type()))
                        .isPresent();
    }

    private Plan renameToDropped(FeedTable table, RenameColumn rename) throws SchemaException, SQLException {
        List<ColumnDefinition> left = new ArrayList<>(table.droppedColumns());
        left.removeIf(column -> column.name().equals(rename.to()));
        ColumnDefinition column = table.definition().column(rename.from()).withName(rename.to());
        List<ColumnDefinition> feed = table.feedColumns().stream()
                .map(c -> c.name().equals(rename.from()) ? column : c)
                .toList();
        Map<String, String> formerNames = new HashMap<>(table.formerNames());
        formerNames.replaceAll((former, present) -> present.equals(rename.from()) ? rename.to() : present);
        formerNames.put(rename.from(), rename.to());
        boolean isCopied = rename.from().equals(table.history().moved().get(rename.to()));
        SchemaStatement change;
        if (isCopied) {
            change = new ReplaceColumn(
                    table.name(), column, table.definition().column(rename.to()).type(), rename.from());
        } else if (target.isEmpty(table.name(), rename.to())) {
            change = new RemoveColumn(table.name(), rename.to());
        } else {
            throw new SchemaException("column " + rename.from() + " of table " + table.name() + " cannot be renamed to "
                    + rename.to() + ": the values of the dropped column " + rename.to() + " would be lost; add UPDATE "
                    + table.name() + " SET " + rename.from() + " = " + rename.to()
                    + " before DROP COLUMN, or rename or drop that column in the target yourself");
        }
        TableDefinition before = table.definition();
        List<ColumnDefinition> all = new ArrayList<>(feed);
        all.addAll(left);
        TableDefinition after = new TableDefinition(
                before.name(),
                all,
                distinct(renamed(before.primaryKey(), rename)),
                distinct(renamed(before.sortKey(), rename)),
                before.storage().renamed(rename.from(), rename.to()));
        Set<String> added = new HashSet<>(table.added());
        if (!added.contains(rename.to()) && isCopied) {
            // files had it under that name all the time
            added.remove(rename.from());
        }
        Set<String> dropped = new HashSet<>(table.dropped());
        dropped.remove(rename.to());
        ColumnHistory history =
                table.history().renamed(rename.from(), rename.to()).withReturned(rename.to());
        FeedTable next =
                new FeedTable(after, formerNames, Set.copyOf(renamed(List.copyOf(added), rename)), dropped, history);
        return new Plan(next, isCopied ? List.of(change) : List.of(change, rename));
    }

    private static FeedTable renamed(FeedTable table, RenameColumn rename, Map<String, String> formerNames) {
        TableDefinition before = table.definition();
        TableDefinition after = new TableDefinition(
                before.name(),
                before.columns().stream()
                        .map(c -> c.name().equals(rename.from()) ? c.withName(rename.to()) : c)
                        .toList(),
                renamed(before.primaryKey(), rename),
                renamed(before.sortKey(), rename),
                before.storage().renamed(rename.from(), rename.to()));
        ColumnHistory history = table.history().renamed(rename.from(), rename.to());
        return new FeedTable(
                after,
                formerNames,
                Set.copyOf(renamed(List.copyOf(table.added()), rename)),
                table.dropped(),
                // a name that another column had before
                table.formerNames().containsKey(rename.to()) ? history.withReturned(rename.to()) : history);
    }

    private static List<String> renamed(List<String> columns, RenameColumn rename) {
        return distinct(columns.stream()
                .map(c -> c.equals(rename.from()) ? rename.to() : c)
                .toList());
    }

    private static List<String> distinct(List<String> columns) {
        return columns.stream().distinct().toList();
    }

    private static FeedTable withColumn(FeedTable table, ColumnDefinition changed) {
        List<ColumnDefinition> feed = table.feedColumns().stream()
                .map(column -> column.name().equals(changed.name()) ? changed : column)
                .toList();
        return table.withColumns(feed, table.droppedColumns());
    }

    private static void requireInFeed(FeedTable table, String column, String named) throws SchemaException {
        if (!table.isInFeed(column)) {
            throw new SchemaException("table " + table.name() + " has no column " + named
                    + (table.dropped().contains(column) ? " any more: it was dropped" : ""));
        }
    }

    /** The name under which SchemaFull shows a column that later upgrades may rename. */
    private static String shownAs(FeedTable table, String column, UpgradeStatements later) {
        if (table.isInFeed(column)) {
            return column;
        }
        String name = later.laterName(table.name(), column);
        return table.isInFeed(name) ? name : column;
    }

    /** The name under which a column is there now, also if a later script renames it. */
    private String present(FeedTable table, String column) {
        String name = table.presentName(column);
        for (int steps = 0; !table.definition().has(name) && steps < upgrades.renames(); steps++) {
            name = upgrades.renamed(table.name(), name).orElse(name);
        }
        return table.definition().has(name) ? name : column;
    }
}
