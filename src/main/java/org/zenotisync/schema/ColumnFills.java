package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.warehouse.Warehouse;

/** What rows that are there already get in the columns that a script adds; the last thing that the script does. */
final class ColumnFills {

    private final List<AddColumn> added = new ArrayList<>();

    /** Notes a change of the target, in the order of the script. */
    void note(SchemaStatement change) {
        if (change instanceof AddColumn add && add.defaultValue() != null) {
            added.add(add);
        } else if (change instanceof RenameColumn rename) {
            added.replaceAll(add -> renamed(add, rename));
        }
    }

    /** @param nameOf the name of a feed table in the target */
    List<String> statements(Warehouse warehouse, UnaryOperator<String> nameOf) {
        return added.stream()
                .flatMap(add ->
                        warehouse.fillColumn(nameOf.apply(add.table()), add.column(), add.defaultValue()).stream())
                .toList();
    }

    private static AddColumn renamed(AddColumn add, RenameColumn rename) {
        return add.table().equals(rename.table()) && add.column().name().equals(rename.from())
                ? new AddColumn(add.table(), add.column().withName(rename.to()), add.defaultValue())
                : add;
    }
}
