package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a database still stores of values that no row has any more. */
public interface FormerBytes {

    /**
     * Has the database give up the bytes of rows and columns that are gone, as far as it can do that at once. Called
     * outside of transactions.
     */
    default void giveUp(Connection connection) throws SQLException {
        // nothing that could be done here
    }

    /** Where bytes of former values may still be after {@link #giveUp}, and for how long, in words. */
    List<String> places();
}
