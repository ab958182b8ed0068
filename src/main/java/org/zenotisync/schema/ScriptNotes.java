package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaScript;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;

/** What the log says of a script that has been applied. */
final class ScriptNotes {

    private ScriptNotes() {}

    static List<String> of(SchemaScript script, ScriptEffect effect) {
        List<String> notes = new ArrayList<>();
        if (!script.passedOver().isEmpty()) {
            notes.add("passed over, since they change no columns: " + script.passedOverText());
        }
        notes.addAll(effect.notes());
        for (FeedTable table : effect.after().values()) {
            left(effect, table, notes);
        }
        Set<String> made = new TreeSet<>();
        for (TargetChanges.Change change : effect.changes().inOrder()) {
            SchemaStatement statement = change.statement();
            if (statement instanceof CreateTable) {
                made.add(statement.table());
            } else if (statement instanceof AddColumn add) {
                added(script, add, notes);
            } else if (statement instanceof ReplaceColumn replace) {
                notes.add("column " + replace.column().name() + " of table " + replace.table() + " is "
                        + replace.column().type() + " now, with the values of before");
            }
        }
        for (String table : made) {
            notKept(script, table, SchemaScript.What.DEFAULT, notes);
            notKept(script, table, SchemaScript.What.IDENTITY, notes);
        }
        return notes;
    }

    private static void left(ScriptEffect effect, FeedTable table, List<String> notes) {
        FeedTable before = effect.before().get(table.name());
        if (before == null) {
            return;
        }
        table.dropped().stream()
                .filter(column -> !before.dropped().contains(column))
                .sorted()
                .map(column -> "column " + column + " of table " + table.name() + " has left the feed: the target keeps"
                        + " it, and new rows have NULL there")
                .forEach(notes::add);
    }

    private static void added(SchemaScript script, AddColumn add, List<String> notes) {
        for (NotKept value : script.notKept()) {
            if (value.table().equals(add.table())
                    && value.column().equals(add.column().name())) {
                notes.add(
                        "column " + value.column() + " of table " + value.table() + " is added, and rows that are there"
                                + " have NULL: its "
                                + (value.what() == SchemaScript.What.IDENTITY
                                        ? "IDENTITY"
                                        : "DEFAULT, which is not a constant,")
                                + " is not kept");
            }
        }
    }

    private static void notKept(SchemaScript script, String table, SchemaScript.What what, List<String> notes) {
        String columns = script.notKept().stream()
                .filter(value -> value.table().equals(table) && value.what() == what)
                .map(NotKept::column)
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            notes.add("table " + table + " is made without " + what + " of " + columns
                    + ": a file that lacks such a column gives NULL");
        }
    }
}
