package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zenotisync.event.Problem;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.Track;

/** What has happened in a cycle so far, as its report shows it. Used by many threads at once. */
final class CycleBook implements SyncSubscriber {

    private final List<Problem> problems = new ArrayList<>();
    private final List<TableGroupOutcome> outcomes = new ArrayList<>();
    private final Map<Track, Long> consumedUpTo = new HashMap<>();
    private final Set<Track> stopped = new HashSet<>();
    private int schemaFilesApplied;

    @Override
    public synchronized void on(SyncEvent event) {
        if (event instanceof SyncEvent.TableGroupEnded ended) {
            note(ended.outcome());
        } else if (event instanceof SyncEvent.ProblemFound problem) {
            problems.add(problem.found());
        } else if (event instanceof SyncEvent.SchemaFileApplied) {
            schemaFilesApplied++;
        }
    }

    private void note(TableGroupOutcome outcome) {
        if (outcome.state() == TableGroupOutcome.State.CONSUMED_BEFORE) {
            return;
        }
        outcomes.add(outcome);
        if (outcome.state() == TableGroupOutcome.State.CONSUMED) {
            consumedUpTo.put(outcome.id().track(), outcome.id().group());
        } else {
            stopped.add(outcome.id().track());
        }
    }

    /** Whether a problem that does not concern a single table group was noted before. */
    synchronized boolean knows(Problem problem) {
        return problems.contains(problem);
    }

    /** Whether a table group of a track has failed, waits or is paused in this cycle. */
    synchronized boolean isStopped(Track track) {
        return stopped.contains(track);
    }

    /** The last group of a track that this cycle has consumed, 0 for none. */
    synchronized long consumedUpTo(Track track) {
        return consumedUpTo.getOrDefault(track, 0L);
    }

    synchronized int schemaFilesApplied() {
        return schemaFilesApplied;
    }

    synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    synchronized List<TableGroupOutcome> outcomes() {
        return List.copyOf(outcomes);
    }
}
