package org.zenotisync.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zenotisync.checkpoint.LateObjects;

/**
 * How the sync stands at a moment: what JMX, the command {@code status} and whatever else shows it read. A running process takes it from
 * what it has seen; then what only the target knows is empty.
 *
 * @param takenAt when
 * @param tables every track, by table, source and POD
 * @param lastCycle the last cycle that has ended in this process; empty before
 * @param schemaFiles schema files that are in the bucket but not applied; most wait for a person
 * @param noSchemaScripts files among the upgrades that cannot be read as scripts and name no known table; nothing waits for
 *     them
 * @param lateObjects objects that turned up late and are not loaded, by table, source, POD and group
 * @param unknownObjects addresses of objects that belong to no known layout
 * @param unreadablePauses rows of {@code zenoti_sync_paused} that are neither a table's name nor a glob
 */
public record SyncSnapshot(
        Instant takenAt,
        List<TableSnapshot> tables,
        Optional<CycleSnapshot> lastCycle,
        List<UnappliedFile> schemaFiles,
        List<UnappliedFile> noSchemaScripts,
        List<LateObjects.Entry> lateObjects,
        List<String> unknownObjects,
        List<String> unreadablePauses) {

    /**
     * A schema file that is not applied.
     *
     * @param address {@code s3://bucket/key}
     * @param reason why it is not applied; empty if no reason is recorded
     */
    public record UnappliedFile(String address, Optional<String> reason) {}

    /** A snapshot of the tables, and of nothing else. */
    public static SyncSnapshot of(Instant takenAt, List<TableSnapshot> tables, Optional<CycleSnapshot> lastCycle) {
        return new SyncSnapshot(takenAt, tables, lastCycle, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Whether nothing failed and no schema file was refused at the last attempt, and no target table is gone. */
    public boolean isHealthy() {
        return schemaFiles.isEmpty() && tables.stream().noneMatch(TableSnapshot::isFailure);
    }

    /** Table groups that are listed and not consumed, over all tables. */
    public int groupsBehind() {
        return tables.stream().mapToInt(table -> table.groupsBehind().orElse(0)).sum();
    }

    /** When the oldest object was written that is not consumed, over all tables; empty if there is none. */
    public Optional<Instant> oldestUnconsumed() {
        return tables.stream()
                .flatMap(table -> table.oldestUnconsumed().stream())
                .min(Instant::compareTo);
    }
}
