package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows of a table group that wait in memory, while what a merge looks at stands in the stage. Used by one thread. */
public interface BufferedRows {

    /** The number of rows that the database says it has taken into the stage. */
    long staged();

    /**
     * Keeps a row from the target.
     *
     * @param row its number, see {@link StageTable#ROW}
     */
    void leaveOut(long row);

    /**
     * Writes the rows into the target, but those with void=1, where that is meant, and those that are left out. They are
     * gone from memory then.
     *
     * @return the number of rows that the database says it has taken
     */
    long write(Connection connection) throws SQLException;
}
