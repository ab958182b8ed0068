package org.zenotisync.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.config.OnLateFile;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;

/**
 * Decides which of the listed table groups are loaded. These are the table groups beyond the checkpoint of their track.
 * If a consumed table group has changed, it and the later ones of its track are loaded again, unless such changes are
 * only reported. A table group that is settling waits, and so do the later ones of its track.
 */
final class BacklogPlanner {

    /** Looks up which objects of a POD were consumed. */
    @FunctionalInterface
    interface Consumed {

        /** ETags of the objects of some groups that were consumed, by key. */
        Map<String, String> etags(PodId pod, long fromGroup, long toGroup);
    }

    /** Compares the content of consumed objects, which an ETag alone does not show. */
    interface Contents {

        /** Whether a consumed object counts as unchanged, although its ETag has changed. */
        boolean isUnchanged(TableGroupId group, FeedObject object);

        /** Whether the rows of a table cannot be deleted again, so that a replay leaves out changed objects. */
        boolean isAppendOnly(String table);
    }

    /** Knows which tracks wait for the next cycle. */
    @FunctionalInterface
    interface HeldUp {

        /**
         * Whether the later groups of a track wait for the next cycle.
         *
         * @param last the last group of the track that is consumed, 0 for none
         */
        boolean isHeldUp(Track track, long last);
    }

    private final Map<Track, Checkpoint> checkpoints = new HashMap<>();
    private final Consumed consumed;
    private final Contents contents;
    private final Instant settledBefore;
    private final HeldUp heldUp;
    private final OnLateFile onLateFile;

    /**
     * @param checkpoints of the sources
     * @param settle age from which on the newest group counts as completely written
     * @param heldUp knows the tracks whose later groups wait for the next cycle
     * @param onLateFile what to do with late objects
     */
    BacklogPlanner(
            List<Checkpoint> checkpoints,
            Consumed consumed,
            Contents contents,
            Duration settle,
            Instant now,
            HeldUp heldUp,
            OnLateFile onLateFile) {
        checkpoints.forEach(checkpoint -> this.checkpoints.put(checkpoint.track(), checkpoint));
        this.consumed = consumed;
        this.contents = contents;
        this.heldUp = heldUp;
        this.onLateFile = onLateFile;
        // without a settle time, the clocks of S3 and of this machine may differ
        this.settledBefore = settle.isZero() ? Instant.MAX : now.minus(settle);
    }

    /** @param pods of all sources, in the order in which they are loaded */
    Backlog plan(List<PodScan> pods) {
        Map<String, List<Lane.PodLane>> lanes = new TreeMap<>();
        List<TableGroupId> replays = new ArrayList<>();
        List<LateObjects.Entry> late = new ArrayList<>();
        List<TableGroupId> waiting = new ArrayList<>();
        List<TableGroup> misnamed = new ArrayList<>();
        boolean more = false;
        for (PodScan pod : pods) {
            more |= pod.truncated();
            Map<String, String> etags = checkpoints.isEmpty() || pod.listed().isEmpty()
                    ? Map.of()
                    : consumed.etags(
                            pod.id(), pod.listed().firstKey(), pod.listed().lastKey());
            Map<Track, List<TableGroup>> groupsOfTrack = new TreeMap<>();
            pod.listed().values().stream()
                    .flatMap(List::stream)
                    .filter(group ->
                            !heldUp.isHeldUp(group.id().track(), last(group.id().track())))
                    .forEach(group -> groupsOfTrack
                            .computeIfAbsent(group.id().track(), t -> new ArrayList<>())
                            .add(group));
            groupsOfTrack.forEach((track, groups) -> {
                List<TableGroup> load =
                        planTrack(track, groups, pod.newestGroup(), etags, replays, late, waiting, misnamed);
                if (!load.isEmpty()) {
                    lanes.computeIfAbsent(track.table(), t -> new ArrayList<>()).add(new Lane.PodLane(track, load));
                }
            });
        }
        List<Lane> ordered = new ArrayList<>();
        lanes.forEach((table, podLanes) -> ordered.add(new Lane(table, podLanes)));
        // the largest lane first, so that it does not run alone at the end
        ordered.sort(Comparator.comparingLong(BacklogPlanner::bytes).reversed().thenComparing(Lane::table));
        return new Backlog(ordered, replays, late, waiting, misnamed, more);
    }

    private List<TableGroup> planTrack(
            Track track,
            List<TableGroup> groups,
            long newestGroup,
            Map<String, String> etags,
            List<TableGroupId> replays,
            List<LateObjects.Entry> late,
            List<TableGroupId> waiting,
            List<TableGroup> misnamed) {
        long last = last(track);
        List<TableGroup> load = new ArrayList<>();
        for (TableGroup group : groups) {
            boolean isNew = group.id().group() > last || !load.isEmpty();
            if (!isNew && !group.misnamed().isEmpty()) {
                // it cannot be loaded again, and its rows are there already: the later groups need not wait
                misnamed.add(group);
                continue;
            }
            if (!isNew) {
                List<LateObjects.Entry> changes = changes(group, etags);
                if (changes.isEmpty()) {
                    continue;
                }
                if (onLateFile == OnLateFile.REPORT) {
                    late.addAll(changes);
                    continue;
                }
            } else if (leavesChangesOut(group)) {
                changes(group, etags).stream()
                        .filter(LateObjects.Entry::isChanged)
                        .forEach(late::add);
            }
            if (group.id().group() == newestGroup && group.lastModified().isAfter(settledBefore)) {
                waiting.add(group.id());
                break;
            }
            if (!isNew) {
                // the checkpoint is reset to the group before it
                replays.add(group.id());
                last = group.id().group() - 1;
            }
            load.add(group.after(last));
            last = group.id().group();
        }
        return load;
    }

    private long last(Track track) {
        Checkpoint checkpoint = checkpoints.get(track);
        return checkpoint == null ? 0 : checkpoint.lastGroup();
    }

    /** Whether a table group is consumed again without the objects that have changed since it was consumed. */
    private boolean leavesChangesOut(TableGroup group) {
        Checkpoint checkpoint = checkpoints.get(group.id().track());
        return onLateFile == OnLateFile.REPORT
                && contents.isAppendOnly(group.id().table())
                && checkpoint != null
                && checkpoint.isReplay(group.id().group());
    }

    /** The objects of a table group that are new or have changed since it was consumed. */
    private List<LateObjects.Entry> changes(TableGroup group, Map<String, String> etags) {
        List<LateObjects.Entry> changes = new ArrayList<>();
        for (FeedFile file : group.files()) {
            String key = file.object().key();
            String etag = file.object().etag();
            boolean isConsumed = etags.containsKey(key);
            boolean isAsConsumed =
                    isConsumed && (etag.equals(etags.get(key)) || contents.isUnchanged(group.id(), file.object()));
            if (!isAsConsumed) {
                changes.add(new LateObjects.Entry(group.id(), key, etag, isConsumed));
            }
        }
        return changes;
    }

    private static long bytes(Lane lane) {
        return lane.pods().stream()
                .flatMap(pod -> pod.groups().stream())
                .mapToLong(TableGroup::bytes)
                .sum();
    }
}
