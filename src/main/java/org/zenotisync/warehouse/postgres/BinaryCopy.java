package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.RowSource;

/** Runs a COPY whose rows this program writes. */
final class BinaryCopy {

    private BinaryCopy() {}

    /**
     * Writes rows into a table.
     *
     * @param table quoted
     * @param columns of the rows, in their order
     * @param options of the COPY
     * @return the number of rows that the server has taken
     */
    static long into(
            Connection connection,
            Dialect dialect,
            String table,
            List<ColumnDefinition> columns,
            String options,
            RowSource rows)
            throws Exception {
        String names =
                dialect.quoted(columns.stream().map(ColumnDefinition::name).toList());
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + names + ") FROM STDIN (" + options + ")");
        try {
            BinaryCopySink sink = new BinaryCopySink(
                    copy, columns.stream().map(ColumnDefinition::type).toList());
            rows.writeTo(sink);
            sink.finish();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
