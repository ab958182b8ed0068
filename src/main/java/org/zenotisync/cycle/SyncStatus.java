package org.zenotisync.cycle;

import java.time.LocalDateTime;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.load.KeyStatus;

/**
 * The state of all tables, as {@link StatusReader} reads it from the target.
 *
 * @param tables per source, POD and table
 * @param refusedSchemaFiles schema files that are in the bucket but not applied; most wait for a person
 * @param noSchemaScripts files among the upgrades that cannot be read as scripts and name no known table; nothing waits for them
 * @param lateObjects objects that turned up late and are not loaded, by table, source, POD and group
 * @param unknownObjects addresses of objects that belong to no known layout
 * @param unreadablePauses rows of {@code zenoti_sync_paused} that are neither a table's name nor a glob
 */
public record SyncStatus(
        List<TableStatus> tables,
        List<RefusedSchemaFile> refusedSchemaFiles,
        List<RefusedSchemaFile> noSchemaScripts,
        List<LateObjects.Entry> lateObjects,
        List<String> unknownObjects,
        List<String> unreadablePauses) {

    static final String NEW = "new";
    static final String MISSING = "missing";
    static final String EXCLUDED = "excluded";
    static final String PAUSED = "paused";
    static final String WAITING_FOR_SCHEMA = "waiting-for-schema";
    private static final String FAILED = "failed";

    /** The status of a database that was never written to. */
    static final SyncStatus EMPTY = new SyncStatus(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * A table of a POD.
     *
     * @param kind null if nothing was tried yet
     * @param lastGroup last consumed GroupID, 0 for none; a replay that is due does not change it
     * @param replayFrom the groups from this GroupID up to the last one are consumed again; null if no replay is due
     * @param state outcome of the last attempt: consumed, replayed, failed; new if nothing was tried yet. Instead of it:
     *     missing if rows were consumed and the target table is gone, excluded if the settings leave the table out, paused
     *     if somebody has paused it, waiting-for-schema if a schema file of the table is in the bucket but not applied
     * @param rows rows of the target table over all PODs, null if there is no such table
     * @param quarantined rows that could not be loaded, and wait in {@code zenoti_sync_quarantine}
     * @param lastAttempt when the last attempt ended, in UTC; null if nothing was tried yet
     * @param error why the last attempt failed, what brings a missing table back, or which schema file the table waits for; null
     *     if nothing is wrong
     * @param key the kind and key that the next table group is loaded by
     */
    public record TableStatus(
            String source,
            String pod,
            String table,
            String kind,
            long lastGroup,
            Long replayFrom,
            String state,
            Long rows,
            long quarantined,
            LocalDateTime lastAttempt,
            String error,
            KeyStatus key) {

        /** Whether the table should be in step and is not. */
        public boolean isFailure() {
            return state.equals(FAILED) || state.equals(MISSING) || isWaitingForSchema();
        }

        /** Whether a schema file of the table is in the bucket but not applied. */
        public boolean isWaitingForSchema() {
            return state.equals(WAITING_FOR_SCHEMA);
        }
    }

    /**
     * A schema file that is not applied.
     *
     * @param address {@code s3://bucket/key}
     * @param reason why it is not applied; null if no reason is recorded
     */
    public record RefusedSchemaFile(String address, String reason) {}

    /** Whether nothing failed and no schema file was refused at the last attempt, and no target table is gone. */
    public boolean isHealthy() {
        return refusedSchemaFiles.isEmpty() && tables.stream().noneMatch(TableStatus::isFailure);
    }
}
