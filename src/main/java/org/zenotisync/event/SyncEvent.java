package org.zenotisync.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.stage.ReadCounters;

/** Something that has happened in the sync. Bytes and rows are not events; {@link ReadCounters} counts them. */
public sealed interface SyncEvent {

    /** The problem that a person must know about; empty if nothing failed. */
    default Optional<Problem> problem() {
        return Optional.empty();
    }

    /**
     * A cycle has begun: the source and the target can be reached.
     *
     * @param counters count the bytes and rows that this process has read since its start
     */
    record CycleStarted(ReadCounters counters) implements SyncEvent {}

    /**
     * A pass has listed the feed and has decided what to load.
     *
     * @param isFirstOfCycle whether it is the first pass of its cycle; later passes list what the first one left out
     * @param tracks every track that has a checkpoint or a listed table group
     */
    record FeedListed(boolean isFirstOfCycle, List<TrackListing> tracks) implements SyncEvent {}

    /**
     * A pass is about to load table groups.
     *
     * @param tables number of target tables to load into
     * @param tableGroups number of table groups, over all tables
     * @param bytes size of their files
     */
    record BacklogFound(int tables, int tableGroups, long bytes) implements SyncEvent {}

    /** A table group is being loaded. */
    record TableGroupStarted(TableGroupId id) implements SyncEvent {}

    /** A table group has failed in a way that may pass soon, and is tried again. */
    record TableGroupRetried(TableGroupId id) implements SyncEvent {}

    /** The work on a table group has ended for this cycle. */
    record TableGroupEnded(TableGroupOutcome outcome) implements SyncEvent {

        @Override
        public Optional<Problem> problem() {
            return outcome.state() == TableGroupOutcome.State.FAILED
                    ? outcome.reason().map(reason -> new Problem(outcome.id().toString(), reason))
                    : Optional.empty();
        }
    }

    /**
     * All table groups of a table have been tried.
     *
     * @param table folded table name
     */
    record TableEnded(String table) implements SyncEvent {}

    /**
     * A schema file was applied, or its effect was there already.
     *
     * @param address of the file
     */
    record SchemaFileApplied(String address) implements SyncEvent {}

    /** A schema file, a table or a POD cannot be used. Everything that does not depend on it continues. */
    record ProblemFound(Problem found) implements SyncEvent {

        @Override
        public Optional<Problem> problem() {
            return Optional.of(found);
        }
    }

    /** A cycle has ended, with or without failures. */
    record CycleEnded(CycleReport report) implements SyncEvent {}

    /**
     * A source cannot be listed, and is left out of the cycle.
     *
     * @param source the source's id
     */
    record SourceUnreachable(String source) implements SyncEvent {}

    /**
     * A cycle could not run; the schedule tries again.
     *
     * @param reason why, as text for people
     * @param cause where the cause is
     */
    record CycleFailed(String reason, FailureCause cause) implements SyncEvent {}

    /**
     * Tables are about to be compared with a monthly snapshot.
     *
     * @param tables number of tables
     * @param bytes size of the files of the snapshot
     * @param counters count the bytes and rows that this process has read since its start
     */
    record VerificationStarted(int tables, long bytes, ReadCounters counters) implements SyncEvent {}

    /**
     * A table is being compared with a monthly snapshot.
     *
     * @param table folded table name
     */
    record TableVerificationStarted(String table) implements SyncEvent {}

    /**
     * The comparison of a table with a monthly snapshot has ended.
     *
     * @param table folded table name
     */
    record TableVerificationEnded(String table) implements SyncEvent {}

    /**
     * A cycle has read how tables were verified before, by this process or another one. Only where new snapshots are
     * verified automatically.
     *
     * @param outcomes the last automatic verification of each track that has one; those of other processes, and of
     *     sources that the settings do not have, too
     */
    record VerificationsRead(Map<Track, VerifyOutcomes.Kept> outcomes) implements SyncEvent {

        public VerificationsRead {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** A monthly snapshot was compared with the target. */
    record SnapshotVerified(VerifyReport report) implements SyncEvent {}

    /**
     * Rows of a monthly snapshot were brought back, or would have been.
     *
     * @param report what was found before, and what was brought back
     */
    record SnapshotRestored(VerifyReport report) implements SyncEvent {}

    /** The program ended while a cycle was running. */
    record CycleCutOff() implements SyncEvent {}
}
