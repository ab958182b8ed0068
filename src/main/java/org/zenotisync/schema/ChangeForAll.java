package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;

/**
 * What a script of one source changes in a table for all sources: the name or the type of a column, or the key. The
 * scripts of the others will say the same, and find it done. Until then their files may use the former name, and their
 * values are read with the new type.
 */
final class ChangeForAll {

    private FeedTable target;
    private final Map<String, FeedTable> before;
    private final Map<String, FeedTable> others;
    private final Set<String> configured;
    private final List<TargetChanges.Change> inTarget = new ArrayList<>();

    /**
     * @param target the table over all sources
     * @param others as the other sources declare it, by the id of the source
     * @param configured ids of the sources that the settings have; what the others have declared contradicts nothing
     */
    ChangeForAll(FeedTable target, Map<String, FeedTable> others, Set<String> configured) {
        this.target = target;
        this.before = Map.copyOf(others);
        this.others = new TreeMap<>(others);
        this.configured = Set.copyOf(configured);
    }

    /** The table over all sources after the changes. */
    FeedTable target() {
        return target;
    }

    /** The table as the other sources have it after the changes, by the id of the source. */
    Map<String, FeedTable> others() {
        return others;
    }

    /** The table as one of the other sources had it before the changes. */
    FeedTable before(String source) {
        return Objects.requireNonNull(before.get(source), source);
    }

    /** Those of them that the changes have changed. */
    Map<String, FeedTable> changedOthers() {
        return others.entrySet().stream()
                .filter(other -> !other.getValue().equals(before.get(other.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The changes of the target, in order. */
    List<TargetChanges.Change> inTarget() {
        return inTarget;
    }

    /**
     * Adds a change, if it is one for all sources.
     *
     * @throws SchemaException if it contradicts what another source says
     */
    void add(TargetChanges.Change change) throws SchemaException {
        if (change.statement() instanceof RenameColumn rename
                && target.definition().has(rename.from())) {
            rename(rename);
        } else if (change.statement() instanceof ReplaceColumn replace
                && target.definition().has(replace.column().name())) {
            replace(replace);
        } else if (change.statement() instanceof RemoveColumn remove
                && target.definition().has(remove.column())) {
            remove(remove);
        }
    }

    private void rename(RenameColumn rename) throws SchemaException {
        if (target.definition().has(rename.to())) {
            unite(rename);
        }
        target = RenameColumnRule.renamed(target, rename);
        inTarget.add(new TargetChanges.Change(rename, target.definition()));
        others.replaceAll((id, other) ->
                other.definition().has(rename.from()) && !other.definition().has(rename.to())
                        ? RenameColumnRule.renamed(other, rename)
                        : other);
    }

    /** A source that was added later had the new name from the beginning: the values of both columns become one. */
    private void unite(RenameColumn rename) throws SchemaException {
        Optional<String> both = configuredOne(other -> other.isInFeed(rename.from()) && other.isInFeed(rename.to()));
        if (both.isPresent()) {
            throw new SchemaException("column " + rename.from() + " of table " + target.name()
                    + " cannot be renamed to " + rename.to() + ", which is another column in source " + both.get());
        }
        ColumnType present = target.definition().column(rename.from()).type();
        ColumnType type = wider(present, target.definition().column(rename.to()).type());
        target = without(withType(target, rename.from(), type), rename.to());
        ColumnDefinition column = target.definition().column(rename.from());
        inTarget.add(new TargetChanges.Change(
                new ReplaceColumn(target.name(), column, present, rename.to()), target.definition(), true, true));
    }

    /** The id of a configured source for which something holds. */
    private Optional<String> configuredOne(Predicate<FeedTable> holds) {
        return others.entrySet().stream()
                .filter(other -> configured.contains(other.getKey()) && holds.test(other.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The end of the four statements that change a type. The copy goes, unless files of another source still have it
     * beside the column: then it is made again, for the values that come until a script of that source ends the change.
     */
    private void replace(ReplaceColumn replace) {
        String name = replace.column().name();
        String copy = replace.copy();
        boolean hasCopy = target.definition().has(copy);
        boolean isStillInUse = configuredOne(other -> other.isInFeed(copy) && other.isInFeed(name))
                .isPresent();
        ColumnType present = target.definition().column(name).type();
        ColumnType type = wider(present, replace.column().type());
        if (hasCopy) {
            type = wider(type, target.definition().column(copy).type());
        }
        FeedTable withCopy = withType(target, name, type);
        target = without(withCopy, copy);
        if (hasCopy || !type.equals(present)) {
            ColumnDefinition column = target.definition().column(name);
            inTarget.add(new TargetChanges.Change(
                    new ReplaceColumn(target.name(), column, present, copy), target.definition(), hasCopy, true));
        }
        if (isStillInUse && hasCopy) {
            target = withCopy;
            AddColumn again = new AddColumn(target.name(), target.definition().column(copy), Optional.empty());
            inTarget.add(new TargetChanges.Change(again, target.definition()));
        }
        others.replaceAll((id, other) -> replaced(other, replace));
    }

    private static FeedTable replaced(FeedTable other, ReplaceColumn replace) {
        String name = replace.column().name();
        String copy = replace.copy();
        if (other.isInFeed(copy) && !other.isInFeed(name)) {
            ColumnDefinition column = other.definition().column(copy).withName(name);
            return RenameToDroppedRule.after(other, new RenameColumn(other.name(), copy, name), column, true);
        }
        FeedTable changed = withType(other, name, replace.column().type());
        return other.isInFeed(copy) ? changed : without(changed, copy);
    }

    /** A table in which a column has a type that holds the values of another one, too, or that type. */
    static FeedTable withType(FeedTable table, String name, ColumnType type) {
        return table.withColumns(
                withType(table.feedColumns(), name, type), withType(table.droppedColumns(), name, type));
    }

    private static List<ColumnDefinition> withType(List<ColumnDefinition> columns, String name, ColumnType type) {
        return columns.stream()
                .map(column -> column.name().equals(name) ? column.withType(wider(column.type(), type)) : column)
                .toList();
    }

    private static ColumnType wider(ColumnType present, ColumnType wanted) {
        return present.common(wanted).orElse(wanted);
    }

    /** The empty column whose name another one takes. */
    private void remove(RemoveColumn remove) throws SchemaException {
        Optional<String> used = configuredOne(other -> other.isInFeed(remove.column()));
        if (used.isPresent()) {
            throw new SchemaException("column " + remove.column() + " of table " + target.name()
                    + " cannot be replaced: files of source " + used.get() + " have it");
        }
        target = without(target, remove.column());
        inTarget.add(new TargetChanges.Change(remove, target.definition()));
        others.replaceAll((id, other) -> without(other, remove.column()));
    }

    private static FeedTable without(FeedTable table, String name) {
        return table.withColumns(
                table.feedColumns().stream()
                        .filter(column -> !column.name().equals(name))
                        .toList(),
                table.droppedColumns().stream()
                        .filter(column -> !column.name().equals(name))
                        .toList());
    }

    /**
     * Makes the primary key that a script gives to one source that of all. Sources that the settings do not have any
     * more do not contradict it.
     *
     * @param known the table as the source declares it before the script; empty if it does not
     * @param own the same after the script
     * @throws SchemaException if the files of another source do not have its columns
     */
    void takeKey(Optional<FeedTable> known, FeedTable own) throws SchemaException {
        List<String> key = own.definition().primaryKey();
        List<String> present = target.definition().primaryKey();
        if (key.isEmpty() || key.equals(present)) {
            return;
        }
        boolean isByScript = known.filter(
                        table -> table.definition().primaryKey().equals(present))
                .isPresent();
        boolean isContradicted = configuredOne(other -> {
                    List<String> declared = other.definition().primaryKey();
                    return !declared.isEmpty() && !declared.equals(key);
                })
                .isPresent();
        if (isContradicted && !isByScript) {
            return;
        }
        Optional<String> without =
                configuredOne(other -> !other.feedColumnNames().containsAll(key));
        if (without.isPresent()) {
            throw new SchemaException("the primary key of table " + target.name() + " cannot become "
                    + String.join(", ", key) + " yet: files of source " + without.get()
                    + " do not have these columns; a script of that source must add them first");
        }
        // the union of all sources takes it from the own table
        target = target.withDefinition(target.definition().withPrimaryKey(List.of()));
        others.replaceAll((id, other) -> other.definition().primaryKey().isEmpty()
                        || !other.definition().columnNames().containsAll(key)
                ? other
                : other.withDefinition(other.definition().withPrimaryKey(key)));
    }
}
