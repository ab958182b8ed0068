package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;

/**
 * A column that had left the feed and has come back. It uses the target's column, whose rows keep their values.
 *
 * @param column as it is from now on
 * @param changes what is missing in the target
 * @param notes what people should know of it
 */
record ReturnedColumn(ColumnDefinition column, List<SchemaStatement> changes, List<String> notes) {

    /**
     * Compares a column with the target's one of that name.
     *
     * @param defaultValue what a script gives to rows that are there; empty for none
     * @throws SchemaException if the target's column has values that the declared type does not hold
     */
    static ReturnedColumn of(
            FeedTable table, ColumnDefinition wanted, Optional<String> defaultValue, TargetColumns target)
            throws SchemaException, SQLException {
        String name = wanted.name();
        ColumnType present = table.definition().column(name).type();
        if (!present.covers(wanted.type()) && !wanted.type().covers(present)) {
            if (target.isEmpty(table.name(), name)) {
                return new ReturnedColumn(
                        wanted,
                        List.of(
                                new RemoveColumn(table.name(), name),
                                new AddColumn(table.name(), wanted, defaultValue)),
                        List.of());
            }
            throw new SchemaException("column " + name + " of table " + table.name() + " was dropped as " + present
                    + " and comes back as " + wanted.type() + ", and the target's column still holds its values; rename"
                    + " or drop that column in the target yourself, and the next cycle applies the file");
        }
        List<SchemaStatement> changes = new ArrayList<>();
        ColumnType type = Widening.of(table, name, wanted.type(), changes);
        return new ReturnedColumn(
                wanted.withType(type),
                changes,
                List.of("column " + name + " of table " + table.name() + " is back in the feed; rows keep what the"
                        + " target's column holds"));
    }
}
