package org.zenotisync.load;

import org.zenotisync.feed.TableGroup;

/** Is told how a cycle gets on. Called by many threads at once; must be quick and must not throw. */
public interface SyncListener {

    /** Hears nothing. */
    SyncListener NONE = new SyncListener() {};

    /** A backlog is about to be loaded. */
    default void backlogFound(int tables, int tableGroups, long bytes) {}

    /** A table group is being loaded. */
    default void tableGroupStarted(TableGroup group) {}

    /** Bytes have been read of an object; of a table group that breaks off they are told again, below zero. */
    default void bytesRead(long bytes) {}

    /** Rows have been staged; of a table group that breaks off they are told again, below zero. */
    default void rowsRead(long rows) {}

    /** A table group has come to an end, whichever. */
    default void tableGroupEnded(TableGroup group) {}

    /** All table groups of a table have been tried. */
    default void tableEnded(String table) {}

    /**
     * Something has failed: a table group, a schema file or a table.
     *
     * @return whether the listener tells the reason to people, so that the log only says that there is a failure
     */
    default boolean failed(String subject, String reason) {
        return false;
    }

    /** The cycle is over. */
    default void cycleEnded() {}
}
