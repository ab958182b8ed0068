package org.zenotisync.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sync in JMX, as {@code org.zenotisync:type=Sync,name=<context>}. It shows and does what the MBeans of Camel's
 * routes cannot. All types are open types, so any client can read them. Reading an attribute does not query the target.
 * The values come from the last listing of this process and are empty before the first cycle.
 */
public interface SyncMXBean {

    /** The source: bucket, and prefix without its last slash; several with commas between them. */
    String getSource();

    /** The target, without secrets. */
    String getTarget();

    /** Whether a cycle runs. */
    boolean isCycleRunning();

    /** The last cycle that ended; null if none has ended yet. */
    @Nullable
    CycleInfo getLastCycle();

    /** Every table of every POD, by name and POD. */
    List<TableInfo> getTables();

    /** Names of the tables that are paused. */
    List<String> getPausedTables();

    /** Table groups that are listed and not consumed, over all tables. */
    int getGroupsBehind();

    /** Age in seconds of the oldest object that is not consumed; 0 if there is none. */
    long getOldestUnconsumedSeconds();

    /**
     * Starts a cycle now, or after the one that is running. Does not wait for its end.
     *
     * @return true if a cycle was requested; false if a cycle that was requested before has not begun yet
     * @throws IllegalStateException if the route {@code sync} is stopped
     */
    boolean startCycle();

    /**
     * Pauses tables. The pause survives restarts. A table group that is being loaded is finished first.
     *
     * @param glob a table name, in which {@code *} matches any characters and {@code ?} matches one
     * @return the tables that it matches
     * @throws IllegalArgumentException if no known table matches
     * @throws IllegalStateException if the change cannot be stored in the target
     */
    List<String> pauseTables(String glob);

    /**
     * Resumes tables from the next cycle on.
     *
     * @param glob as for {@link #pauseTables}
     * @return the tables that it matches
     * @throws IllegalArgumentException if no known table matches
     * @throws IllegalStateException if the change cannot be stored in the target
     */
    List<String> resumeTables(String glob);

    /**
     * Pauses sources from the next cycle on: they are not read. The pause survives restarts.
     *
     * @param glob the name of a source, in which {@code *} matches any characters and {@code ?} matches one
     * @return the sources that it matches
     * @throws IllegalArgumentException if no source matches
     * @throws IllegalStateException if the change cannot be stored in the target
     */
    List<String> pauseSources(String glob);

    /**
     * Resumes sources from the next cycle on.
     *
     * @param glob as for {@link #pauseSources}
     * @return the sources that it matches
     * @throws IllegalArgumentException if no source matches
     * @throws IllegalStateException if the change cannot be stored in the target
     */
    List<String> resumeSources(String glob);
}
