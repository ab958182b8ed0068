package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;

/** What a script was read as, in one short line a statement. */
final class Rendering {

    private Rendering() {}

    static String of(List<SchemaStatement> statements) {
        return statements.stream().map(Rendering::of).collect(Collectors.joining("; "));
    }

    private static String of(SchemaStatement statement) {
        if (statement instanceof SchemaStatement.CreateTable create) {
            return of(create.definition());
        }
        if (statement instanceof SchemaStatement.AddColumn add) {
            String value = add.defaultValue().map(text -> " = <" + text + ">").orElse("");
            return add.table() + " + " + of(add.column()) + value;
        }
        if (statement instanceof SchemaStatement.AlterType alter) {
            return alter.table() + " ~ " + alter.column() + " " + alter.type();
        }
        if (statement instanceof SchemaStatement.DropColumn drop) {
            return drop.table() + " - " + drop.column();
        }
        if (statement instanceof SchemaStatement.CopyColumn copy) {
            String cast = copy.cast().map(type -> " as " + type).orElse("");
            return copy.table() + " " + copy.to() + " := " + copy.from() + cast;
        }
        if (statement instanceof SchemaStatement.AddPrimaryKey key) {
            return key.table() + " primary" + key.columns();
        }
        if (statement instanceof SchemaStatement.SetNotNull set) {
            return set.table() + " " + set.column() + (set.notNull() ? " not null" : " null");
        }
        SchemaStatement.RenameColumn rename = (SchemaStatement.RenameColumn) statement;
        return rename.table() + " " + rename.from() + " -> " + rename.to();
    }

    private static String of(TableDefinition table) {
        String columns = table.columns().stream().map(Rendering::of).collect(Collectors.joining(", "));
        String primaryKey = table.primaryKey().isEmpty() ? "" : " primary" + table.primaryKey();
        String sortKey = table.sortKey().isEmpty() ? "" : " sort" + table.sortKey();
        return table.name() + "(" + columns + ")" + primaryKey + sortKey;
    }

    private static String of(ColumnDefinition column) {
        return column.name() + " " + column.type();
    }
}
