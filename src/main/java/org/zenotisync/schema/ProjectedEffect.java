package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.config.ColumnsConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.FillNulls;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;
import org.zenotisync.warehouse.Warehouse;

/**
 * What a script changes in targets that do not have all columns as the feed has them: nothing of a column that is left
 * out, and a hashed one keeps its type. What a target was made with counts for its columns; the settings count for
 * those that the script adds.
 */
final class ProjectedEffect {

    private final ColumnsConfig config;
    private final TableRegistry tables;
    private final Map<String, ColumnRules> before = new HashMap<>();
    private final Map<String, ColumnRules> rules = new LinkedHashMap<>();
    private final List<TargetChanges.Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Tables whose target has rows. */
    private final Set<String> filled = new HashSet<>();

    private final DigestTexts texts = new DigestTexts();

    private ScriptEffect effect;

    private ProjectedEffect(ColumnsConfig config, TableRegistry tables, ScriptEffect effect) {
        this.config = config;
        this.tables = tables;
        this.effect = effect;
    }

    /**
     * Finds it out.
     *
     * @param known the tables of a script as they were before it, by name
     * @param effect of the script, if targets had all columns as the feed has them
     * @throws SchemaException if hidden values would get into a column that is not hidden, or cannot be hashed, or
     *     would be hashed with another key than those that are there
     */
    static ProjectedEffect of(
            Connection connection,
            Warehouse warehouse,
            TableRegistry tables,
            ColumnsConfig config,
            Map<String, KnownTable> known,
            ScriptEffect effect)
            throws SQLException, SchemaException {
        ProjectedEffect projected = new ProjectedEffect(config, tables, effect);
        for (String table : effect.after().keySet()) {
            Optional<KnownTable> made = Optional.ofNullable(known.get(table));
            ColumnRules rules = rulesOf(connection, warehouse, config, made);
            projected.before.put(table, rules);
            if (!rules.hashed().isEmpty()
                    && made.isPresent()
                    && warehouse.catalog().has(connection, made.get().target())
                    && warehouse.hasRows(connection, made.get().target())) {
                projected.filled.add(table);
                projected.texts.begin(made.get().table());
            }
        }
        boolean isAnyHidden =
                !config.isEmpty() || projected.before.values().stream().anyMatch(made -> !made.isEmpty());
        if (isAnyHidden) {
            projected.project();
        }
        return projected;
    }

    /** A target that is gone has no values, neither plain nor hashed: it will be made as the settings say then. */
    private static ColumnRules rulesOf(
            Connection connection, Warehouse warehouse, ColumnsConfig config, Optional<KnownTable> known)
            throws SQLException {
        if (known.filter(table -> !table.rules().isEmpty()).isEmpty()) {
            return ColumnRules.NONE;
        }
        return warehouse.catalog().columnsOf(connection, known.get().target()).isPresent()
                ? known.get().rules()
                : config.rulesOf(known.get().table().definition());
    }

    /** The effect on the targets as they are. */
    ScriptEffect effect() {
        return effect;
    }

    /** What people should know of the rows that are there. */
    List<String> notes() {
        return notes;
    }

    /** Keeps which columns targets do not have as the feed has them. */
    void save(Connection connection) throws SQLException {
        for (Map.Entry<String, ColumnRules> table : rules.entrySet()) {
            if (!table.getValue().equals(before.get(table.getKey()))) {
                tables.saveRules(connection, table.getKey(), table.getValue());
            }
        }
    }

    private void project() throws SchemaException {
        rules.putAll(before);
        for (TargetChanges.Change change : effect.changes().inOrder()) {
            add(change);
        }
        requireSameTexts();
        effect = ScriptEffect.ofTargets(projected(effect.before(), before), projected(effect.after(), rules), changes);
    }

    private static Map<String, FeedTable> projected(Map<String, FeedTable> known, Map<String, ColumnRules> made) {
        Map<String, FeedTable> targets = new LinkedHashMap<>();
        known.forEach((name, table) ->
                targets.put(name, made.getOrDefault(name, ColumnRules.NONE).project(table)));
        return targets;
    }

    private void add(TargetChanges.Change change) throws SchemaException {
        SchemaStatement statement = change.statement();
        String table = statement.table();
        ColumnRules made = rules.getOrDefault(table, ColumnRules.NONE);
        if (statement instanceof CreateTable create) {
            create(create);
        } else if (statement instanceof AddColumn add) {
            add(change, add);
        } else if (statement instanceof AlterType alter) {
            if (made.hashes(alter.column())) {
                noteOldDigests(table, alter.column());
            }
            if (!made.hides(alter.column())) {
                keep(change, alter);
            }
        } else if (statement instanceof RemoveColumn remove) {
            rules.put(table, made.with(remove.column(), ColumnRules.NONE));
            texts.remove(table, remove.column());
            if (!made.excludes(remove.column())) {
                keep(change, remove);
            }
        } else if (statement instanceof RenameColumn rename) {
            rules.put(table, made.renamed(rename.from(), rename.to()));
            texts.rename(table, rename.from(), rename.to());
            if (!made.excludes(rename.from())) {
                keep(change, rename);
            }
        } else if (statement instanceof CopyColumn copy) {
            copy(change, copy.from(), copy.to(), copy);
        } else if (statement instanceof FillNulls fill) {
            fill(change, fill);
        } else {
            replace(change, (ReplaceColumn) statement);
        }
    }

    private void keep(TargetChanges.Change change, SchemaStatement statement) {
        keep(change, statement, change.hasCopy());
    }

    private void keep(TargetChanges.Change change, SchemaStatement statement, boolean hasCopy) {
        ColumnRules made = rules.getOrDefault(statement.table(), ColumnRules.NONE);
        TableDefinition definition = made.project(change.definition());
        changes.add(new TargetChanges.Change(statement, definition, hasCopy, change.isCopied()));
    }

    private void create(CreateTable create) throws SchemaException {
        TableDefinition definition = create.definition();
        for (String column : definition.primaryKey()) {
            Optional<String> setting = config.excludedBy(definition.name(), column);
            if (setting.isPresent()) {
                throw new SchemaException(setting.get() + " leaves out the column " + column + " of "
                        + definition.name() + ", which is its PRIMARY KEY: rows are found by it; hash it with"
                        + " zenoti.columns.hash instead");
            }
        }
        ColumnRules made = config.rulesOf(definition);
        rules.put(definition.name(), made);
        CreateTable projected = new CreateTable(made.project(definition), create.onlyIfMissing());
        changes.add(new TargetChanges.Change(projected, projected.definition()));
    }

    private void add(TargetChanges.Change change, AddColumn add) throws SchemaException {
        String name = add.column().name();
        ColumnRules own = config.rulesOf(add.table(), List.of(name));
        if (own.hashes(name)) {
            requireSameKey(add.table(), name);
        }
        ColumnRules made = rules.getOrDefault(add.table(), ColumnRules.NONE).with(name, own);
        rules.put(add.table(), made);
        texts.remove(add.table(), name);
        if (made.hashes(name)) {
            Optional<String> digest = add.defaultValue().isPresent()
                    ? Optional.of(
                            HashedConstant.of(add.column(), add.defaultValue().get(), config.key()))
                    : Optional.empty();
            if (digest.isPresent()) {
                texts.fill(add.table(), add.column());
            }
            keep(change, new AddColumn(add.table(), made.project(add.column()), digest));
        } else if (!made.excludes(name)) {
            keep(change, add);
        }
    }

    /** Digests of two keys in one table would hide from every later check that the older ones fit to nothing. */
    private void requireSameKey(String table, String column) throws SchemaException {
        ColumnRules made = rules.getOrDefault(table, ColumnRules.NONE);
        boolean isSame =
                config.key().filter(key -> key.check().equals(made.keyCheck())).isPresent();
        if (!made.hashed().isEmpty() && !isSame) {
            throw new SchemaException("the file has new values for the hashed column " + column + " of table " + table
                    + ", and zenoti.columns.hash-key is not the key that "
                    + String.join(", ", new TreeSet<>(made.hashed())) + " of its target was hashed with: set the"
                    + " former key again; or drop the target of this table and of every other one that has hashed"
                    + " columns, then 'replay --table " + table + " --from-group 1', and the same for the others, makes"
                    + " and fills them again");
        }
    }

    /** What the script has moved into a column counts, too: a change of type may be four statements. */
    private void requireSameTexts() throws SchemaException {
        for (Map.Entry<String, FeedTable> after : effect.after().entrySet()) {
            String table = after.getKey();
            ColumnRules made = rules.getOrDefault(table, ColumnRules.NONE);
            for (ColumnDefinition column : after.getValue().definition().columns()) {
                if (filled.contains(table) && made.hashes(column.name())) {
                    texts.requireSame(table, column);
                }
            }
        }
    }

    private void fill(TargetChanges.Change change, FillNulls fill) throws SchemaException {
        ColumnRules made = rules.getOrDefault(fill.table(), ColumnRules.NONE);
        String to = fill.column().name();
        if (fill.from().isPresent()) {
            copy(
                    change,
                    fill.from().get(),
                    to,
                    new FillNulls(fill.table(), made.project(fill.column()), fill.from(), fill.defaultValue()));
        } else if (made.hashes(to)) {
            requireSameKey(fill.table(), to);
            String digest = HashedConstant.of(fill.column(), fill.defaultValue().orElseThrow(), config.key());
            texts.fill(fill.table(), fill.column());
            keep(
                    change,
                    new FillNulls(fill.table(), made.project(fill.column()), Optional.empty(), Optional.of(digest)));
        } else if (!made.excludes(to)) {
            keep(change, fill);
        }
    }

    /** Values move from one column to another one: they stay hidden, or the script waits for a decision. */
    private void copy(TargetChanges.Change change, String from, String to, SchemaStatement statement)
            throws SchemaException {
        String table = statement.table();
        ColumnRules made = rules.getOrDefault(table, ColumnRules.NONE);
        if (made.excludes(to)) {
            return;
        }
        if (made.excludes(from) && made.hashes(to)) {
            notes.add("column " + to + " of table " + table + " is NULL in the rows that are there: it takes over the"
                    + " values of " + from + ", which is left out");
            return;
        }
        if (made.excludes(from) || made.hashes(from) != made.hashes(to)) {
            throw mixed(table, from, to);
        }
        if (made.hashes(to)) {
            texts.copy(table, from, to);
            noteOldDigests(table, to);
        }
        keep(change, statement);
    }

    private static SchemaException mixed(String table, String from, String to) {
        return new SchemaException("column " + to + " of table " + table + " takes over the values of " + from
                + ", and the zenoti.columns settings hide only one of them, or each in another way; let them say the"
                + " same of both, and run 'apply-privacy' if the target has such values");
    }

    private void noteOldDigests(String table, String column) {
        notes.add("column " + column + " of table " + table + " is hashed: rows that are there keep the digests of"
                + " their former values, which may be written in another way in the new type; 'replay --table " + table
                + " --from-group 1' renews them");
    }

    /** The end of a change of type: the values of a copy take the place of a column. */
    private void replace(TargetChanges.Change change, ReplaceColumn replace) throws SchemaException {
        String table = replace.table();
        String name = replace.column().name();
        ColumnRules made = rules.getOrDefault(table, ColumnRules.NONE);
        rules.put(table, made.with(replace.copy(), ColumnRules.NONE));
        boolean hasCopy = change.hasCopy() && !made.excludes(replace.copy());
        if (made.excludes(name)) {
            if (hasCopy) {
                keep(change, new RemoveColumn(table, replace.copy()));
            }
            return;
        }
        if (hasCopy && made.hashes(name) != made.hashes(replace.copy())) {
            throw mixed(table, name, replace.copy());
        }
        if (!made.hashes(name)) {
            keep(change, replace, hasCopy);
            return;
        }
        noteOldDigests(table, name);
        if (hasCopy) {
            texts.rename(table, replace.copy(), name);
            ColumnDefinition digest = made.project(replace.column());
            keep(change, new ReplaceColumn(table, digest, ColumnRules.DIGEST, replace.copy()));
        }
    }
}
