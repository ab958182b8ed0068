package org.zenotisync.ops;

import java.util.List;

/**
 * The sync in JMX, as {@code org.zenotisync:type=Sync,name=<context>}: what the MBeans of Camel's routes cannot tell or do.
 * All types are open ones, so that any client reads them. Nothing here asks the target; what is told comes from the last
 * listing of this process, and is empty before the first cycle.
 */
public interface SyncMXBean {

    /** The source: bucket, and prefix without its last slash. */
    String getSource();

    /** The target, without secrets. */
    String getTarget();

    /** Whether a cycle runs. */
    boolean isCycleRunning();

    /** The last cycle that came to an end; null before. */
    CycleInfo getLastCycle();

    /** Every table of every POD, by name and POD. */
    List<TableInfo> getTables();

    /** Names of the tables that are paused. */
    List<String> getPausedTables();

    /** Table groups that are listed and not consumed, over all tables. */
    int getGroupsBehind();

    /** Seconds since the oldest object was written that is not consumed; 0 if there is none. */
    long getOldestUnconsumedSeconds();

    /**
     * Has a cycle run now, behind one that runs already. Does not wait for it.
     *
     * @return whether it will; false if one that was asked for has not begun yet
     * @throws IllegalStateException if the route {@code sync} is stopped
     */
    boolean startCycle();

    /**
     * Pauses tables, also over restarts; a table group that is being loaded ends before.
     *
     * @param glob a table name, in which {@code *} stands for any characters and {@code ?} for one
     * @return the tables that it names
     * @throws IllegalArgumentException if it names no table that is known
     * @throws IllegalStateException if the target cannot keep it
     */
    List<String> pauseTables(String glob);

    /**
     * Lets tables go on with the next cycle.
     *
     * @param glob as for {@link #pauseTables}
     * @return the tables that it names
     * @throws IllegalArgumentException if it names no table that is known
     * @throws IllegalStateException if the target cannot keep it
     */
    List<String> resumeTables(String glob);
}
