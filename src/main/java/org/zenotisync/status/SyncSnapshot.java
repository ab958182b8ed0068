package org.zenotisync.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zenotisync.checkpoint.LateObjects;

/**
 * The state of the sync at one moment. JMX, the command {@code status} and other displays read it. A running process
 * builds it from the events that it has seen; the values that only the target knows are then empty.
 *
 * @param takenAt when
 * @param tables every track, by table, source and POD
 * @param lastCycle the last cycle that has ended in this process; empty if none has
 * @param schemaFiles schema files that are in the bucket but not applied; most of them need a person
 * @param noSchemaScripts upgrade files that are not readable as scripts and do not name a known table; nothing waits
 *     for them
 * @param lateObjects late objects that are not loaded, ordered by table, source, POD and group
 * @param unknownObjects addresses of objects that fit no known layout
 * @param unreadablePauses rows of {@code zenoti_sync_paused} that are neither a table's name nor a glob
 * @param unreachableSources those of several sources that the last cycle could not list, also if nothing of them was
 *     ever consumed; only in a snapshot of the target
 */
public record SyncSnapshot(
        Instant takenAt,
        List<TableSnapshot> tables,
        Optional<CycleSnapshot> lastCycle,
        List<UnappliedFile> schemaFiles,
        List<UnappliedFile> noSchemaScripts,
        List<LateObjects.Entry> lateObjects,
        List<String> unknownObjects,
        List<String> unreadablePauses,
        List<UnreachableSource> unreachableSources) {

    /**
     * One of several sources that the last cycle could not list.
     *
     * @param id the source's id
     * @param name the name that the settings give it
     * @param reason why
     */
    public record UnreachableSource(String id, String name, String reason) {}

    /**
     * A schema file that is not applied.
     *
     * @param address {@code s3://bucket/key}
     * @param reason why it is not applied; empty if no reason is recorded
     * @param isWaiting whether nothing is wrong with it: it comes after another file, or was not tried yet
     */
    public record UnappliedFile(String address, Optional<String> reason, boolean isWaiting) {}

    /**
     * The part that is about one source.
     *
     * @param source the source's id
     */
    public SyncSnapshot ofSource(String source) {
        String address = "s3://" + source + "/";
        return new SyncSnapshot(
                takenAt,
                tables.stream()
                        .filter(table -> table.track().source().equals(source))
                        .toList(),
                lastCycle,
                schemaFiles.stream()
                        .filter(file -> file.address().startsWith(address))
                        .toList(),
                noSchemaScripts.stream()
                        .filter(file -> file.address().startsWith(address))
                        .toList(),
                lateObjects.stream()
                        .filter(late -> late.group().source().equals(source))
                        .toList(),
                unknownObjects.stream()
                        .filter(object -> object.startsWith(address))
                        .toList(),
                unreadablePauses,
                unreachableSources.stream()
                        .filter(unreachable -> unreachable.id().equals(source))
                        .toList());
    }

    /** A snapshot of the tables only. */
    public static SyncSnapshot of(Instant takenAt, List<TableSnapshot> tables, Optional<CycleSnapshot> lastCycle) {
        return new SyncSnapshot(
                takenAt, tables, lastCycle, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Whether all schema files are applied, no table failed at its last attempt or waits for a schema file, no target
     * table is missing, and all sources can be listed.
     */
    public boolean isHealthy() {
        return schemaFiles.isEmpty()
                && unreachableSources.isEmpty()
                && tables.stream().noneMatch(TableSnapshot::isFailure);
    }

    /** Table groups that are listed and not consumed, over all tables. */
    public int groupsBehind() {
        return tables.stream().mapToInt(table -> table.groupsBehind().orElse(0)).sum();
    }

    /** When the oldest object that is not consumed was written, over all tables; empty if there is none. */
    public Optional<Instant> oldestUnconsumed() {
        return tables.stream()
                .flatMap(table -> table.oldestUnconsumed().stream())
                .min(Instant::compareTo);
    }
}
