package org.zenotisync.schema;

import java.util.List;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;

/** The only change of type that keeps the column. */
final class Widening {

    private Widening() {}

    /**
     * The type of a column that is to hold the values of another type, too.
     *
     * @param changes takes what is to be done
     * @throws SchemaException if neither type holds all values of the other
     */
    static ColumnType of(FeedTable table, String column, ColumnType wanted, List<SchemaStatement> changes)
            throws SchemaException {
        ColumnType present = table.definition().column(column).type();
        if (present.covers(wanted)) {
            return present;
        }
        if (!wanted.covers(present)) {
            throw new SchemaException("column " + column + " of table " + table.name() + " is " + present
                    + " and cannot become " + wanted + " without a possible loss; only widening is applied");
        }
        changes.add(new AlterType(table.name(), column, wanted));
        return wanted;
    }
}
