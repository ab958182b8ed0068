package org.zenotisync.cycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.model.TableGroupId;

/** A cycle while it runs: what the steps of its routes find and do. Used by many threads at once. */
public final class Cycle {

    private final long startedNanos = System.nanoTime();
    private final AtomicInteger schemaFilesApplied = new AtomicInteger();
    private final List<CycleReport.SchemaFailure> schemaFailures = Collections.synchronizedList(new ArrayList<>());
    private final List<TableGroupOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final List<TableGroupId> replays = Collections.synchronizedList(new ArrayList<>());
    private final Map<TableGroupId, Long> loading = new ConcurrentHashMap<>();
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private volatile List<TableGroupId> waiting = List.of();
    private volatile boolean schemaPaused;
    private volatile FeedListing.Level root;
    private volatile FeedScan scan;
    private volatile boolean more;

    void rootListed(FeedListing.Level level) {
        root = level;
    }

    /** The folders at the root of the source. */
    public FeedListing.Level root() {
        return root;
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied() {
        schemaFilesApplied.incrementAndGet();
    }

    /** Notes that a schema file was refused. */
    public void schemaFileFailed(CycleReport.SchemaFailure failure) {
        schemaFailures.add(failure);
    }

    /** Notes that the schema route is stopped. */
    public void schemaPaused() {
        schemaPaused = true;
    }

    boolean isSchemaPaused() {
        return schemaPaused;
    }

    void unknownFound(List<String> keys) {
        unknown.addAll(keys);
    }

    void scanned(FeedScan newScan, Backlog backlog) {
        scan = newScan;
        unknown.addAll(backlog.unknown());
        replays.addAll(backlog.replays());
        waiting = backlog.waiting();
        more = backlog.more();
    }

    FeedScan scan() {
        return scan;
    }

    void started(TableGroupId group) {
        loading.put(group, System.nanoTime());
    }

    /** The time since a table group was started; it runs no longer. */
    Duration stopped(TableGroupId group) {
        return Duration.ofNanos(System.nanoTime() - loading.remove(group));
    }

    /** Notes what became of a table group. */
    public void ended(TableGroupOutcome outcome) {
        outcomes.add(outcome);
    }

    int consumed() {
        synchronized (outcomes) {
            return (int) outcomes.stream()
                    .filter(o -> o.state() == TableGroupOutcome.State.CONSUMED)
                    .count();
        }
    }

    /** Whether another pass is worth while: the first one, or more groups wait and the last pass got on. */
    boolean isPassDue() {
        return scan == null || more;
    }

    void noProgress() {
        more = false;
    }

    /** What has been done so far. */
    public CycleReport report() {
        synchronized (outcomes) {
            return new CycleReport(
                    Duration.ofNanos(System.nanoTime() - startedNanos),
                    schemaFilesApplied.get(),
                    List.copyOf(schemaFailures),
                    schemaPaused,
                    List.copyOf(outcomes),
                    List.copyOf(replays),
                    waiting,
                    List.copyOf(unknown));
        }
    }
}
