package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;

/** Brings the rows of the stage into the target, for one kind of table. */
@FunctionalInterface
public interface Merge {

    /**
     * Merges the stage into the target, in the transaction that is open on the connection.
     *
     * @throws LoadException if the key is not proven or the counts do not match
     */
    Merged merge(Connection connection, StagedRows staged) throws LoadException, SQLException;
}
