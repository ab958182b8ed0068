package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.TableGroupId;

/** A way of a table group's rows from its files into the database. */
interface Way {

    /**
     * Writes the rows of a table group, if they can go this way.
     *
     * @return empty if the files must be read by the next way; there may be a stage nevertheless, which must not be
     *     used
     * @throws LoadException if a file cannot be opened or read
     */
    Optional<StagedGroup> take(Connection connection, LoadPlan plan) throws LoadException, SQLException;

    /** Called when the rows of a table group have been written, in this way or in another one. */
    default void ended(TableGroupId id) {
        // most ways remember nothing
    }
}
