package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database that reads objects from S3, so that their rows do not pass through this program. The database decides what
 * a value means: objects that it would misread go through a {@link RowSource} instead.
 */
public interface ObjectLoader {

    /**
     * Makes a new stage in this session and has the database read objects into it. In each row, {@link
     * StageTable#BATCH} and {@link StageTable#ROW} are the ordinal of its logid: the order of rows within a logid is
     * not known.
     *
     * @return the number of rows that the database reports as loaded, for each set
     * @throws ObjectLoadException if the database refuses what it reads
     */
    List<Long> load(Connection connection, StageTable stage, List<ObjectSet> sets) throws SQLException;

    /** Why the stage that was just loaded may hold other values than the files; empty if nothing suggests it. */
    Optional<String> findMisread(Connection connection, StageTable stage) throws SQLException;

    /**
     * The SQL of a text without some characters.
     *
     * @param text SQL of a text
     * @param removed the characters, as they are within a text of SQL
     * @param other a character that is not one of them
     */
    String without(String text, String removed, char other);

    /** Whether it also reads every object whose key begins with the key of a given one. */
    boolean readsByPrefix();

    /**
     * What the database has recorded about objects that it refused: object, line, column, value and reason.
     *
     * @param connection another one than that of the failed load, or the same after the roll-back
     * @return empty if it has recorded nothing, or this user may not see it
     */
    Optional<String> explain(Connection connection, ObjectLoadException failure);
}
