package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;

/** What all statements of one script change. */
final class ScriptEffect {

    private final Map<String, FeedTable> before = new LinkedHashMap<>();
    private final Map<String, FeedTable> after = new LinkedHashMap<>();
    private final TargetChanges changes = new TargetChanges();
    private final List<String> notes = new ArrayList<>();
    private final List<Renaming> renamings = new ArrayList<>();

    /**
     * What a script changes in the targets.
     *
     * @param before the tables over all sources, as they were; those that were not known are left out
     * @param after the tables over all sources, as they are after it
     */
    static ScriptEffect ofTargets(
            Map<String, FeedTable> before, Map<String, FeedTable> after, List<TargetChanges.Change> changes) {
        ScriptEffect effect = new ScriptEffect();
        effect.before.putAll(before);
        effect.after.putAll(after);
        for (TargetChanges.Change change : changes) {
            effect.changes.keep(change);
            if (change.statement() instanceof RenameColumn rename) {
                effect.renamings.add(new Renaming(rename.table(), rename.from(), rename.to()));
            } else if (change.statement() instanceof ReplaceColumn replace) {
                effect.renamings.add(new Renaming(
                        replace.table(), replace.copy(), replace.column().name()));
            }
        }
        return effect;
    }

    private record Renaming(String table, String from, String to) {}

    /** Notes a table that was known before the script. */
    void noteBefore(FeedTable table) {
        before.put(table.name(), table);
    }

    /**
     * Adds what a statement changes.
     *
     * @param current the table before it; empty if it was not known
     */
    void add(Optional<FeedTable> current, StatementPlan plan) {
        FeedTable next = plan.table();
        plan.changes().forEach(change -> changes.add(change, next.definition()));
        notes.addAll(plan.notes());
        for (ColumnDefinition column : current.map(FeedTable::feedColumns).orElse(List.of())) {
            String heir = next.history().moved().get(column.name());
            if (next.dropped().contains(column.name()) && heir != null) {
                renamings.add(new Renaming(next.name(), column.name(), heir));
            }
        }
        for (SchemaStatement change : plan.changes()) {
            if (change instanceof RenameColumn rename) {
                renamings.add(new Renaming(next.name(), rename.from(), rename.to()));
            } else if (change instanceof ReplaceColumn replace) {
                renamings.add(new Renaming(
                        next.name(), replace.copy(), replace.column().name()));
            } else if (change instanceof RemoveColumn remove) {
                renamings.add(new Renaming(next.name(), remove.column(), "-" + remove.column()));
            }
        }
        after.put(next.name(), next);
    }

    /** The tables that were known before the script, as they were. */
    Map<String, FeedTable> before() {
        return before;
    }

    /** The tables of the script, as they are after it. */
    Map<String, FeedTable> after() {
        return after;
    }

    /** Whether the script changes what is known of any table. */
    boolean changesTables() {
        return after.entrySet().stream().anyMatch(table -> !table.getValue().equals(before.get(table.getKey())));
    }

    /** What is changed in the target. */
    TargetChanges changes() {
        return changes;
    }

    /** What people should know of the statements. */
    List<String> notes() {
        return notes;
    }

    /**
     * The name after the script of the column that has the values of a column before it. A name that begins with a
     * minus means that no column has them any more.
     */
    String nameAfter(String table, String column) {
        String name = column;
        for (Renaming renaming : renamings) {
            if (renaming.table().equals(table) && renaming.from().equals(name)) {
                name = renaming.to();
            }
        }
        return name;
    }
}
