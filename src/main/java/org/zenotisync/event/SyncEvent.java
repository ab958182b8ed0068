package org.zenotisync.event;

import java.util.List;
import java.util.Optional;
import org.zenotisync.load.ReadCounters;
import org.zenotisync.model.TableGroupId;

/**
 * Something that happened in the sync, after it happened. Bytes and rows are no events: {@link ReadCounters} counts them.
 */
public sealed interface SyncEvent {

    /** What a person must know of it; empty if nothing failed. */
    default Optional<Problem> problem() {
        return Optional.empty();
    }

    /**
     * A cycle has begun: the source and the target can be reached.
     *
     * @param counters count the bytes and rows that are read, from the start of the process on
     */
    record CycleStarted(ReadCounters counters) implements SyncEvent {}

    /**
     * A pass has listed the feed and has decided what it loads.
     *
     * @param isFirstOfCycle whether it is the first pass of its cycle; later ones list what that left out
     * @param tracks every track that has a checkpoint or a listed table group
     */
    record FeedListed(boolean isFirstOfCycle, List<TrackListing> tracks) implements SyncEvent {}

    /**
     * A pass is about to load what waits.
     *
     * @param tables target tables that anything waits for
     * @param tableGroups over all tables
     * @param bytes of their files
     */
    record BacklogFound(int tables, int tableGroups, long bytes) implements SyncEvent {}

    /** A table group is being loaded. */
    record TableGroupStarted(TableGroupId id) implements SyncEvent {}

    /** A table group is not worked on any more in this cycle. */
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

    /** A schema file, a table or a POD cannot be used; what does not depend on it goes on. */
    record ProblemFound(Problem found) implements SyncEvent {

        @Override
        public Optional<Problem> problem() {
            return Optional.of(found);
        }
    }

    /** A cycle has ended, with or without failures. */
    record CycleEnded(CycleReport report) implements SyncEvent {}

    /**
     * A cycle could not run; the schedule tries again.
     *
     * @param reason why, for people
     */
    record CycleFailed(String reason) implements SyncEvent {}

    /** The end of the program has cut a cycle off. */
    record CycleCutOff() implements SyncEvent {}
}
