package org.zenotisync.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.zenotisync.model.TableGroupId;

/**
 * Measures how long the attempts at table groups take: from the start of a table group in a cycle, with its retries and
 * the waits before them. Used by many threads at once.
 */
public final class Attempts {

    /** Values of {@link System#nanoTime()}. */
    private final Map<TableGroupId, Long> started = new ConcurrentHashMap<>();

    /** Starts to measure a table group. */
    public void start(TableGroupId id) {
        started.put(id, System.nanoTime());
    }

    /** Forgets a table group that is not worked on any more. */
    public void end(TableGroupId id) {
        started.remove(id);
    }

    /** The time since the start of a table group; zero if it was not started. */
    public Duration elapsed(TableGroupId id) {
        Long start = started.get(id);
        return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
    }
}
