package org.zenotisync.cycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.model.PodId;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.SchemaHolds;

/**
 * A cycle while it runs: how far its passes have come, and what its steps have published. Used by many threads at once.
 */
public final class Cycle {

    private final long startedNanos = System.nanoTime();
    private final SyncEvents events;
    private final CycleBook book = new CycleBook();
    private final CycleSchema schema = new CycleSchema();
    private final List<TableGroupId> replays = Collections.synchronizedList(new ArrayList<>());
    private final List<LateObjects.Entry> late = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private final Map<PodId, Long> listedUpTo = new ConcurrentHashMap<>();
    private final Map<Track, Long> plannedUpTo = new ConcurrentHashMap<>();
    private volatile List<TableGroupId> waiting = List.of();
    private volatile boolean schemaPaused;
    private volatile boolean cutShort;
    private volatile boolean listed;
    private volatile boolean more;
    private volatile FeedListing.Level root;

    /**
     * @param root the folders at the root of the source
     * @param events receive what happens in the cycle
     */
    Cycle(FeedListing.Level root, SyncEvents events) {
        this.root = root;
        this.events = events;
    }

    /** Notes an event in the book of the cycle, then passes it to all subscribers. */
    void publish(SyncEvent event) {
        book.on(event);
        events.publish(event);
    }

    /** Publishes a problem that does not concern a single table group, unless this cycle has published it before. */
    void publishOnce(Problem problem) {
        if (!book.knows(problem)) {
            publish(new SyncEvent.ProblemFound(problem));
        }
    }

    void rootListed(FeedListing.Level level) {
        root = level;
    }

    /** The folders at the root of the source. */
    FeedListing.Level root() {
        return root;
    }

    /** The schema files that are not applied. */
    CycleSchema schema() {
        return schema;
    }

    /**
     * Which tables wait for a schema file. None while the schema route is stopped: then all tables wait if any file
     * waits.
     */
    SchemaHolds holds() {
        return schemaPaused ? SchemaHolds.NONE : schema.holds();
    }

    /** Notes that the schema route is stopped. */
    void schemaPaused() {
        schemaPaused = true;
    }

    boolean isSchemaPaused() {
        return schemaPaused;
    }

    /** Notes objects that fit no known layout, by their addresses. */
    void unknownFound(Source source, List<String> keys) {
        int room = Math.max(0, UnknownKeys.NAMED - unknown.size());
        keys.stream()
                .map(source::uri)
                .filter(address -> !unknown.contains(address))
                .limit(room)
                .forEach(unknown::add);
    }

    /** Notes what a pass has listed and plans to load. */
    void planned(Source source, FeedScan scan, Backlog backlog) {
        listed = true;
        unknownFound(source, backlog.unknown());
        replays.addAll(backlog.replays());
        late.addAll(backlog.late());
        waiting = backlog.waiting();
        more = backlog.more();
        backlog.tableGroups()
                .forEach(group ->
                        plannedUpTo.merge(group.id().track(), group.id().group(), Math::max));
        scan.pods().stream()
                .filter(pod -> !pod.listed().isEmpty())
                .forEach(pod -> listedUpTo.put(pod.id(), pod.listed().lastKey()));
    }

    /** The last group of a track that the passes of this cycle have planned to load, 0 for none. */
    long plannedUpTo(Track track) {
        return plannedUpTo.getOrDefault(track, 0L);
    }

    /** The last group that the passes of this cycle have listed, by POD. */
    Map<PodId, Long> listedUpTo() {
        return listedUpTo;
    }

    /**
     * Whether the later groups of a track wait for the next cycle. They wait if a group of the track has failed or is
     * paused in this cycle. They also wait if an earlier pass has not consumed all groups that it planned to load,
     * because a route was stopped by force.
     *
     * @param last the last group of the track that is consumed, 0 for none
     */
    boolean isHeldUp(Track track, long last) {
        return book.isStopped(track) || last < plannedUpTo(track);
    }

    /** The last group of a track that this cycle has consumed, 0 for none. */
    long consumedUpTo(Track track) {
        return book.consumedUpTo(track);
    }

    /** Whether no pass has listed the feed yet. */
    boolean isFirstPass() {
        return !listed;
    }

    /** Whether another pass is due: there was none yet, or groups wait that no pass has listed. */
    public boolean isPassDue() {
        return !listed || more;
    }

    /** Notes that passes that are due do not run, because a route is stopped or the program ends. */
    public void cutShort() {
        cutShort = true;
    }

    /** The report of what the cycle has done so far. */
    CycleReport report() {
        return new CycleReport(
                Duration.ofNanos(System.nanoTime() - startedNanos),
                book.schemaFilesApplied(),
                book.problems(),
                schemaPaused,
                cutShort,
                book.outcomes(),
                List.copyOf(replays),
                List.copyOf(late),
                waiting,
                List.copyOf(unknown),
                schema.noScripts());
    }
}
