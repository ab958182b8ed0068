package org.zenotisync.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.zenotisync.cycle.UnconsumedGroups;
import org.zenotisync.feed.snapshot.SnapshotTable;
import org.zenotisync.model.Track;

/**
 * A table that is to be compared with its snapshots.
 *
 * @param table folded table name
 * @param snapshots one for each POD that has one; at least one
 * @param tracks the track of each snapshot
 * @param listed what the source has of the table that may not be consumed
 * @param unreachable ids of the sources that cannot be listed; what they have of the table is not known
 * @param request what is to be done
 */
public record SnapshotJob(
        String table,
        List<SnapshotTable> snapshots,
        List<Track> tracks,
        UnconsumedGroups.Listed listed,
        Set<String> unreachable,
        VerifyRequest request) {

    public SnapshotJob {
        snapshots = List.copyOf(snapshots);
        tracks = List.copyOf(tracks);
        unreachable = Set.copyOf(unreachable);
    }

    /** The GroupID of a snapshot, by its ordinal. */
    long group(int ordinal) {
        return snapshots.get(ordinal).snapshot().group();
    }

    /** The track of a snapshot, by its ordinal. */
    public Track track(int ordinal) {
        return tracks.get(ordinal);
    }

    /** The beginning of the day on which the last of the snapshots was taken. */
    Instant extractedAt() {
        return startOf(snapshots.stream()
                .map(snapshot -> snapshot.snapshot().extractDate())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    }

    /** The beginning of the day on which the first of the snapshots was taken. */
    Instant firstExtractedAt() {
        return startOf(snapshots.stream()
                .map(snapshot -> snapshot.snapshot().extractDate())
                .min(Comparator.naturalOrder())
                .orElseThrow());
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Bytes of all files as they are stored. */
    long bytes() {
        return snapshots.stream().mapToLong(SnapshotTable::bytes).sum();
    }

    /** Whether the request asks for any of its PODs. */
    boolean isAnyAskedFor() {
        return tracks.stream().anyMatch(this::isAskedFor);
    }

    /** Whether the request asks for a POD of it. */
    boolean isAskedFor(Track track) {
        return request.isAskedFor(track);
    }
}
