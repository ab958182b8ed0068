package org.zenotisync.feed.snapshot;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The snapshots of some sources.
 *
 * @param snapshots in their order
 * @param unknown keys of folders and objects that fit no snapshot, such as a folder whose name is no date, for a
 *     report; a folder ends with a slash; if there are very many, the last item is a number
 */
public record SnapshotFindings(List<Snapshot> snapshots, List<String> unknown) {

    public SnapshotFindings {
        snapshots = snapshots.stream().sorted(Snapshot.ORDER).toList();
        unknown = List.copyOf(unknown);
    }

    /** What was found in several sources. */
    public static SnapshotFindings of(List<SnapshotFindings> ofSources) {
        return new SnapshotFindings(
                ofSources.stream().flatMap(found -> found.snapshots().stream()).toList(),
                ofSources.stream().flatMap(found -> found.unknown().stream()).toList());
    }

    /** The last month of which there is a snapshot; empty if there is none. */
    public Optional<YearMonth> newestMonth() {
        return snapshots.isEmpty()
                ? Optional.empty()
                : Optional.of(snapshots.get(snapshots.size() - 1).month());
    }

    /**
     * The snapshot of each POD of each source that counts for a month: that of the highest GroupID, and of two with the
     * same the later one.
     *
     * @return by POD; empty if there is none
     */
    public List<Snapshot> newest(YearMonth month) {
        Map<String, Snapshot> ofPod = new TreeMap<>();
        snapshots.stream()
                .filter(snapshot -> snapshot.month().equals(month))
                .forEach(snapshot ->
                        ofPod.put(snapshot.source().id() + "|" + snapshot.pod().toLowerCase(Locale.ROOT), snapshot));
        return List.copyOf(ofPod.values());
    }
}
