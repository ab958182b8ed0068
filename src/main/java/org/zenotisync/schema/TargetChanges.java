package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;

/**
 * What a script changes in the target, in order. The four statements that change a type become one change of the column
 * if one script has them all: some databases cannot alter a table in a transaction that has written rows of it.
 */
final class TargetChanges {

    private final List<Change> changes = new ArrayList<>();

    /**
     * One change.
     *
     * @param statement what is changed
     * @param definition the table after the change
     * @param hasCopy of a {@link ReplaceColumn}: whether the target has the column that values were copied to
     * @param isCopied of a {@link ReplaceColumn}: whether rows that are there have their values in it already
     */
    record Change(SchemaStatement statement, TableDefinition definition, boolean hasCopy, boolean isCopied) {

        Change(SchemaStatement statement, TableDefinition definition) {
            this(statement, definition, true, true);
        }
    }

    List<Change> inOrder() {
        return List.copyOf(changes);
    }

    /** Adds a change as it is. */
    void keep(Change change) {
        changes.add(change);
    }

    void add(SchemaStatement statement, TableDefinition definition) {
        if (statement instanceof ReplaceColumn replace) {
            boolean isCopied = !changes.removeIf(change -> change.statement() instanceof CopyColumn copy
                    && copy.table().equals(replace.table())
                    && copy.to().equals(replace.copy()));
            boolean isRenamed = changes.stream()
                    .anyMatch(change -> change.statement() instanceof RenameColumn rename
                            && rename.table().equals(replace.table())
                            && rename.to().equals(replace.copy()));
            boolean hasCopy = isRenamed
                    || !changes.removeIf(change -> change.statement() instanceof AddColumn add
                            && add.table().equals(replace.table())
                            && add.column().name().equals(replace.copy()));
            if (!hasCopy) {
                changes.removeIf(change -> change.statement() instanceof AlterType alter
                        && alter.table().equals(replace.table())
                        && alter.column().equals(replace.copy()));
            }
            changes.add(new Change(replace, definition, hasCopy, isCopied));
            return;
        }
        changes.add(new Change(statement, definition));
    }

    /**
     * The name that a column had in the target before the script.
     *
     * @param position how many changes come before the one that names the column
     * @return empty if the script has added it
     */
    Optional<String> nameBefore(String table, String column, int position) {
        String name = column;
        for (int i = position - 1; i >= 0; i--) {
            SchemaStatement statement = changes.get(i).statement();
            if (!statement.table().equals(table)) {
                continue;
            }
            if (statement instanceof RenameColumn rename && rename.to().equals(name)) {
                name = rename.from();
            } else if (statement instanceof AddColumn add && add.column().name().equals(name)) {
                return Optional.empty();
            }
        }
        return Optional.of(name);
    }
}
