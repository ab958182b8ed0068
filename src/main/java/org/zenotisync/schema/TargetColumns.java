package org.zenotisync.schema;

import java.sql.SQLException;

/** What a plan must know about the target. */
@FunctionalInterface
interface TargetColumns {

    /** Whether a column of a feed table can be removed without any loss: it is not there, or NULL in all rows. */
    boolean isEmpty(String table, String column) throws SQLException;
}
