package org.zenotisync.schema.ddl;

import java.util.Objects;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;

/**
 * One statement of a schema script, read and found acceptable. All names are folded to lower case; nothing of the
 * script's text is kept but the value of a constant default.
 */
public sealed interface SchemaStatement {

    /** The table that the statement is about, folded and without a schema name. */
    String table();

    /** {@code CREATE TABLE}; defaults and foreign keys are not kept. */
    record CreateTable(TableDefinition definition) implements SchemaStatement {

        public CreateTable {
            Objects.requireNonNull(definition, "definition");
        }

        @Override
        public String table() {
            return definition.name();
        }
    }

    /**
     * {@code ALTER TABLE … ADD COLUMN}.
     *
     * @param defaultValue what rows that are already there get, as unquoted text: the content of a string, a number as
     *     it is written (without a plus sign), {@code true} or {@code false}; null if there is no default or if it is
     *     NULL. It comes from outside: SQL holds it as a quoted literal only
     */
    record AddColumn(String table, ColumnDefinition column, String defaultValue) implements SchemaStatement {

        public AddColumn {
            requireFolded(table);
            Objects.requireNonNull(column, "column");
        }
    }

    /** {@code ALTER TABLE … ALTER COLUMN … TYPE}. */
    record AlterType(String table, String column, ColumnType type) implements SchemaStatement {

        public AlterType {
            requireFolded(table);
            requireFolded(column);
            Objects.requireNonNull(type, "type");
        }
    }

    /** {@code ALTER TABLE … RENAME COLUMN from TO to}. */
    record RenameColumn(String table, String from, String to) implements SchemaStatement {

        public RenameColumn {
            requireFolded(table);
            requireFolded(from);
            requireFolded(to);
        }
    }

    private static void requireFolded(String name) {
        if (!Identifiers.fold(name).equals(name)) {
            throw new IllegalArgumentException("not a folded name: '" + name + "'");
        }
    }
}
