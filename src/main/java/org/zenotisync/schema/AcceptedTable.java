package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableStorage;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * What a table is after somebody has made the change of a schema file by hand: as the statements of the file say it, as far as they can be
 * read, and as the target confirms it. What does not fit is a difference; then nothing of it may be kept.
 */
final class AcceptedTable {

    /** Words that begin statements which may change the columns of a table. */
    private static final Set<String> CHANGING = Set.of("alter", "exec", "execute", "sp_rename", "rename");

    /** Words of statements that may give a column a new name, in the place of the old one. */
    private static final Set<String> RENAMING = Set.of("rename", "sp_rename", "change", "exec", "execute");

    private final String name;
    private final SchemaPlanner planner;
    private final Map<String, String> target;
    private final List<String> targetColumns;
    private final boolean isThere;
    private final Optional<List<String>> order;
    private final Map<String, ColumnType> named = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private Optional<FeedTable> table;
    private int statements;

    /**
     * @param name its folded name
     * @param before what was known of it
     * @param targetColumns of the target, in its order; empty if there is no target
     * @param target the types of those columns as the database spells them
     * @param order the feed's order, if the person has given it
     */
    AcceptedTable(
            String name,
            Optional<FeedTable> before,
            SchemaPlanner planner,
            Optional<List<String>> targetColumns,
            Map<String, String> target,
            Optional<List<String>> order) {
        this.name = name;
        this.table = before;
        this.planner = planner;
        this.isThere = targetColumns.isPresent();
        this.targetColumns = targetColumns.orElse(List.of());
        this.target = Map.copyOf(target);
        this.order = order;
    }

    /** What it is by now; empty if nothing is known of it. */
    Optional<FeedTable> table() {
        return table;
    }

    /** Whether the person has given the order of the columns. */
    boolean isOrdered() {
        return order.isPresent();
    }

    /** What does not fit, in words for people. */
    List<String> differences() {
        return differences;
    }

    /** Takes over a statement about this table. */
    void add(SchemaStatement statement) throws SQLException {
        if (statement instanceof CreateTable create) {
            create.definition().columns().forEach(column -> named.put(column.name(), column.type()));
        } else if (statement instanceof AddColumn add) {
            named.put(add.column().name(), add.column().type());
        } else if (statement instanceof AlterType alter) {
            named.put(present(alter.column()), alter.type());
        } else if (statement instanceof DropColumn drop) {
            named.remove(drop.column());
        } else if (statement instanceof RenameColumn rename && named.containsKey(rename.from())) {
            named.put(rename.to(), named.remove(rename.from()));
        }
        table = table.map(this::retyped);
        if (statement instanceof RenameColumn rename && hasBoth(rename)) {
            table = Optional.of(replaced(table.orElseThrow(), rename));
            return;
        }
        try {
            table = Optional.of(planner.plan(table, statement, statements++).table());
        } catch (SchemaException e) {
            if (order.isEmpty()) {
                differences.add(e.getMessage());
            }
        }
    }

    private String present(String column) {
        return table.map(known -> known.presentName(column)).orElse(column);
    }

    /** A type that the target has taken on by hand is the column's type from now on. */
    private FeedTable retyped(FeedTable known) {
        List<ColumnDefinition> columns = known.definition().columns().stream()
                .map(column -> {
                    ColumnType wanted = named.get(column.name());
                    boolean isChanged = wanted != null
                            && !column.type().covers(wanted)
                            && !wanted.covers(column.type())
                            && target.containsKey(column.name())
                            && isFit(target.get(column.name()), wanted);
                    return isChanged ? column.withType(wanted) : column;
                })
                .toList();
        return new FeedTable(
                known.definition().withColumns(columns),
                known.formerNames(),
                known.added(),
                known.dropped(),
                known.history());
    }

    /** Whether both columns of a renaming are there, since the new one was added by hand. */
    private boolean hasBoth(RenameColumn rename) {
        return table.filter(known -> known.definition().has(rename.from()))
                .filter(known -> !known.dropped().contains(rename.from()))
                .filter(known -> known.definition().has(rename.to()) || target.containsKey(rename.to()))
                .filter(known -> target.containsKey(rename.from()) && target.containsKey(rename.to()))
                .isPresent();
    }

    /** The new column takes the place of the old one, which files do not have any more. */
    private FeedTable replaced(FeedTable known, RenameColumn rename) {
        ColumnDefinition from = known.definition().column(rename.from());
        List<String> feed = new ArrayList<>();
        known.feedColumns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> !column.equals(rename.to()))
                .map(column -> column.equals(rename.from()) ? rename.to() : column)
                .forEach(feed::add);
        Map<String, ColumnDefinition> columns = columns(known);
        columns.putIfAbsent(rename.to(), from.withName(rename.to()));
        Map<String, String> formerNames = new HashMap<>(known.formerNames());
        formerNames.put(rename.from(), rename.to());
        return inOrder(known.withFormerNames(formerNames), feed, columns);
    }

    /**
     * Takes over what is known of the rest of the file.
     *
     * @param rest the words of statements that cannot be read
     * @param isRead whether the file could be read as text
     * @param takesExtras whether columns of the target that are not known are taken for new ones, though no word of the file tells it
     */
    void complete(List<List<String>> rest, boolean isRead, boolean takesExtras) {
        if (order.isPresent()) {
            takeOrder(order.get());
            return;
        }
        requireNamed();
        if (table.isEmpty()) {
            takeTarget();
            return;
        }
        if (!isThere) {
            // when it is made, it is made with all columns
            return;
        }
        Set<String> words = new HashSet<>();
        rest.forEach(words::addAll);
        FeedTable known = table.get();
        List<String> feed = new ArrayList<>();
        for (ColumnDefinition column : known.feedColumns()) {
            if (target.containsKey(column.name())) {
                feed.add(column.name());
            } else if (isRead && !words.contains(column.name())) {
                if (!named.containsKey(column.name())) {
                    differences.add("the target table lacks the column " + column.name());
                }
                feed.add(column.name());
            }
        }
        Map<String, ColumnDefinition> columns = columns(known);
        for (String extra : extras()) {
            if (isRead ? words.contains(extra) : takesExtras) {
                newColumn(extra).ifPresent(column -> {
                    columns.put(extra, column);
                    feed.add(extra);
                });
            }
        }
        requireKnownOrder(rest, known);
        requireKnownPlaces(rest, isRead, known);
        if (differences.isEmpty()) {
            table = Optional.of(inOrder(known, feed, columns));
        }
    }

    /** Columns of the target that are not known, in its order. */
    List<String> extras() {
        return targetColumns.stream()
                .filter(column -> table.isPresent() && !table.get().definition().has(column))
                .toList();
    }

    /** What the file names must be in the target, and be able to hold what the file says. */
    private void requireNamed() {
        if (!isThere) {
            return;
        }
        named.forEach((column, type) -> {
            if (!target.containsKey(column)) {
                differences.add("the target table lacks the column " + column + ", which the file says is " + type);
            } else if (!isFit(target.get(column), type)) {
                differences.add("the column " + column + " is " + target.get(column)
                        + " in the target table; the file says " + type);
            }
        });
    }

    /** A statement that cannot be read and names a column may move, drop or rename it. */
    private void requireKnownOrder(List<List<String>> rest, FeedTable known) {
        List<String> touched = known.feedColumns().stream()
                .map(ColumnDefinition::name)
                .filter(target::containsKey)
                .filter(column -> rest.stream()
                        .anyMatch(words -> isChanging(words) && words.contains(name) && words.contains(column)))
                .toList();
        if (!touched.isEmpty()) {
            differences.add("the file names " + String.join(", ", touched)
                    + " in a statement that cannot be read, so that the order of the feed's columns is not known; give it"
                    + " with --columns");
        }
    }

    /**
     * A column that is gone and a new one may be one renamed column, which keeps its place in files. At the end of the order its values
     * would be read into other columns.
     */
    private void requireKnownPlaces(List<List<String>> rest, boolean isRead, FeedTable known) {
        List<String> gone = known.feedColumns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> !target.containsKey(column))
                .toList();
        List<String> fresh = extras();
        boolean isRenamed = isRead
                ? rest.stream()
                        .filter(words -> words.stream().anyMatch(RENAMING::contains))
                        .anyMatch(words -> gone.stream().anyMatch(words::contains)
                                && fresh.stream().anyMatch(words::contains))
                : !gone.isEmpty() && !fresh.isEmpty();
        if (isRenamed) {
            differences.add("the target table lacks " + String.join(", ", gone) + " and has " + String.join(", ", fresh)
                    + ", which may be a new name for a column in its old place, so that the order of the feed's columns is not"
                    + " known; give it with --columns");
        }
    }

    private static boolean isChanging(List<String> words) {
        boolean makesTable = words.size() > 1
                && words.get(0).equals("create")
                && words.get(1).equals("table");
        return makesTable || words.stream().anyMatch(CHANGING::contains);
    }

    private void takeTarget() {
        if (!isThere) {
            differences.add("there is no target table");
            return;
        }
        takeOrder(targetColumns);
    }

    /** Columns that the person, or the target, gives in the order of files. */
    private void takeOrder(List<String> feed) {
        Map<String, ColumnDefinition> columns =
                table.map(AcceptedTable::columns).orElseGet(LinkedHashMap::new);
        for (String column : feed) {
            if (isThere && !target.containsKey(column)) {
                differences.add("the target table lacks the column " + column);
            } else if (!columns.containsKey(column)) {
                newColumn(column).ifPresent(fresh -> columns.put(column, fresh));
            }
        }
        if (!differences.isEmpty()) {
            return;
        }
        table = Optional.of(table.map(known -> inOrder(known, feed, columns))
                .orElseGet(() -> new FeedTable(new TableDefinition(
                        name, feed.stream().map(columns::get).toList(), List.of(), List.of()))));
    }

    /** A column as the file, or else the target, says it is. */
    private Optional<ColumnDefinition> newColumn(String column) {
        Optional<ColumnType> type = Optional.ofNullable(named.get(column))
                .or(() -> Optional.ofNullable(target.get(column)).flatMap(TargetType::of));
        if (type.isEmpty()) {
            differences.add(
                    isThere
                            ? "the column " + column + " is " + target.get(column)
                                    + " in the target table, a type that files cannot be loaded into; give it another one"
                            : "the column " + column + " is not known, and there is no target table that has it");
        }
        return type.map(known -> new ColumnDefinition(column, known));
    }

    private static Map<String, ColumnDefinition> columns(FeedTable known) {
        Map<String, ColumnDefinition> columns = new LinkedHashMap<>();
        known.definition().columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    /** The table with columns in the order of files; the target's other ones are dropped, and what the target lacks is forgotten. */
    private FeedTable inOrder(FeedTable known, List<String> feed, Map<String, ColumnDefinition> columns) {
        List<String> dropped = known.definition().columnNames().stream()
                .filter(column -> !feed.contains(column))
                .filter(column -> !isThere || target.containsKey(column))
                .toList();
        List<String> names = Stream.concat(feed.stream(), dropped.stream()).toList();
        Set<String> added = new HashSet<>(known.added());
        feed.stream().filter(column -> !known.definition().has(column)).forEach(added::add);
        TableStorage storage = known.definition().storage();
        TableDefinition definition = new TableDefinition(
                name,
                names.stream().map(columns::get).toList(),
                kept(known.definition().primaryKey(), names),
                kept(known.definition().sortKey(), names),
                storage.distKey() == null || names.contains(storage.distKey()) ? storage : TableStorage.AUTO);
        return new FeedTable(definition, known.formerNames(), added, Set.copyOf(dropped), known.history());
    }

    /** A key of which a column is gone is not the key any more. */
    private static List<String> kept(List<String> key, List<String> columns) {
        return columns.containsAll(key) ? key : List.of();
    }

    /** Whether a column of the target can hold what the file says; what the scripts have no word for is left to its owner. */
    private static boolean isFit(String targetType, ColumnType wanted) {
        return TargetType.of(targetType).map(type -> type.covers(wanted)).orElse(true);
    }

    /** The columns of files, for people. */
    String text() {
        return table.map(known -> String.join(
                        ", ",
                        known.feedColumns().stream().map(ColumnDefinition::name).toList()))
                .orElse("not known");
    }

    /** The definition, to be compared with another one. */
    static String fingerprint(FeedTable table) {
        return DdlParser.canonical(table.definition()) + table.formerNames() + table.dropped();
    }
}
