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
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.Strangers;
import org.zenotisync.model.TableGroupId;

/** A cycle while it runs: what the steps of its routes find and do. Used by many threads at once. */
public final class Cycle {

    private final long startedNanos = System.nanoTime();
    private final AtomicInteger schemaFilesApplied = new AtomicInteger();
    private final List<CycleReport.SchemaFailure> schemaFailures = Collections.synchronizedList(new ArrayList<>());
    private final List<TableGroupOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final List<TableGroupId> replays = Collections.synchronizedList(new ArrayList<>());
    private final List<LateObjects.Entry> late = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private volatile List<TableGroupId> waiting = List.of();
    private volatile boolean schemaPaused;
    private volatile boolean cutShort;
    private final CycleSchema schema = new CycleSchema();
    private volatile FeedListing.Level root;
    private volatile FeedScan scan;
    private volatile boolean more;
    private final Map<String, Long> listedUpTo = new ConcurrentHashMap<>();
    private final Map<String, Long> plannedUpTo = new ConcurrentHashMap<>();
    private final Map<String, Long> consumedUpTo = new ConcurrentHashMap<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    void rootListed(FeedListing.Level level) {
        root = level;
    }

    /** The folders at the root of the source. */
    public FeedListing.Level root() {
        return root;
    }

    /** The schema files that are not applied. */
    CycleSchema schema() {
        return schema;
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied() {
        schemaFilesApplied.incrementAndGet();
    }

    /** Notes that a schema file was refused. */
    public void schemaFileFailed(CycleReport.SchemaFailure failure) {
        schemaFailures.add(failure);
    }

    /** Notes a failure that is not that of a table group; false if this cycle has noted it before. */
    boolean failed(CycleReport.SchemaFailure failure) {
        synchronized (schemaFailures) {
            return !schemaFailures.contains(failure) && schemaFailures.add(failure);
        }
    }

    /** Notes that the schema route is stopped. */
    public void schemaPaused() {
        schemaPaused = true;
    }

    boolean isSchemaPaused() {
        return schemaPaused;
    }

    void unknownFound(List<String> keys) {
        int room = Math.max(0, Strangers.NAMED - unknown.size());
        keys.stream().filter(key -> !unknown.contains(key)).limit(room).forEach(unknown::add);
    }

    void scanned(FeedScan newScan, Backlog backlog) {
        scan = newScan;
        unknownFound(backlog.unknown());
        replays.addAll(backlog.replays());
        late.addAll(backlog.late());
        waiting = backlog.waiting();
        more = backlog.more();
        backlog.tableGroups()
                .forEach(group -> plannedUpTo.merge(lane(group.id()), group.id().group(), Math::max));
        newScan.pods().stream()
                .filter(pod -> !pod.listed().isEmpty())
                .forEach(pod -> listedUpTo.put(pod.pod(), pod.listed().lastKey()));
    }

    /** Up to which group the passes of this cycle have set out to load a table of a POD, 0 for none. */
    long plannedUpTo(String pod, String table) {
        return plannedUpTo.getOrDefault(lane(pod, table), 0L);
    }

    /** By POD the group up to which the passes of this cycle have listed it. */
    Map<String, Long> listedUpTo() {
        return listedUpTo;
    }

    /**
     * Whether the later groups of a table and POD wait for the next cycle: one has failed or is paused in this cycle, or
     * those that a pass before has set out to load were not all consumed, since a route was stopped by force.
     *
     * @param group one of the table and POD
     * @param last the last group of them that is consumed, 0 for none
     */
    boolean isHeldUp(TableGroupId group, long last) {
        return stopped.contains(lane(group)) || last < plannedUpTo.getOrDefault(lane(group), 0L);
    }

    /** The last group of a table and POD that this cycle has consumed, 0 for none. */
    long consumedUpTo(String pod, String table) {
        return consumedUpTo.getOrDefault(lane(pod, table), 0L);
    }

    private static String lane(TableGroupId group) {
        return lane(group.pod(), group.table());
    }

    private static String lane(String pod, String table) {
        return pod + "|" + table;
    }

    FeedScan scan() {
        return scan;
    }

    /** Notes what became of a table group. */
    public void ended(TableGroupOutcome outcome) {
        outcomes.add(outcome);
        if (outcome.state() == TableGroupOutcome.State.CONSUMED) {
            consumedUpTo.put(lane(outcome.id()), outcome.id().group());
        } else {
            stopped.add(lane(outcome.id()));
        }
    }

    int consumed() {
        synchronized (outcomes) {
            return (int) outcomes.stream()
                    .filter(o -> o.state() == TableGroupOutcome.State.CONSUMED)
                    .count();
        }
    }

    /** Whether another pass is due: the first one, or groups wait that none has listed yet. */
    public boolean isPassDue() {
        return scan == null || more;
    }

    /** Notes that passes that were due are left out, since a route is stopped or the program ends. */
    public void cutShort() {
        cutShort = true;
    }

    /** What has been done so far. */
    public CycleReport report() {
        synchronized (outcomes) {
            return new CycleReport(
                    Duration.ofNanos(System.nanoTime() - startedNanos),
                    schemaFilesApplied.get(),
                    List.copyOf(schemaFailures),
                    schemaPaused,
                    cutShort,
                    List.copyOf(outcomes),
                    List.copyOf(replays),
                    List.copyOf(late),
                    waiting,
                    List.copyOf(unknown),
                    schema.noScripts());
        }
    }
}
