package org.zenotisync.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.event.FailureCause;
import org.zenotisync.event.SourceHold;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TrackListing;
import org.zenotisync.model.Track;
import org.zenotisync.status.TableSnapshot;

/**
 * The meters of a sync in Micrometer. docs/metrics.md lists them. Each has the tag {@code sync}; those of a table also
 * have {@code source}, {@code pod} and {@code table}.
 */
public final class SyncMeters implements SyncInstruments {

    private static final String OUTCOME = "outcome";
    private static final String CLEAN = "clean";
    private static final String WITH_FAILURES = "with-failures";
    private static final String NOT_RUN = "not-run";
    private static final String CUT_OFF = "cut-off";

    /** The states that a running process knows. */
    private static final Set<TableSnapshot.State> STATES = Set.of(
            TableSnapshot.State.IN_STEP,
            TableSnapshot.State.BEHIND,
            TableSnapshot.State.LOADING,
            TableSnapshot.State.PAUSED,
            TableSnapshot.State.WAITING_FOR_SCHEMA,
            TableSnapshot.State.FAILED);

    /** Those of sources, if there are several. */
    private static final Set<TableSnapshot.State> STATES_OF_SOURCES =
            Set.of(TableSnapshot.State.UNREACHABLE, TableSnapshot.State.SHARED);

    private final MeterNames meters;
    private final Tags tags;
    private final MeterSources sources;
    private final RecentSnapshot snapshot;
    private final Map<Track, TableMeters> tables = new ConcurrentHashMap<>();
    /** What was consumed before this process began, of the tables that are not listed yet. */
    private final Map<Track, RunLog.RecentTimes> earlier = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> reachableSources = new ConcurrentHashMap<>();
    private final AtomicInteger reachableTarget = new AtomicInteger(1);
    private final AtomicInteger lateObjects = new AtomicInteger();
    private final AtomicBoolean isHistoryRead = new AtomicBoolean();

    /**
     * Registers the meters that do not depend on a table.
     *
     * @param sync value of the tag {@code sync}
     */
    public SyncMeters(MeterRegistry registry, String sync, MeterSources sources) {
        this.meters = new MeterNames(registry);
        this.tags = Tags.of("sync", sync);
        this.sources = sources;
        this.snapshot = new RecentSnapshot(sources.snapshot());
        Stream.of(CLEAN, WITH_FAILURES, NOT_RUN, CUT_OFF).forEach(this::cycles);
        STATES.forEach(this::tablesIn);
        if (sources.sourceNames().size() > 1) {
            STATES_OF_SOURCES.forEach(this::tablesIn);
        }
        meters.seconds(
                "last.cycle.age",
                "Time since the end of the last cycle; not a number before the first one",
                tags,
                snapshot::secondsSinceLastCycle);
        meters.seconds(
                "cycle.stalled",
                "How long nothing has moved in a cycle; 0 unless that is longer than zenoti.stalled-after",
                tags,
                () -> sources.stall().get().map(Duration::toSeconds).orElse(0L));
        meters.gauge(
                "late.objects", "Late objects that the last cycle has reported and not loaded", tags, lateObjects::get);
        meters.gauge("target.up", "Whether the last cycle could reach the target", tags, reachableTarget::get);
        sources.deliveries().forEach(delivery -> EventMeters.register(meters, tags, delivery));
        sources.sourceNames()
                .forEach((id, name) -> meters.gauge(
                        "source.up",
                        "Whether the last cycle could list the source",
                        tags.and("source", name),
                        reachableSources.computeIfAbsent(id, any -> new AtomicInteger(1))::get));
    }

    private void tablesIn(TableSnapshot.State state) {
        meters.gauge(
                "tables",
                "Tables, each counted once per POD, by their state",
                tags.and("state", state.id()),
                () -> snapshot.tablesIn(state));
    }

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.CycleStarted) {
            reachableTarget.set(1);
            reachableSources.values().forEach(source -> source.set(1));
            readHistory();
        } else if (event instanceof SyncEvent.SourceUnreachable unreachable) {
            reachableSources
                    .computeIfAbsent(unreachable.source(), any -> new AtomicInteger())
                    .set(0);
        } else if (event instanceof SyncEvent.FeedListed listed) {
            listed.tracks().stream().filter(track -> !isShared(track)).forEach(this::listed);
        } else if (event instanceof SyncEvent.TableGroupStarted started) {
            of(started.id().track()).started();
        } else if (event instanceof SyncEvent.TableGroupRetried retried) {
            of(retried.id().track()).retried();
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            of(ended.outcome().id().track()).ended(ended.outcome());
        } else if (event instanceof SyncEvent.CycleEnded ended) {
            String outcome = ended.report().hasFailures() ? WITH_FAILURES : CLEAN;
            cycles(outcome).increment();
            meters.time(
                    "cycle",
                    "Time of a cycle",
                    tags.and(OUTCOME, outcome),
                    ended.report().took());
            lateObjects.set(ended.report().late().size());
        } else if (event instanceof SyncEvent.CycleFailed failed) {
            cycles(NOT_RUN).increment();
            notRun(failed.cause());
        } else if (event instanceof SyncEvent.CycleCutOff) {
            cycles(CUT_OFF).increment();
        }
    }

    private void notRun(FailureCause cause) {
        if (cause == FailureCause.TARGET) {
            reachableTarget.set(0);
        } else if (cause == FailureCause.SOURCE) {
            reachableSources.values().forEach(source -> source.set(0));
        }
    }

    /** Once, in the first cycle of the process that can reach the target. */
    private void readHistory() {
        if (isHistoryRead.compareAndSet(false, true)) {
            earlier.putAll(sources.history().read());
        }
    }

    /** Whether it is consumed from another source. */
    private static boolean isShared(TrackListing track) {
        return track.hold()
                .filter(hold -> hold.kind() == SourceHold.Kind.SHARED)
                .isPresent();
    }

    private void listed(TrackListing listing) {
        TableMeters table = of(listing.track());
        KeyStatus key = listing.key();
        key.kind().ifPresent(table::setKind);
    }

    private TableMeters of(Track track) {
        return tables.computeIfAbsent(track, this::added);
    }

    private TableMeters added(Track track) {
        TableMeters table = new TableMeters(meters, tags(track), track, snapshot);
        Optional.ofNullable(earlier.remove(track)).ifPresent(table::addEarlier);
        return table;
    }

    private Tags tags(Track track) {
        return tags.and(
                "source",
                sources.sourceNames().getOrDefault(track.source(), track.source()),
                "pod",
                track.pod(),
                "table",
                track.table());
    }

    private Counter cycles(String outcome) {
        return meters.counter("cycles", "Cycles that have ended or could not run", tags.and(OUTCOME, outcome));
    }

    @Override
    public void close() {
        meters.removeAll();
    }
}
