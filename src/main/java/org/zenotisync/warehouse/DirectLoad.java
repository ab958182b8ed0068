package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;

/** Writes rows into a target without a stage, where nothing is to be merged. Only some databases can do so safely. */
public interface DirectLoad {

    /**
     * Whether a target can be filled: not if its owner has given columns other types, since then values must be
     * converted, which a merge does.
     */
    boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns) throws SQLException;

    /**
     * Writes rows into a target, in the transaction that is open on the connection.
     *
     * @param columns of the rows, in their order
     * @return the number of rows that the database reports as written
     * @throws Exception of the rows, or of the database
     */
    long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception;
}
