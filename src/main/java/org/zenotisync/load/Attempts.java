package org.zenotisync.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.zenotisync.model.TableGroupId;

/**
 * Measures how long the attempts at table groups take: from the start of a table group in a cycle, with its retries and
 * the waits before them. Used by many threads at once.
 */
public final class Attempts {

    /** Of {@link System#nanoTime()}. */
    private final Map<TableGroupId, Long> started = new ConcurrentHashMap<>();

    /** A table group is begun. */
    public void started(TableGroupId id) {
        started.put(id, System.nanoTime());
    }

    /** A table group is not worked on any more. */
    public void ended(TableGroupId id) {
        started.remove(id);
    }

    /** The time since a table group was begun; zero if it was not. */
    public Duration took(TableGroupId id) {
        Long start = started.get(id);
        return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
    }
}
