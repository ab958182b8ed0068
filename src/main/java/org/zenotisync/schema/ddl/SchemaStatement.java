package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;

/**
 * One accepted statement of a schema script. All names are folded to lower case. Of the script's text only the value of
 * a constant default is kept.
 */
public sealed interface SchemaStatement {

    /** The table that the statement is about, folded and without a schema name. */
    String table();

    /**
     * {@code CREATE TABLE}; defaults and foreign keys are not kept.
     *
     * @param onlyIfMissing whether it does nothing if the table exists: {@code IF NOT EXISTS} without
     *     {@code DROP TABLE} before it
     */
    record CreateTable(TableDefinition definition, boolean onlyIfMissing) implements SchemaStatement {

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
     *     it is written (without a plus sign), {@code true} or {@code false}; empty if there is no default or if it is
     *     NULL. It comes from outside: SQL may have it only as a quoted literal
     */
    record AddColumn(String table, ColumnDefinition column, Optional<String> defaultValue) implements SchemaStatement {

        public AddColumn {
            requireFolded(table);
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(defaultValue, "defaultValue");
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

    /** {@code ALTER TABLE … DROP COLUMN}: the column leaves the feed, and stays in the target. */
    record DropColumn(String table, String column) implements SchemaStatement {

        public DropColumn {
            requireFolded(table);
            requireFolded(column);
        }
    }

    /**
     * {@code UPDATE table SET to = from}, of the idiom that changes a type: add a column, copy, drop the old one,
     * rename.
     *
     * @param cast the type that the script converts values to on the way; empty if it has no cast
     */
    record CopyColumn(String table, String from, String to, Optional<ColumnType> cast) implements SchemaStatement {

        public CopyColumn {
            requireFolded(table);
            requireFolded(from);
            requireFolded(to);
            Objects.requireNonNull(cast, "cast");
        }
    }

    /** {@code ALTER TABLE … ADD [CONSTRAINT …] PRIMARY KEY}. */
    record AddPrimaryKey(String table, List<String> columns) implements SchemaStatement {

        public AddPrimaryKey {
            requireFolded(table);
            columns = List.copyOf(columns);
            columns.forEach(SchemaStatement::requireFolded);
        }
    }

    /** {@code ALTER COLUMN … SET NOT NULL} or {@code DROP NOT NULL}, and what SQL Server writes after a type. */
    record SetNotNull(String table, String column, boolean notNull) implements SchemaStatement {

        public SetNotNull {
            requireFolded(table);
            requireFolded(column);
        }
    }

    /**
     * The result of DROP and RENAME at the end of a change of type: the values of a copy take the place of a column. It
     * is not a statement of scripts.
     *
     * @param column the column with its new type
     * @param before the type that it had
     * @param copy the column that the values were copied to; it does not exist afterwards
     */
    record ReplaceColumn(String table, ColumnDefinition column, ColumnType before, String copy)
            implements SchemaStatement {

        public ReplaceColumn {
            requireFolded(table);
            requireFolded(copy);
        }
    }

    /**
     * A column that another source has added before gets a value where it has none. It is not a statement of scripts.
     *
     * @param from the column that has the values; empty if it is a default
     * @param defaultValue the default; empty if a column has the values
     */
    record FillNulls(String table, ColumnDefinition column, Optional<String> from, Optional<String> defaultValue)
            implements SchemaStatement {

        public FillNulls {
            requireFolded(table);
        }

        /** What the default of an added column does for rows that are there. */
        public static FillNulls with(AddColumn add) {
            return new FillNulls(add.table(), add.column(), Optional.empty(), add.defaultValue());
        }

        /** What a copy does for rows that have no value yet. */
        public static FillNulls from(CopyColumn copy, ColumnDefinition to) {
            return new FillNulls(copy.table(), to, Optional.of(copy.from()), Optional.empty());
        }
    }

    /**
     * The target's column is removed, since it is empty and another column takes its name. It is not a statement of
     * scripts.
     */
    record RemoveColumn(String table, String column) implements SchemaStatement {

        public RemoveColumn {
            requireFolded(table);
            requireFolded(column);
        }
    }

    private static void requireFolded(String name) {
        if (!Identifiers.fold(name).equals(name)) {
            throw new IllegalArgumentException("not a folded name: '" + name + "'");
        }
    }
}
