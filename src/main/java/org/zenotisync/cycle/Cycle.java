package org.zenotisync.cycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SourceHold;
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

    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long startedNanos = System.nanoTime();
    private final SyncEvents events;
    private final CycleBook book = new CycleBook();
    private final Map<Source, CycleSchema> schemas = new ConcurrentHashMap<>();
    private final Map<Source, FeedListing.Level> roots = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, SourceHold> leftOut = new ConcurrentHashMap<>();
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

    /**
     * @param roots the folders at the root of each source that can be read, in the order of the sources
     * @param events receive what happens in the cycle
     */
    Cycle(Map<Source, FeedListing.Level> roots, SyncEvents events) {
        this.roots.putAll(roots);
        this.events = events;
    }

    /** When it began. Names it in logs and traces. */
    public Instant startedAt() {
        return startedAt;
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

    /** The sources that the cycle reads, in natural order of their names. */
    List<Source> sources() {
        synchronized (roots) {
            return List.copyOf(roots.keySet());
        }
    }

    /** Leaves a source out of the rest of the cycle, and publishes why. The other sources continue. */
    void leaveOut(Source source, String reason) {
        roots.remove(source);
        leftOut.put(source.id(), new SourceHold(SourceHold.Kind.UNREACHABLE, reason));
        publish(new SyncEvent.SourceUnreachable(source.id()));
        publishOnce(new Problem(source.toString(), reason));
    }

    /** Leaves a source out of the cycle, because somebody has paused it. */
    void leaveOut(Source source) {
        roots.remove(source);
        leftOut.put(source.id(), new SourceHold(SourceHold.Kind.PAUSED, "the source is paused"));
    }

    /** Why the cycle does not read a source, by its id; empty if it does. */
    Optional<SourceHold> hold(String source) {
        return Optional.ofNullable(leftOut.get(source));
    }

    /** Why sources cannot be listed, by their ids. */
    Map<String, String> unreachable() {
        Map<String, String> reasons = new TreeMap<>();
        leftOut.forEach((source, hold) -> {
            if (hold.kind() == SourceHold.Kind.UNREACHABLE) {
                reasons.put(source, hold.reason());
            }
        });
        return reasons;
    }

    void rootListed(Source source, FeedListing.Level level) {
        roots.put(source, level);
    }

    /** The folders at the root of a source that the cycle reads. */
    FeedListing.Level root(Source source) {
        return Objects.requireNonNull(roots.get(source), () -> source + " is not read in this cycle");
    }

    /** The schema files of a source that are not applied. */
    CycleSchema schema(Source source) {
        return schemas.computeIfAbsent(source, s -> new CycleSchema());
    }

    /**
     * Which tables of a source wait for a schema file. None while the schema route is stopped: then all tables wait if
     * any file waits.
     *
     * @param source the source's id
     */
    SchemaHolds holds(String source) {
        return schemaPaused
                ? SchemaHolds.NONE
                : schemas.entrySet().stream()
                        .filter(entry -> entry.getKey().id().equals(source))
                        .map(entry -> entry.getValue().holds())
                        .findFirst()
                        .orElse(SchemaHolds.NONE);
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
    void planned(List<FeedScan> scans, Backlog backlog) {
        listed = true;
        scans.forEach(scan -> unknownFound(scan.source(), scan.unknown()));
        replays.addAll(backlog.replays());
        late.addAll(backlog.late());
        waiting = backlog.waiting();
        more = backlog.more();
        backlog.tableGroups()
                .forEach(group ->
                        plannedUpTo.merge(group.id().track(), group.id().group(), Math::max));
        scans.stream()
                .flatMap(scan -> scan.pods().stream())
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
                schemas.values().stream()
                        .flatMap(schema -> schema.noScripts().stream())
                        .sorted()
                        .toList());
    }
}
