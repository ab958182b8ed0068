package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.FillNulls;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.warehouse.Warehouse;

/**
 * Fills the columns that a script adds, in the rows that the target has already: with a default, or with the values of
 * another column. This is the last thing that the script does.
 */
final class ColumnFills {

    private final List<SchemaStatement> fills = new ArrayList<>();

    /** Notes a change of the target, in the order of the script. */
    void note(SchemaStatement change) {
        if (change instanceof AddColumn add && add.defaultValue().isPresent()) {
            fills.add(add);
        } else if (change instanceof CopyColumn || change instanceof FillNulls) {
            fills.add(change);
        } else if (change instanceof RenameColumn rename) {
            fills.replaceAll(fill -> renamed(fill, rename));
        }
    }

    /**
     * The statements.
     *
     * @param nameOf the name of a feed table in the target
     * @param tables the feed tables after the script, by name
     */
    List<String> statements(Warehouse warehouse, UnaryOperator<String> nameOf, Map<String, FeedTable> tables) {
        List<String> sql = new ArrayList<>();
        for (SchemaStatement fill : fills) {
            String target = nameOf.apply(fill.table());
            if (fill instanceof AddColumn add) {
                sql.addAll(warehouse
                        .ddl()
                        .fillColumn(target, add.column(), add.defaultValue().orElseThrow()));
            } else if (fill instanceof CopyColumn copy) {
                FeedTable table = Objects.requireNonNull(tables.get(copy.table()), copy.table());
                sql.addAll(warehouse
                        .ddl()
                        .copyColumn(
                                target,
                                table.definition().column(copy.from()),
                                table.definition().column(copy.to())));
            } else if (fill instanceof FillNulls nulls) {
                FeedTable table = Objects.requireNonNull(tables.get(nulls.table()), nulls.table());
                ColumnDefinition to = table.definition().column(nulls.column().name());
                sql.add(
                        nulls.from().isPresent()
                                ? warehouse
                                        .ddl()
                                        .fillNulls(
                                                target,
                                                to,
                                                table.definition()
                                                        .column(nulls.from().get()))
                                : warehouse
                                        .ddl()
                                        .fillNulls(
                                                target, to, nulls.defaultValue().orElseThrow()));
            }
        }
        return sql;
    }

    private static SchemaStatement renamed(SchemaStatement fill, RenameColumn rename) {
        if (!fill.table().equals(rename.table())) {
            return fill;
        }
        if (fill instanceof CopyColumn copy) {
            return new CopyColumn(copy.table(), renamed(copy.from(), rename), renamed(copy.to(), rename), copy.cast());
        }
        if (fill instanceof FillNulls nulls) {
            String to = renamed(nulls.column().name(), rename);
            return new FillNulls(
                    nulls.table(),
                    nulls.column().withName(to),
                    nulls.from().map(from -> renamed(from, rename)),
                    nulls.defaultValue());
        }
        AddColumn add = (AddColumn) fill;
        return new AddColumn(
                add.table(), add.column().withName(renamed(add.column().name(), rename)), add.defaultValue());
    }

    private static String renamed(String column, RenameColumn rename) {
        return column.equals(rename.from()) ? rename.to() : column;
    }
}
