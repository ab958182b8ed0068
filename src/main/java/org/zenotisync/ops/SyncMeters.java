package org.zenotisync.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.event.SourceHold;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.event.TrackListing;
import org.zenotisync.model.Track;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;

/**
 * The meters of a sync in Micrometer. docs/camel-operations.md lists them. Each has the tags {@code sync} and
 * {@code source}; those of a table also have {@code pod} and {@code table}. With several sources, {@code source} at the
 * meters of a table is the name of its source.
 */
public final class SyncMeters implements SyncInstruments {

    private static final String PREFIX = "zenoti.sync.";
    private static final String OUTCOME = "outcome";
    private static final String CONSUMED = "consumed";
    private static final String FAILED = "failed";
    private static final List<String> OUTCOMES = List.of(CONSUMED, FAILED);
    private static final String CLEAN = "clean";
    private static final String WITH_FAILURES = "with-failures";
    private static final String NOT_RUN = "not-run";
    private static final String CUT_OFF = "cut-off";

    /** The states that a running process knows. */
    private static final List<TableSnapshot.State> STATES = List.of(
            TableSnapshot.State.IN_STEP,
            TableSnapshot.State.BEHIND,
            TableSnapshot.State.LOADING,
            TableSnapshot.State.PAUSED,
            TableSnapshot.State.WAITING_FOR_SCHEMA,
            TableSnapshot.State.FAILED);

    /** Those of sources, if there are several. */
    private static final List<TableSnapshot.State> STATES_OF_SOURCES =
            List.of(TableSnapshot.State.UNREACHABLE, TableSnapshot.State.SHARED);

    private final MeterRegistry registry;
    private final Tags tags;
    private final RecentSnapshot snapshot;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final Set<Track> tracks = ConcurrentHashMap.newKeySet();

    /**
     * Registers the meters that do not depend on a table.
     *
     * @param sync value of the tag {@code sync}
     * @param source value of the tag {@code source}
     * @param snapshot gives the current state of the sync, as far as this process knows it
     */
    public SyncMeters(MeterRegistry registry, String sync, String source, Supplier<SyncSnapshot> snapshot) {
        this.registry = registry;
        this.tags = Tags.of("sync", sync, "source", source);
        this.snapshot = new RecentSnapshot(snapshot);
        List.of(CLEAN, WITH_FAILURES, NOT_RUN, CUT_OFF).forEach(this::cycles);
        STATES.forEach(this::tablesIn);
        registered(TimeGauge.builder(
                        PREFIX + "last.cycle.age",
                        this.snapshot,
                        TimeUnit.SECONDS,
                        RecentSnapshot::secondsSinceLastCycle)
                .description("Time since the end of the last cycle; not a number before the first one")
                .tags(tags)
                .register(registry));
    }

    private void tablesIn(TableSnapshot.State state) {
        registered(Gauge.builder(PREFIX + "tables", snapshot, recent -> recent.tablesIn(state))
                .description("Tables, each counted once per POD, by their state")
                .tags(tags.and("state", state.id()))
                .register(registry));
    }

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.FeedListed listed) {
            listed.tracks().stream()
                    .filter(track -> track.hold()
                            .filter(hold -> hold.kind() == SourceHold.Kind.SHARED)
                            .isEmpty())
                    .map(TrackListing::track)
                    .filter(tracks::add)
                    .forEach(this::addTrack);
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            tableGroupEnded(ended.outcome());
        } else if (event instanceof SyncEvent.CycleEnded ended) {
            String outcome = ended.report().hasFailures() ? WITH_FAILURES : CLEAN;
            cycles(outcome).increment();
            time("cycle", tags.and(OUTCOME, outcome), ended.report().took());
        } else if (event instanceof SyncEvent.CycleFailed) {
            cycles(NOT_RUN).increment();
        } else if (event instanceof SyncEvent.CycleCutOff) {
            cycles(CUT_OFF).increment();
        }
    }

    private void tableGroupEnded(TableGroupOutcome outcome) {
        Tags table = of(outcome.id().track());
        switch (outcome.state()) {
            case CONSUMED -> {
                ended(table, CONSUMED, outcome.took());
                consumed(table, outcome);
            }
            case FAILED -> ended(table, FAILED, outcome.took());
            case CONSUMED_BEFORE, TABLE_PAUSED, PAUSED, WAITING_FOR_SCHEMA -> {}
        }
    }

    private void ended(Tags table, String how, Duration took) {
        tableGroups(table, how).increment();
        time("table.group", table.and(OUTCOME, how), took);
    }

    private void consumed(Tags table, TableGroupOutcome outcome) {
        RunLog.Counts rows = outcome.counts();
        add(counter("rows.read", "Rows of consumed files", table), rows.read());
        add(merged(table, "inserted"), rows.inserted());
        add(merged(table, "updated"), rows.updated());
        add(merged(table, "deleted"), rows.deleted());
        add(counter("rows.quarantined", "Bad rows that were left out", table), rows.quarantined());
        Counter size = registered(Counter.builder(PREFIX + "files.read")
                .description("Size of consumed files")
                .baseUnit("bytes")
                .tags(table)
                .register(registry));
        add(size, outcome.bytes());
    }

    private static void add(Counter counter, long amount) {
        counter.increment((double) amount);
    }

    private Counter merged(Tags table, String change) {
        return counter("rows.merged", "Rows of the target that merges have changed", table.and("change", change));
    }

    /** The meters that a table has from its first listing on: a counter that begins with 1 shows no increase. */
    private void addTrack(Track track) {
        if (!track.sourceName().isEmpty()) {
            STATES_OF_SOURCES.forEach(this::tablesIn);
        }
        Tags table = of(track);
        OUTCOMES.forEach(outcome -> tableGroups(table, outcome));
        registered(Gauge.builder(PREFIX + "groups.behind", snapshot, recent -> recent.groupsBehind(track))
                .description("Table groups that are listed and not consumed")
                .tags(table)
                .register(registry));
        registered(TimeGauge.builder(
                        PREFIX + "oldest.unconsumed.age",
                        snapshot,
                        TimeUnit.SECONDS,
                        recent -> recent.secondsUnconsumed(track))
                .description("Age of the oldest object that is not consumed; 0 if there is none")
                .tags(table)
                .register(registry));
    }

    private Counter tableGroups(Tags table, String outcome) {
        return counter("table.groups", "Table groups that were tried", table.and(OUTCOME, outcome));
    }

    private Counter cycles(String outcome) {
        return counter("cycles", "Cycles that have ended or could not run", tags.and(OUTCOME, outcome));
    }

    private Counter counter(String name, String description, Tags ofMeter) {
        return registered(Counter.builder(PREFIX + name)
                .description(description)
                .tags(ofMeter)
                .register(registry));
    }

    private void time(String name, Tags ofMeter, Duration took) {
        registered(Timer.builder(PREFIX + name).tags(ofMeter).register(registry))
                .record(took);
    }

    private <M extends Meter> M registered(M meter) {
        meters.add(meter);
        return meter;
    }

    private Tags of(Track track) {
        Tags table = tags.and("pod", track.pod(), "table", track.table());
        return track.sourceName().isEmpty() ? table : table.and("source", track.sourceName());
    }

    @Override
    public void close() {
        Collection<Meter> all = List.copyOf(meters);
        all.forEach(registry::remove);
        meters.removeAll(all);
    }
}
