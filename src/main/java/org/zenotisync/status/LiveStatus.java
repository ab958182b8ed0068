package org.zenotisync.status;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.event.SourceHold;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TrackListing;
import org.zenotisync.model.Track;

/**
 * The state of the sync according to the last listing and the events since then. It does not query the target. So it
 * can be read often, and while the target cannot be reached.
 */
public final class LiveStatus implements SyncSubscriber {

    private final Map<Track, TrackState> tracks = new ConcurrentSkipListMap<>();
    /** The last verification of each track that was verified. */
    private final Map<Track, VerifyOutcomes.Kept> verifications = new ConcurrentHashMap<>();

    private final Clock clock;
    private volatile Optional<CycleSnapshot> lastCycle = Optional.empty();

    public LiveStatus(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.FeedListed listed) {
            if (listed.isFirstOfCycle()) {
                forgetListings(listed);
            }
            listed.tracks().forEach(track -> of(track.track()).listed(track));
        } else if (event instanceof SyncEvent.TableGroupStarted started) {
            of(started.id().track()).started();
        } else if (event instanceof SyncEvent.TableGroupEnded ended) {
            of(ended.outcome().id().track()).ended(ended.outcome());
        } else if (event instanceof SyncEvent.VerificationsRead read) {
            verifications.keySet().retainAll(read.outcomes().keySet());
            verifications.putAll(read.outcomes());
        } else if (event instanceof SyncEvent.SnapshotVerified verified) {
            LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
            verified.report().outcomes().forEach(outcome -> {
                of(outcome.track());
                verifications.put(outcome.track(), new VerifyOutcomes.Kept(outcome, now));
            });
        } else if (event instanceof SyncEvent.SnapshotRestored restored) {
            restored.report().tables().stream()
                    .filter(table -> table.restored()
                            .filter(changes -> !changes.equals(TableVerification.Restored.NOTHING))
                            .isPresent())
                    .forEach(table -> verifications.remove(table.track()));
        } else if (event instanceof SyncEvent.CycleEnded ended) {
            lastCycle = Optional.of(CycleSnapshot.of(ended.report(), clock.instant()));
        } else if (event instanceof SyncEvent.CycleFailed failed) {
            lastCycle = Optional.of(CycleSnapshot.notRun(failed.reason(), clock.instant()));
        }
    }

    /**
     * The current state of the sync.
     *
     * @param isPaused whether a table, given by its folded name, is paused by a person
     */
    public SyncSnapshot snapshot(Predicate<String> isPaused) {
        return SyncSnapshot.of(
                clock.instant(),
                tracks.values().stream()
                        .map(state -> state.snapshot(
                                isPaused.test(state.track.table()),
                                Optional.ofNullable(verifications.get(state.track))))
                        .toList(),
                lastCycle);
    }

    /** Folded names of the tables that were listed. */
    public Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        tracks.keySet().forEach(track -> tables.add(track.table()));
        return tables;
    }

    /** Of a source that is not listed, what its last listing has found is still the last that is known. */
    private void forgetListings(SyncEvent.FeedListed listed) {
        Set<Track> unlisted = listed.tracks().stream()
                .filter(track -> track.hold()
                        .filter(hold -> hold.kind() != SourceHold.Kind.SHARED)
                        .isPresent())
                .map(TrackListing::track)
                .collect(Collectors.toSet());
        tracks.values().stream()
                .filter(state -> !unlisted.contains(state.track))
                .forEach(TrackState::forgetListing);
    }

    private TrackState of(Track track) {
        return tracks.computeIfAbsent(track, TrackState::new);
    }

    /** What is known about a track. All access is synchronized on it. */
    private static final class TrackState {
        private final Track track;
        private final TreeMap<Long, Instant> unconsumed = new TreeMap<>();
        private long lastGroup;
        private TableSnapshot.State state = TableSnapshot.State.BEHIND;
        private Optional<String> error = Optional.empty();
        private Optional<KeyStatus> key = Optional.empty();
        private Optional<String> waitsFor = Optional.empty();
        private Optional<SourceHold> hold = Optional.empty();

        TrackState(Track track) {
            this.track = track;
        }

        synchronized TableSnapshot snapshot(boolean isPaused, Optional<VerifyOutcomes.Kept> verified) {
            boolean isLoading = state == TableSnapshot.State.LOADING;
            // the table group that failed may have been removed from the source, or consumed by another process
            boolean isInStep = unconsumed.isEmpty() && !isLoading;
            boolean isWaiting = waitsFor.isPresent() && !isLoading;
            TableSnapshot.State shown = isInStep ? TableSnapshot.State.IN_STEP : state;
            shown = isWaiting ? TableSnapshot.State.WAITING_FOR_SCHEMA : shown;
            shown = isPaused && !isLoading ? TableSnapshot.State.PAUSED : shown;
            Optional<String> lastError = isInStep ? Optional.empty() : error;
            if (hold.isPresent() && !isLoading) {
                return snapshot(
                        TableSnapshot.State.valueOf(hold.get().kind().name()),
                        Optional.of(hold.get().reason()).filter(reason -> !reason.isEmpty()),
                        verified);
            }
            return snapshot(shown, isWaiting ? waitsFor : lastError, verified);
        }

        private TableSnapshot snapshot(
                TableSnapshot.State shown, Optional<String> text, Optional<VerifyOutcomes.Kept> verified) {
            return new TableSnapshot(
                    track,
                    lastGroup,
                    OptionalLong.empty(),
                    shown,
                    unconsumed.isEmpty() && isUnlisted() ? OptionalInt.empty() : OptionalInt.of(unconsumed.size()),
                    unconsumed.values().stream().min(Instant::compareTo),
                    OptionalLong.empty(),
                    0,
                    Optional.empty(),
                    text,
                    key,
                    verified);
        }

        /** Whether its source is not listed: what has come since the last listing is not known. */
        private boolean isUnlisted() {
            return hold.filter(why -> why.kind() != SourceHold.Kind.SHARED).isPresent();
        }

        synchronized void forgetListing() {
            unconsumed.clear();
            waitsFor = Optional.empty();
            hold = Optional.empty();
            // a failure is shown until the table group is tried again, even if it has to wait for that
            state = state == TableSnapshot.State.FAILED ? state : TableSnapshot.State.BEHIND;
        }

        synchronized void listed(TrackListing listing) {
            lastGroup = listing.lastGroup();
            unconsumed.putAll(listing.unconsumed());
            waitsFor = listing.waitsFor();
            hold = listing.hold();
            key = Optional.of(listing.key());
        }

        synchronized void started() {
            state = TableSnapshot.State.LOADING;
        }

        synchronized void ended(TableGroupOutcome outcome) {
            switch (outcome.state()) {
                case CONSUMED, CONSUMED_BEFORE -> {
                    consumed(outcome.id().group());
                    key = outcome.key().or(() -> key);
                }
                // snapshot() shows a pause as long as it lasts
                case TABLE_PAUSED -> state = TableSnapshot.State.BEHIND;
                case PAUSED -> state = TableSnapshot.State.PAUSED;
                case FAILED -> {
                    state = TableSnapshot.State.FAILED;
                    error = outcome.reason();
                }
                // the listing says which schema file it waits for
                case WAITING_FOR_SCHEMA -> {}
            }
        }

        private void consumed(long group) {
            lastGroup = Math.max(lastGroup, group);
            unconsumed.headMap(group, true).clear();
            state = TableSnapshot.State.BEHIND;
            error = Optional.empty();
        }
    }
}
