package org.zenotisync.verify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.KnownTable;

/**
 * The rows of a fact that several sources of an organisation may have: each table group replaces those of the others.
 *
 * @param snapshots ordinals of the snapshots whose rows other sources may have, too
 * @param replaceable ordinals of the snapshots whose rows may have been replaced by a source or POD that has no
 *     snapshot here
 * @param areLaterGroupsKnown whether the later table groups of these sources can be read
 */
record RivalRows(Set<Integer> snapshots, Set<Integer> replaceable, boolean areLaterGroupsKnown) {

    private static final RivalRows NONE = new RivalRows(Set.of(), Set.of(), true);

    RivalRows {
        snapshots = Set.copyOf(snapshots);
        replaceable = Set.copyOf(replaceable);
    }

    /** Those of a table; none if it is not a fact that is deleted by key. */
    static RivalRows of(
            SnapshotJob job, TableKind kind, KnownTable known, List<Checkpoint> checkpoints, SyncConfig config) {
        if (kind != TableKind.FACT) {
            return NONE;
        }
        Set<Integer> rivals = ordinals(job)
                .filter(ordinal -> !config.othersOfOrganization(
                                job.track(ordinal).source())
                        .isEmpty())
                .boxed()
                .collect(Collectors.toSet());
        List<Checkpoint> others = checkpoints.stream()
                .filter(Checkpoint::hasConsumed)
                .filter(checkpoint -> !job.tracks().contains(checkpoint.track()))
                .toList();
        Set<Integer> replaceable = ordinals(job)
                .filter(ordinal -> known.hasForgottenRows()
                        || others.stream()
                                .map(Checkpoint::source)
                                .anyMatch(other -> mayReplace(
                                        other, job.track(ordinal).source(), rivals.contains(ordinal), config)))
                .boxed()
                .collect(Collectors.toSet());
        boolean areKnown = others.stream()
                .map(Checkpoint::source)
                .allMatch(source ->
                        config.source(source).isPresent() && !job.unreachable().contains(source));
        return new RivalRows(rivals, replaceable, areKnown && !known.hasForgottenRows());
    }

    private static IntStream ordinals(SnapshotJob job) {
        return IntStream.range(0, job.tracks().size());
    }

    /** Another POD of the same source replaces rows only where any source does. */
    private static boolean mayReplace(String other, String source, boolean hasRivals, SyncConfig config) {
        return other.equals(source) ? hasRivals : !config.areOfDifferentOrganizations(source, other);
    }
}
