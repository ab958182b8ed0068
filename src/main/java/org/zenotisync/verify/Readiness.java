package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.Primaries;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.Track;

/**
 * Whether a table can be compared with a snapshot: the snapshot must not hold rows that the sync has not consumed yet.
 * A restored row would come once more with its own group.
 */
final class Readiness {

    /** Rows of the groups of a day around an extract may be in the snapshot or not. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final SyncConfig config;
    private final ControlTables control;
    private final LaterGroups laterGroups;
    private final Clock clock;

    Readiness(SyncConfig config, ControlTables control, LaterGroups laterGroups, Clock clock) {
        this.config = config;
        this.control = control;
        this.laterGroups = laterGroups;
        this.clock = clock;
    }

    /**
     * Why it is too early; empty if it is not.
     *
     * @param checkpoints of the table, all sources and PODs
     */
    Optional<String> tooEarly(Connection connection, SnapshotJob job, TableKind kind, List<Checkpoint> checkpoints)
            throws SQLException {
        Map<Track, Checkpoint> ofTrack =
                checkpoints.stream().collect(Collectors.toMap(Checkpoint::track, Function.identity()));
        Set<Track> tracks = new TreeSet<>(ofTrack.keySet());
        tracks.addAll(job.listed().groups().keySet());
        Primaries primaries = new Primaries(
                config, checkpoints.stream().filter(this::isOfSource).toList());
        tracks.removeIf(track -> !isRead(track, job, primaries));
        for (Track track : tracks) {
            Checkpoint checkpoint = ofTrack.getOrDefault(track, new Checkpoint(track, 0, 0, Optional.empty()));
            Optional<String> reason = tooEarly(connection, job, checkpoint);
            if (reason.isEmpty() && kind == TableKind.APPEND_ONLY_FACT) {
                reason = late(connection, job, checkpoint);
            }
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private boolean isOfSource(Checkpoint checkpoint) {
        return config.source(checkpoint.source()).isPresent();
    }

    /**
     * Whether groups of a track are still to come. Not of a source that is not configured any more, nor of a shared
     * table that is consumed from another one; those of a source that cannot be listed are not known.
     */
    private boolean isRead(Track track, SnapshotJob job, Primaries primaries) {
        return config.source(track.source()).isPresent()
                && !job.unreachable().contains(track.source())
                && primaries.consumedElsewhere(track.source(), track.table()).isEmpty();
    }

    private Optional<String> tooEarly(Connection connection, SnapshotJob job, Checkpoint checkpoint)
            throws SQLException {
        Track track = checkpoint.track();
        Instant passed = job.extractedAt().plus(MARGIN);
        if (checkpoint.isReplayDue()) {
            return Optional.of(track + " is being replayed; verify again when that is done");
        }
        if (job.listed().incomplete().contains(track.podId())) {
            return Optional.of("more groups of POD " + track.podId()
                    + " wait than one pass lists, or it cannot be listed; verify again when they are consumed");
        }
        Optional<Long> next = listed(job, track).stream()
                .map(group -> group.id().group())
                .filter(group -> group > checkpoint.lastGroup())
                .findFirst();
        if (next.isPresent()) {
            return laterGroups.isLastDeliveredSince(connection, checkpoint, passed)
                    ? Optional.empty()
                    : Optional.of(track + " has consumed groups up to " + checkpoint.lastGroup()
                            + ", and the snapshot may hold rows of group " + next.get()
                            + "; verify again when it is consumed");
        }
        return clock.instant().isBefore(passed)
                ? Optional.of("the snapshot was taken on "
                        + job.snapshots().get(0).snapshot().extractDate()
                        + ", and may hold rows of groups that are still to come; verify again after " + passed)
                : Optional.empty();
    }

    private static List<TableGroup> listed(SnapshotJob job, Track track) {
        return job.listed().groups().getOrDefault(track, List.of());
    }

    /** Rows of an append-only fact have no key: those of an object that is not loaded yet would be there twice. */
    private Optional<String> late(Connection connection, SnapshotJob job, Checkpoint checkpoint) throws SQLException {
        for (LateObjects.Entry late : control.lateObjects().all(connection)) {
            if (late.group().track().equals(checkpoint.track())) {
                return Optional.of(notLoaded(late.key()));
            }
        }
        for (TableGroup group : listed(job, checkpoint.track())) {
            if (group.id().group() > checkpoint.lastGroup()) {
                continue;
            }
            Set<String> known = new HashSet<>();
            control.manifest().of(connection, group.id()).forEach(entry -> known.add(entry.key()));
            Optional<FeedFile> late = group.files().stream()
                    .filter(file ->
                            file.isData() && !known.contains(file.object().key()))
                    .findFirst();
            if (late.isPresent()) {
                return Optional.of(notLoaded(late.get().object().key()));
            }
        }
        return Optional.empty();
    }

    private static String notLoaded(String key) {
        return "the snapshot may hold rows of " + key + ", which came late and is not loaded; verify again when it is";
    }
}
