package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps merges into a target cheap. */
@FunctionalInterface
public interface Upkeep {

    /** For a database that needs nothing. */
    Upkeep NONE = (connection, table, key) -> {};

    /**
     * Prepares a target for later merges, so that their cost follows the rows that they bring and not those of the
     * target. Called in the transaction of every load, after its rows have been written to the target; after its commit
     * if {@link Ddl#isTransactional} is false.
     *
     * @param key columns that merges find rows by, without organizationid; may be empty
     */
    void afterLoad(Connection connection, String table, List<String> key) throws SQLException;
}
