package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database that reads objects from S3 by itself, so that their rows do not pass through this program. What it takes a
 * value for, it decides: a {@link RowSource} is the way for objects that it would read otherwise than the feed means them.
 */
public interface ObjectLoader {

    /**
     * Makes a fresh stage in this session and has the database read objects into it. Of each row, {@link StageTable#BATCH}
     * and {@link StageTable#ROW} are the ordinal of its logid: within a logid, the order of rows is not known.
     *
     * @return the number of rows that the database says it has taken of each set
     * @throws ObjectLoadException if the database refuses what it reads
     */
    List<Long> load(Connection connection, StageTable stage, List<ObjectSet> sets) throws SQLException;

    /**
     * Why the stage that was just loaded may hold other values than the files; null if nothing speaks for that.
     */
    String misread(Connection connection, StageTable stage) throws SQLException;

    /** Whether it also reads every object whose key begins with that of one that it is to read. */
    boolean readsByPrefix();

    /**
     * What the database has noted of objects that it refused: object, line, column, value and reason.
     *
     * @param connection another one than that of the failed load, or the same after the roll-back
     * @return empty if it has noted nothing, or nothing that this user may see
     */
    Optional<String> explain(Connection connection, ObjectLoadException failure);
}
