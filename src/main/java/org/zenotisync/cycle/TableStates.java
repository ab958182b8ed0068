package org.zenotisync.cycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.schema.SchemaHolds;

/**
 * How the tables stand, by the last listing and by what has become of their table groups since; without a look into the
 * target, so that it may be asked often and while the target is away.
 */
public final class TableStates {

    private final Map<String, Lane> lanes = new ConcurrentSkipListMap<>();

    /** A table of a POD; guarded by itself. */
    private static final class Lane {
        private final String pod;
        private final String table;
        private final TreeMap<Long, Instant> behind = new TreeMap<>();
        private long lastGroup;
        private TableState.State state = TableState.State.BEHIND;
        private String error;
        private Optional<KeyStatus> key = Optional.empty();
        private Optional<String> waitsFor = Optional.empty();

        Lane(String pod, String table) {
            this.pod = pod;
            this.table = table;
        }

        synchronized TableState state() {
            // what has failed may be gone from the source, or consumed by another process
            boolean isInStep = behind.isEmpty() && state != TableState.State.LOADING;
            TableState.State shown = isInStep ? TableState.State.IN_STEP : state;
            boolean isWaiting = waitsFor.isPresent() && state != TableState.State.LOADING;
            return new TableState(
                    pod,
                    table,
                    lastGroup,
                    behind.size(),
                    behind.values().stream().min(Instant::compareTo).orElse(null),
                    isWaiting ? TableState.State.WAITING_FOR_SCHEMA : shown,
                    isWaiting ? waitsFor.get() : isInStep ? null : error,
                    key);
        }

        synchronized void listedAnew() {
            behind.clear();
            // a failure stands until the table group is tried again, also if that waits
            state = state == TableState.State.FAILED ? state : TableState.State.BEHIND;
        }

        synchronized void waitsFor(Optional<String> file) {
            waitsFor = file;
        }

        synchronized void hasKey(KeyStatus newKey) {
            key = Optional.of(newKey);
        }

        synchronized void consumedUpTo(long last) {
            lastGroup = last;
        }

        synchronized void waitsIfNew(TableGroup group) {
            if (group.id().group() > lastGroup) {
                behind.put(group.id().group(), group.oldestObject());
            }
        }

        synchronized void consumed(long group) {
            lastGroup = Math.max(lastGroup, group);
            behind.headMap(group, true).clear();
            state = TableState.State.BEHIND;
            error = null;
        }

        synchronized void ended(TableState.State newState, String newError) {
            state = newState;
            error = newError == null ? error : newError;
        }
    }

    /** All tables, by name and POD. */
    public List<TableState> all() {
        return lanes.values().stream().map(Lane::state).toList();
    }

    /**
     * Takes over a listing.
     *
     * @param isFirst whether it is the first one of its cycle; later ones list what that left out
     * @param checkpoints of the source, before the replays
     */
    void listed(boolean isFirst, FeedScan scan, List<Checkpoint> checkpoints, List<TableGroupId> replays) {
        if (isFirst) {
            lanes.values().forEach(Lane::listedAnew);
        }
        checkpoints.forEach(checkpoint -> {
            long last = checkpoint.lastGroup();
            for (TableGroupId replay : replays) {
                if (replay.pod().equals(checkpoint.pod()) && replay.table().equals(checkpoint.table())) {
                    last = Math.min(last, replay.group() - 1);
                }
            }
            lane(checkpoint.pod(), checkpoint.table()).consumedUpTo(last);
        });
        scan.pods().stream()
                .flatMap(pod -> pod.listed().values().stream())
                .flatMap(List::stream)
                .forEach(group -> lane(group.id()).waitsIfNew(group));
    }

    /** Takes over which tables wait for a schema file, and which do not any more. */
    void held(SchemaHolds holds) {
        lanes.values().forEach(lane -> lane.waitsFor(holds.of(lane.table).map(SchemaHolds.Hold::text)));
    }

    /** Takes over by what key each table and POD is loaded. */
    void keys(BiFunction<String, String, KeyStatus> keyOfPodAndTable) {
        lanes.values().forEach(lane -> lane.hasKey(keyOfPodAndTable.apply(lane.pod, lane.table)));
    }

    /** Notes the key that a table group was loaded by. */
    void loadedBy(TableGroupId id, KeyStatus key) {
        lane(id).hasKey(key);
    }

    void started(TableGroupId id) {
        lane(id).ended(TableState.State.LOADING, null);
    }

    void consumed(TableGroupId id) {
        lane(id).consumed(id.group());
    }

    void waits(TableGroupId id) {
        lane(id).ended(TableState.State.BEHIND, null);
    }

    void paused(TableGroupId id) {
        lane(id).ended(TableState.State.PAUSED, null);
    }

    void failed(TableGroupId id, String reason) {
        lane(id).ended(TableState.State.FAILED, reason);
    }

    private Lane lane(TableGroupId id) {
        return lane(id.pod(), id.table());
    }

    private Lane lane(String pod, String table) {
        return lanes.computeIfAbsent(table + "|" + pod, key -> new Lane(pod, table));
    }
}
